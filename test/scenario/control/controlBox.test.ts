import { describe, expect, it } from 'vitest';
import type { LimitState } from '#domain/limit/state.ts';
import { box, DIMMED } from '../../fakes/limitSources.ts';
import { BATTERY, CAR, CONFIG, ControlledHome, device, HEATER, w, type PlantDevice } from './controlledHome.ts';

const hold = (power: number) => ({ kind: 'hold' as const, power: w(power) });

/** A home under a control box that says `limit` W of controllable import at its 60th second. */
function dimmed(limit: number, devices: readonly PlantDevice[], protect: Readonly<Record<string, number>> = {}): ControlledHome {
  const config = {
    ...CONFIG,
    limit: { ...CONFIG.limit, sources: [box()] },
    follow: { neutral: { car: hold(7_360), heater: hold(2_000), battery: hold(3_700) } },
    guard: { ...CONFIG.guard, protect: Object.fromEntries(Object.entries(protect).map(([id, power]) => [id, w(power)])) },
  };
  const home = new ControlledHome(() => 800, devices, config);
  home.send({ kind: 'heartbeat', source: 'box', peer: 'ski-of-box' });
  home.run(60);
  home.send({ kind: 'signal', id: 'limit', signal: { source: 'box', sequence: 1, ...DIMMED, value: { kind: 'limit', w: limit }, start: home.now.wall, end: null } });
  return home.run(120);
}
const stateOf = (home: ControlledHome): string | undefined => (home.states['limit'] as LimitState).lpc['box/import']?.lpc.name;

describe('a control box over several devices', () => {
  it('LPC-TS-039 LPC-TS-040 its limit is kept by all of them together, and not by each', () => {
    const home = dimmed(4_200, [device(CAR), device(HEATER), device(BATTERY)]);
    expect(stateOf(home)).toBe('limited');
    const taken = home.devices.reduce((sum, { power }) => sum + Math.max(0, power), 0);
    expect(taken).toBeLessThanOrEqual(4_250);
    expect(taken).toBeGreaterThan(3_000);
  });

  it('LPC-923 what safety needs runs above the limit without ending it: the state stays limited', () => {
    const home = dimmed(0, [device(CAR), device(HEATER)], { heater: 2_000 });
    expect([Math.round(home.at('heater').power), Math.round(home.at('car').power)]).toEqual([2_000, 0]);
    expect(stateOf(home)).toBe('limited');
    expect(home.facts.guard).toMatchObject({ state: 'unkeepable', excess: 2_000 });
  });
});
