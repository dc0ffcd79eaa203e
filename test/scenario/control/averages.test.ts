import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { Averaging } from '#domain/limit/limit.ts';
import { CAR, CONFIG, ControlledHome, device, START, w } from './controlledHome.ts';

const WINDOW = 900;
/** A car that charges on three phases only: nothing below 4140 W. */
const THREE_PHASE: DeviceDescriptor = { ...CAR, rating: w(11_040), minimum: w(4_140), primitive: { kind: 'envelope', min: w(0), max: w(11_040) } };
const wanting = (id: string, power: number) => ({ ...CONFIG, follow: { neutral: { [id]: { kind: 'hold' as const, power: w(power) } } } });

function averaged(home: ControlledHome, most: number, of: { averaging?: Averaging; window?: number; scope?: 'site' | 'controllable' } = {}): void {
  const { averaging = 'rolling', window = WINDOW * 1_000, scope = 'site' } = of;
  home.send({ kind: 'signal', id: 'mean', signal: { source: 'dso', sequence: 1, direction: 'import', scope, value: { kind: 'limit', w: most }, start: home.now.wall, end: null, window, averaging } });
}

/** The largest mean of any window, or of any that begins by the clock, in W. */
function worstMean(grid: readonly number[], averaging: Averaging, from: number): number {
  const sums = [0];
  for (const power of grid) sums.push((sums.at(-1) ?? 0) + Math.max(0, power));
  const isBegin = (second: number): boolean => averaging === 'rolling' || (START / 1_000 + second) % WINDOW === 0;
  return Math.max(...sums.flatMap((sum, second) => (second >= from && second + WINDOW < sums.length && isBegin(second) ? [((sums[second + WINDOW] ?? 0) - sum) / WINDOW] : [])));
}

const chargedWh = (home: ControlledHome, from: number, base: number): number => home.grid.slice(from).reduce((sum, power) => sum + power - base, 0) / 3_600;

