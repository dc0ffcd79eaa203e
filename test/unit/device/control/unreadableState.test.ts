import { expect, it } from 'vitest';
import { controlMachines, type ControlFacts } from '#domain/home/control.ts';
import { failsafeState } from '#domain/limit/failsafe.ts';
import { issuerSource, EVERY_KEY } from '#domain/limit/sources.ts';
import { instant, ms } from '#domain/time/instant.ts';
import { ControlLoop } from '../../../../device/control/loop.ts';
import type { HomeClock } from '../../../../device/clock/clock.ts';
import { CONFIG } from '../../guard/onePass.ts';

const NOON = instant(Date.UTC(2027, 2, 1, 12));

it.each([[{ held: 7 }], ['nonsense'], [{ held: [{}], lpc: null }], [{ passage: 5, counted: 3, held: [null] }]])('a kept state of the limits that cannot be stepped from, %j, is a lost one: the failsafe holds and nothing fails for ever', (limit) => {
  let mono = 0;
  let faults = 0;
  let facts: Partial<ControlFacts> = {};
  const clock = { speed: 1, now: () => ({ wall: instant(NOON + mono), mono: ms(mono), boot: 'b', trust: 'synced' }) } as unknown as HomeClock;
  const machines = controlMachines({ limit: { sources: [issuerSource('local', EVERY_KEY)], fixed: [], floor: NOON }, follow: { neutral: {} }, guard: CONFIG });
  const host = { perform: () => undefined, faults: (seen: readonly { readonly machine: string }[]) => void (faults += seen.filter(({ machine }) => machine === 'limit').length), facts: (seen: Partial<ControlFacts>) => void (facts = seen) };
  const loop = new ControlLoop(machines, clock, host, { limit }, (machine) => (machine === 'limit' ? failsafeState('local', NOON) : undefined));
  for (; mono < 5_000; mono += 1_000) loop.dispatch({ kind: 'tick' });
  expect(faults).toBe(1);
  expect(facts.effectiveImport).toEqual({ kind: 'limit', w: 4_200 });
});
