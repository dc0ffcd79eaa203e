import { expect, it } from 'vitest';
import { limitMachine } from '#domain/limit/machine.ts';
import { EVERY_KEY, issuerSource } from '#domain/limit/sources.ts';
import type { ClockTrust, Now } from '#domain/time/now.ts';
import { instant, ms } from '#domain/time/instant.ts';

const TODAY = Date.UTC(2027, 0, 12, 12);
const TEN_YEARS = 10 * 365 * 86_400_000;

/** A gateway that was last seen when its source of time was ten years ahead. */
const machine = limitMachine({ sources: [issuerSource('local', EVERY_KEY)], fixed: [], floor: instant(TODAY + TEN_YEARS) });
const at = (mono: number, trust: ClockTrust): Now => ({ wall: instant(TODAY + mono), mono: ms(mono), boot: 'b', trust });
const signal = (sequence: number, value: object) => ({ kind: 'signal', id: `s${sequence}`, signal: { source: 'local', sequence, direction: 'import', scope: 'site', value, start: TODAY, end: null } }) as const;

function lift(trust: ClockTrust): readonly string[] {
  const limited = machine.step(machine.initial, signal(1, { kind: 'limit', w: 2_000 }), at(0, trust), {});
  const store = limited.effects?.find(({ kind }) => kind === 'store');
  const kept = machine.step(limited.state, { kind: 'stored', id: store?.id ?? '' }, at(10, trust), {});
  const lifted = machine.step(kept.state, signal(2, { kind: 'none' }), at(20, trust), {});
  return (lifted.effects ?? []).map((effect) => ('reason' in effect ? String(effect.reason) : effect.kind));
}

it('a clock that a source of time has set lifts a limit, even after that source was years ahead once (F32)', () => expect(lift('synced')).toEqual(['store']));
it('a clock that nobody has set, and that is before what is known to have passed, lifts nothing', () => expect(lift('floor')).toEqual(['clock-not-trusted']));
