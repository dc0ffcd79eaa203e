import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import type { GridReading } from '#domain/device/sense.ts';
import type { Ask } from '#domain/guard/ask.ts';
import { ladderBounds, phaseBounds, powerBounds } from '#domain/guard/bound.ts';
import type { Commanded } from '#domain/guard/command.ts';
import type { GuardConfig, PhaseLimit } from '#domain/guard/event.ts';
import { unreleased } from '#domain/guard/release.ts';
import { decide, type Pass } from '#domain/guard/stage.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import type { PhaseReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';

export const w = (power: number): Watts => power as Watts;
export const CAR: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: w(7_360), minimum: w(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: w(0), max: w(7_360) } };
export const TANK: DeviceDescriptor = { ...CAR, id: 'tank', kind: 'heater', rating: w(2_000), minimum: w(2_000), primitive: { kind: 'modes', powers: [0, 2_000] } };
export const BATTERY: DeviceDescriptor = {
  ...CAR,
  id: 'battery',
  kind: 'battery',
  rating: w(3_700),
  minimum: w(0),
  primitive: { kind: 'store', capacity: 10_000_000, maxCharge: w(3_700), maxDischarge: w(3_700), chargeEfficiency: 0.96, dischargeEfficiency: 0.96, wear: 0 },
};
export const CONFIG: GuardConfig = { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: 0 as Milliseconds, seed: 1 };

interface Of {
  /** W the device says it takes now. */
  readonly takes?: number;
  readonly stored?: number | null;
}
export const ask = (descriptor: DeviceDescriptor, request: number, { takes = 0, stored = 5_000_000 }: Of = {}): Ask => {
  const report: DeviceReport = { id: descriptor.id, heardAt: 0 as Milliseconds, online: true, power: w(takes), setpoint: w(takes), stored };
  return { id: descriptor.id, device: { descriptor, report, heardWall: null, lastTold: null }, request, power: request, decidedBy: 'plan', cut: 0 };
};
export const grid = (power: number, asks: readonly Ask[], phases: Readonly<Record<string, number>> = {}, period = 1_000): GridReading => ({
  reading: {
    meter: 'm',
    at: 0 as Instant,
    power: w(power),
    phases: Object.fromEntries(Object.entries(phases).map(([name, watts]): [string, PhaseReading] => [name, { power: w(watts), volts: null, amps: null }])),
    registers: [],
    period: period as Milliseconds,
    quality: 'measured',
  },
  power: w(power),
  heardAt: 0 as Milliseconds,
  devices: Object.fromEntries(asks.map((one) => [one.id, one.device.report?.power ?? w(0)])),
  steadySince: {},
  unmoved: 0,
});
export const limit = (power: number, of: Partial<StandingLimit> = {}): StandingLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, value: { kind: 'limit', w: w(power) }, start: 0 as Instant, end: null, ...of });
export const stood = (setpoint: number, cut = 0): Commanded => ({ command: { id: 'x', setpoint: w(setpoint), at: 0, since: 0, taken: true, reason: null }, decidedBy: 'plan', cut, tokens: 9, countedAt: 0 });
export const NOW = { wall: 0 as Instant, mono: 0 as Milliseconds, boot: 'b', trust: 'synced' } as const;
export interface Around extends Partial<Omit<Pass, 'bounds'>> {
  /** W that a ladder keeps. */
  readonly ladder?: number;
  readonly phaseLimits?: readonly PhaseLimit[];
  readonly limits?: readonly StandingLimit[];
  readonly grid?: GridReading | null;
  /** W of import that nobody vouches for. */
  readonly unvouched?: number;
}
function pass(asks: readonly Ask[], { limits = [], ladder, phaseLimits = [], grid: seen = grid(500, asks), unvouched: draws = 0, config = CONFIG, ...of }: Around): Pass {
  const unvouched = { draws, gives: 0 };
  const ofFuse = limits.filter((one) => one.origin === 'fuse');
  const bounds = powerBounds(limits.filter((one) => one.origin !== 'fuse'), asks, seen, unvouched);
  const phases = phaseBounds(config, asks, seen, unvouched, phaseLimits);
  const kept = ladder === undefined ? [] : ladderBounds([{ id: 'threshold', direction: 'import', w: w(ladder) }], asks, seen, unvouched);
  return {
    config,
    bounds: [...bounds, ...powerBounds(ofFuse, asks, seen, unvouched), ...phases, ...kept],
    needsGrid: limits.length > 0,
    gridState: 'fresh',
    sensed: true,
    commanded: {},
    rise: 0,
    release: unreleased,
    cycles: {},
    byHand: new Set(),
    now: NOW,
    ...of,
  };
}
/** What comes out: W and who decided. */
export const out = (asks: readonly Ask[], of: Around = {}): Record<string, readonly [number, string]> => Object.fromEntries(decide(asks, pass(asks, of)).map((one) => [one.id, [Math.round(one.power), one.decidedBy]]));
