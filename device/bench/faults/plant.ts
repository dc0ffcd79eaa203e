import { LEASE, type DeviceDescriptor, type DeviceReport } from '#domain/device/device.ts';
import type { Phase } from '#domain/meter/reading.ts';
import { ordered, restingAt, stepLag, type Lag, type Lagging } from '#domain/sim/lag.ts';
import { told, type Lie } from '#domain/sim/lie.ts';
import { ms, type Milliseconds } from '#domain/time/instant.ts';
import { watts, ZERO_POWER } from '#domain/units/power.ts';

const TIMER = { kind: 'timer', after: ms(60_000), power: ZERO_POWER } as const;

const battery: DeviceDescriptor = {
  id: 'battery', name: 'Battery', kind: 'battery', simulated: true, rating: watts(3_700), minimum: ZERO_POWER, fallback: TIMER,
  primitive: { kind: 'store', capacity: 10_000_000, maxCharge: watts(3_700), maxDischarge: watts(3_700), chargeEfficiency: 0.96, dischargeEfficiency: 0.96, wear: 0 },
};
/** A charger that keeps the last set-point when control dies, and charges with all it has by its own logic: the worst neighbour under a limit. */
const car: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(7_360), minimum: watts(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: ZERO_POWER, max: watts(7_360) } };
const heater: DeviceDescriptor = { id: 'heater', name: 'Tank', kind: 'heater', simulated: true, rating: watts(2_000), minimum: watts(2_000), fallback: TIMER, primitive: { kind: 'modes', powers: [0, 2_000] } };
const SUN = -6_000;
/** An inverter in full sun that gives all it has again when it is left alone. */
const pv: DeviceDescriptor = { id: 'pv', name: 'Roof', kind: 'pv', simulated: true, rating: ZERO_POWER, minimum: ZERO_POWER, fallback: { ...TIMER, power: watts(SUN) }, primitive: { kind: 'envelope', min: watts(SUN), max: ZERO_POWER } };

type ByPhase = Readonly<Record<Phase, number>>;

/** What stands in a home, and what is wanted of it: more than any limit leaves. W. */
export interface Plant {
  readonly devices: readonly DeviceDescriptor[];
  readonly wants: Readonly<Record<string, number>>;
  /** Which phase a device is on, where there are three; none named: one line carries all. */
  readonly phases: Readonly<Record<string, Phase>>;
  /** The device that matters most to the limit. */
  readonly largest: string;
  /** W of what nothing controls. @param at ms */
  base(at: number, kettles: boolean): ByPhase;
}

/** W of a kettle that is on three minutes in twenty. */
const kettle = (at: number, kettles: boolean): number => (kettles && at % 1_200_000 >= 240_000 && at % 1_200_000 < 420_000 ? 2_000 : 0);
const oneLine = (at: number, kettles: boolean): ByPhase => ({ L1: 400 + kettle(at, kettles), L2: 0, L3: 0 });

export const CONSUMING: Plant = { devices: [battery, car, heater], wants: { car: 7_360, battery: 3_000, heater: 2_000 }, phases: {}, largest: 'car', base: oneLine };
export const THREE_PHASES: Plant = {
  ...CONSUMING,
  phases: { car: 'L1', battery: 'L2', heater: 'L3' },
  base: (at, kettles) => ({ L1: 150 + kettle(at, kettles), L2: 150, L3: 100 }),
};
export const GENERATING: Plant = { devices: [battery, pv, heater], wants: { pv: SUN, battery: -3_000, heater: 0 }, phases: {}, largest: 'pv', base: oneLine };

/** One device of the plant as it really is; W, ms. */
export class PlantDevice {
  private moving: Lagging;
  private revertsAt = Number.POSITIVE_INFINITY;
  private toldPower = 0;
  setpoint: number;
  /** mWh in a store. */
  stored = 5_000_000;
  lie: Lie | null = null;
  /** Takes commands and does nothing. */
  deaf = false;
  /** Its driver throws at everything. */
  broken = false;

  constructor(
    readonly descriptor: DeviceDescriptor,
    readonly lag: Lag,
  ) {
    this.setpoint = descriptor.fallback.kind === 'timer' ? descriptor.fallback.power : 0;
    this.moving = restingAt(this.setpoint, 0);
  }

  get power(): number {
    return this.moving.power;
  }

  advance(at: number): void {
    if (at >= this.revertsAt) this.revert(this.revertsAt);
    const before = this.moving;
    this.moving = stepLag(before, this.lag, at);
    if (this.descriptor.primitive.kind === 'store') this.stored = Math.min(10_000_000, Math.max(0, this.stored + (this.moving.power * (at - before.at)) / 3_600));
  }

  command(setpoint: number, at: number): void {
    if (this.deaf) return;
    this.setpoint = setpoint;
    this.moving = ordered(this.moving, this.lag, setpoint, at);
    this.revertsAt = this.descriptor.fallback.kind === 'timer' ? at + LEASE : Number.POSITIVE_INFINITY;
  }

  /** Its own default, by its timer or because it is told: without a fallback all that it can take. */
  revert(at: number): void {
    const { fallback, rating } = this.descriptor;
    this.revertsAt = Number.POSITIVE_INFINITY;
    this.setpoint = fallback.kind === 'none' ? rating : fallback.power;
    this.moving = ordered(this.moving, this.lag, this.setpoint, at);
  }

  report(heardAt: Milliseconds): DeviceReport {
    this.toldPower = told(this.lie, this.power, this.toldPower, this.setpoint);
    const stored = this.descriptor.primitive.kind === 'store' ? Math.round(this.stored) : null;
    return { id: this.descriptor.id, heardAt, online: true, power: watts(Math.round(this.toldPower)), setpoint: watts(this.setpoint), stored };
  }
}