describe('a limit on the mean of a quarter-hour', () => {
  it.each(['rolling', 'aligned'] as const)('lets a car charge that a limit of the same size at each moment keeps off for ever: %s', (averaging) => {
    const strict = new ControlledHome(() => 500, [device(THREE_PHASE)], wanting('car', 11_040));
    strict.limit(1, 4_200);
    const home = new ControlledHome(() => 500, [device(THREE_PHASE)], wanting('car', 11_040));
    averaged(home, 4_200, { averaging });
    for (const one of [strict, home]) one.run(2 * 3_600);
    const charged = [strict, home].map((one) => Math.round(chargedWh(one, 0, 500)));
    const starts = home.writes.filter(({ setpoint }, n, all) => setpoint > 0 && (all[n - 1]?.setpoint ?? 0) === 0).length;
    console.log(`${averaging}: car charged ${charged[1]} Wh in two hours instead of ${charged[0]}, ${starts} starts, worst mean ${Math.round(worstMean(home.grid, averaging, 0))} W of 4200`);
    expect(charged[0]).toBe(0);
    expect(charged[1]).toBeGreaterThan(5_500);
    // Twelve an hour at most, and the first.
    expect(starts).toBeLessThanOrEqual(25);
    expect(worstMean(home.grid, averaging, 0)).toBeLessThanOrEqual(4_200);
  });

  it('is no more than a limit at each moment while a smaller one of those stands beside it', () => {
    const home = new ControlledHome(() => 500, [device(CAR)], wanting('car', 7_360));
    home.limit(1, 3_000);
    home.send({ kind: 'signal', id: 'mean', signal: { source: 'dso', sequence: 2, direction: 'import', scope: 'site', value: { kind: 'limit', w: 4_200 }, start: home.now.wall, end: null, window: WINDOW * 1_000 } });
    home.run(1_500);
    expect(Math.max(...home.grid.slice(60))).toBeLessThan(3_100);
  });

  it('gives a restarted gateway no room of before, and keeps what was used', () => {
    const home = new ControlledHome((second) => (second < 1_000 ? 300 : 600), [device(CAR)], wanting('car', 0));
    averaged(home, 4_200);
    home.run(1_000);
    expect(home.facts.limits?.[0]?.allows).toBeGreaterThan(5_000);
    home.restart('b2');
    home.run(1_010);
    expect(home.facts.limits?.[0]?.allows).toBe(4_200);
  });

  it('lets nothing rise above the value while the meter is silent', () => {
    const home = new ControlledHome(() => 300, [device(CAR)], wanting('car', 0));
    averaged(home, 4_200);
    home.run(1_000);
    home.meterSilent = true;
    home.run(1_900);
    home.meterSilent = false;
    home.run(1_902);
    expect(home.facts.limits?.[0]).toMatchObject({ allows: 4_200 });
  });

  /** A car beside 3900 W, in clock quarter-hours of 4200 W, with a home that cannot generate; `shows` is what the meter makes of the truth. */
  function doubted(shows: (power: number, second: number) => number): ControlledHome {
    const home = new ControlledHome(() => 3_900, [device(CAR)], { ...wanting('car', 7_360), guard: { ...CONFIG.guard, generation: w(0) } });
    home.shows = shows;
    averaged(home, 4_200, { averaging: 'aligned' });
    return home.run(4 * WINDOW + 1);
  }
  const ROUND = 3 * WINDOW;

  it.each<[string, (power: number, second: number) => number]>([
    ['is turned round for some minutes', (power, second) => (second > 2_000 && second <= 2_400 ? -power : power)],
    ['tells less than nothing from the first word of a window on', (power, second) => (second > 2 * WINDOW && second <= ROUND - 200 ? -8_000 : power)],
  ])('counts nothing as saved that a meter says which %s', (_, shows) => {
    const home = doubted(shows);
    expect(worstMean(home.grid, 'aligned', 0)).toBeLessThanOrEqual(4_200);
  });

  it('counts nothing as saved that a meter says which hangs at its value while a car starts behind it', () => {
    const home = new ControlledHome(() => 300, [device(CAR, { appetite: (second) => (second < 105 ? 0 : 2_000) })], wanting('car', 7_360));
    home.shows = (power, second) => (second > 100 && second <= 1_000 ? 300 : power);
    averaged(home, 4_200);
    home.run(1_002);
    expect(home.facts.limits?.[0]?.allows).toBeLessThanOrEqual(4_200);
  });

  it('is kept at each moment where it is too short to come back, or the clock of its windows is not known', () => {
    const home = new ControlledHome(() => 300, [device(CAR)], wanting('car', 7_360));
    averaged(home, 4_200, { window: 60_000 });
    home.run(400);
    expect(Math.max(...home.grid)).toBeLessThan(4_400);
    expect(home.facts.limits?.[0]?.allows).toBeUndefined();
    const lost = new ControlledHome(() => 300, [device(CAR)], wanting('car', 7_360));
    averaged(lost, 4_200, { averaging: 'aligned' });
    lost.trust = 'none';
    lost.run(30);
    expect(lost.facts.limits?.[0]?.allows).toBeUndefined();
  });

  it('holds on each phase by what that phase has used', () => {
    const home = new ControlledHome(() => 900, [device(CAR)], wanting('car', 0));
    home.phases = { car: ['L1'] };
    home.extra = () => ({ L2: 2_700 });
    home.send({ kind: 'signal', id: 'amps', signal: { source: 'dso', sequence: 1, direction: 'import', scope: 'site', per: 'phase', value: { kind: 'limit', amps: 16 }, start: home.now.wall, end: null, window: WINDOW * 1_000, averaging: 'aligned' } });
    home.run(600);
    const allows = home.facts.phaseLimits?.[0]?.allows;
    expect(allows?.L1).toBeGreaterThan(20);
    expect(allows?.L2).toBe(16);
  });
});
