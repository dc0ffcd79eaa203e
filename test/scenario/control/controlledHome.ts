import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import { chance } from '#domain/machine/chance.ts';
import { controlMachines, type ControlConfig, type ControlEffect, type ControlEvent, type ControlFacts } from '#domain/home/control.ts';
import { initialHome, route, type HomeState } from '#domain/home/home.ts';
import type { SignalAnswerEffect } from '#domain/limit/event.ts';
import type { Phase, PhaseReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';
import type { HouseholderAnswerEffect } from '#domain/wish/householder.ts';

export const START = Date.UTC(2027, 0, 12, 17) as Instant;
export const w = (power: number): Watts => power as Watts;
export const seconds = (value: number): Milliseconds => (value * 1_000) as Milliseconds;

/** A device of the plant: what it is asked becomes what it takes after a lag. */
export interface PlantDevice {
  readonly descriptor: DeviceDescriptor;
  /** Seconds: `first-order` time constant, or `dead` time after which the set-point is there at once. */
  readonly lag: { readonly kind: 'first-order' | 'dead'; readonly seconds: number };
  /** Seconds between two reports. */
  readonly reports: number;
  /** What it says of itself. */
  readonly tells: 'power' | 'setpoint' | 'both';
  /** W it takes by its own will, at most what is asked: a tank that is hot, a car that is full. */
  readonly appetite?: (second: number) => number;
  /** W it can give, at most what is asked: a battery that runs empty. */
  readonly yields?: (second: number) => number;
  online?: boolean;
  refuses?: boolean;
  /** Takes the command and does nothing. */
  deaf?: boolean;
}

interface Running extends PlantDevice {
  power: number;
  setpoint: number;
  readonly asked: { at: number; setpoint: number }[];
}

export const BATTERY: DeviceDescriptor = {
  id: 'battery',
  name: 'Battery',
  kind: 'battery',
  simulated: true,
  rating: w(3_700),
  minimum: w(0),
  fallback: { kind: 'timer', after: seconds(60), power: w(0) },
  primitive: { kind: 'store', capacity: 10_000_000, maxCharge: w(3_700), maxDischarge: w(3_700), chargeEfficiency: 0.96, dischargeEfficiency: 0.96, wear: 0 },
};

export const CAR: DeviceDescriptor = {
  id: 'car',
  name: 'Car',
  kind: 'car',
  simulated: true,
  rating: w(7_360),
  minimum: w(1_380),
  fallback: { kind: 'none' },
  primitive: { kind: 'envelope', min: w(0), max: w(7_360) },
};

export const HEATER: DeviceDescriptor = {
  id: 'heater',
  name: 'Tank',
  kind: 'heater',
  simulated: true,
  rating: w(2_000),
  minimum: w(2_000),
  fallback: { kind: 'timer', after: seconds(60), power: w(0) },
  primitive: { kind: 'modes', powers: [0, 2_000] },
};

export const CONFIG: ControlConfig = {
  limit: {
    sources: [
      { source: 'dso', keys: [{ direction: 'import', scope: 'site' }, { direction: 'import', scope: 'controllable' }, { direction: 'export', scope: 'site' }] },
      { source: 'relay', keys: [{ direction: 'import', scope: 'site' }] },
    ],
    fixed: [],
    floor: Date.UTC(2026, 9, 1) as Instant,
  },
  follow: { neutral: {} },
  guard: { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: seconds(0), seed: 7 },
};

export const device = (descriptor: DeviceDescriptor, of: Partial<PlantDevice> = {}): PlantDevice => ({
  descriptor,
  lag: { kind: 'first-order', seconds: 5 },
  reports: 1,
  tells: 'both',
  ...of,
});

/** Control's machines over a small plant, a second at a time: meter and reports in, commands out. */
export class ControlledHome {
  private readonly machines;
  private home: HomeState<ControlFacts>;
  readonly devices: Running[];
  readonly writes: (WriteEffect & { at: number })[] = [];
  readonly answers: SignalAnswerEffect[] = [];
  readonly told: HouseholderAnswerEffect[] = [];
  readonly grid: number[] = [];
  second = 0;
  /** A clock that is set wrong, in ms. */
  wallOffset = 0;
  boot = 'b1';
  bootedAt = 0;
  trust: Now['trust'] = 'synced';
  meterPeriod = 1;
  meterSilent = false;
  /** Phases of the devices, where the meter shows phases; base load is on all three alike, and what is in `extra`. */
  phases: Readonly<Record<string, readonly Phase[]>> | null = null;
  extra: (second: number) => Readonly<Partial<Record<Phase, number>>> = () => ({});
  /** Share by which the meter errs either way, drawn anew for each reading. */
  noise = 0;
  /** What the meter makes of the W that flow: turned round, hanging. */
  shows: (power: number, second: number) => number = (power) => power;
  storageDown = false;

  constructor(
    readonly base: (second: number) => number,
    devices: readonly PlantDevice[],
    readonly config: ControlConfig = CONFIG,
    found: Readonly<Record<string, number>> = {},
  ) {
    this.machines = controlMachines(config);
    this.home = initialHome<ControlFacts>(this.machines);
    this.devices = devices.map((one) => ({ ...one, power: found[one.descriptor.id] ?? 0, setpoint: found[one.descriptor.id] ?? 0, asked: [] }));
    this.announce();
  }

  get facts(): Readonly<Partial<ControlFacts>> {
    return this.home.facts;
  }

  get states(): Readonly<Record<string, unknown>> {
    return this.home.states;
  }

  get now(): Now {
    return { wall: (START + this.second * 1_000 + this.wallOffset) as Instant, mono: ((this.second - this.bootedAt) * 1_000) as Milliseconds, boot: this.boot, trust: this.trust };
  }

  at(id: string): Running {
    const found = this.devices.find((one) => one.descriptor.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  }

  /** A new boot of control: what is kept goes through JSON, as through a file. */
  restart(boot: string): void {
    this.boot = boot;
    this.bootedAt = this.second;
    this.home = initialHome<ControlFacts>(this.machines, JSON.parse(JSON.stringify(this.home.states)) as Record<string, unknown>);
    this.announce();
  }

  send(event: ControlEvent): void {
    const routed = route<ControlFacts>(this.machines, this.home, event, this.now);
    if (routed.faults.length > 0) throw routed.faults[0]?.error;
    this.home = routed.home;
    for (const effect of routed.effects as ControlEffect[]) this.perform(effect);
  }

  limit(sequence: number, power: number | null, of: { source?: string; scope?: 'site' | 'controllable'; direction?: 'import' | 'export'; end?: number | null } = {}): void {
    const { source = 'dso', scope = 'site', direction = 'import', end = null } = of;
    const value = power === null ? { kind: 'none' } : { kind: 'limit', w: power };
    this.send({ kind: 'signal', id: `s${sequence}`, signal: { source, sequence, direction, scope, value, start: this.now.wall, end } });
  }

  /** Runs whole seconds; the plant moves first, then it is measured. */
  run(until: number): this {
    while (this.second < until) this.step();
    return this;
  }

  private announce(): void {
    for (const one of this.devices) this.send({ kind: 'capabilities', descriptor: one.descriptor });
  }

  private step(): void {
    this.second += 1;
    for (const one of this.devices) one.power = this.moved(one);
    const extra = Object.values(this.extra(this.second)).reduce((sum, power) => sum + power, 0);
    const total = this.base(this.second) + extra + this.devices.reduce((sum, one) => sum + one.power, 0);
    this.grid.push(total);
    for (const one of this.devices) if (this.second % one.reports === 0) this.send({ kind: 'report', report: this.reportOf(one) });
    if (!this.meterSilent && this.second % this.meterPeriod === 0) this.send({ kind: 'reading', reading: { meter: 'm', at: this.now.wall, power: w(Math.round(this.shows(this.erring(total, 0), this.second))), phases: this.phaseReadings(), registers: [], period: seconds(this.meterPeriod), quality: 'measured' } });
    this.send({ kind: 'tick' });
  }

  private erring(power: number, stream: number): number {
    return power * (1 + this.noise * (2 * chance(stream, this.second) - 1));
  }

  private phaseReadings(): Partial<Record<Phase, PhaseReading>> {
    return this.phases ? Object.fromEntries((['L1', 'L2', 'L3'] as const).map((name, index) => [name, { power: w(Math.round(this.erring(this.phasePower(name), index + 1))), volts: null, amps: null }])) : {};
  }

  /** W on one phase now, as it is. */
  phasePower(name: Phase): number {
    const own = this.devices.reduce((sum, one) => {
      const on = this.phases?.[one.descriptor.id] ?? [];
      return sum + (on.includes(name) ? one.power / on.length : 0);
    }, 0);
    return this.base(this.second) / 3 + (this.extra(this.second)[name] ?? 0) + own;
  }

  private moved(one: Running): number {
    const { lag } = one;
    const seen = this.second - (lag.kind === 'dead' ? lag.seconds : 0);
    while ((one.asked[1]?.at ?? Number.POSITIVE_INFINITY) <= seen) one.asked.shift();
    const [first] = one.asked;
    const due = first && first.at <= seen ? first.setpoint : one.setpoint;
    const target = Math.max(Math.min(due, one.appetite?.(this.second) ?? Number.POSITIVE_INFINITY), -(one.yields?.(this.second) ?? Number.POSITIVE_INFINITY));
    return lag.kind === 'first-order' && lag.seconds > 0 ? one.power + (target - one.power) * (1 - Math.exp(-1 / lag.seconds)) : target;
  }

  private reportOf(one: Running): DeviceReport {
    const online = one.online ?? true;
    const setpoint = one.asked.at(-1)?.setpoint ?? one.setpoint;
    const power = online && one.tells !== 'setpoint' ? w(Math.round(one.power)) : null;
    return { id: one.descriptor.id, heardAt: this.now.mono, online, power, setpoint: online && one.tells !== 'power' ? w(setpoint) : null, stored: one.descriptor.primitive.kind === 'store' ? 5_000_000 : null };
  }

  private perform(effect: ControlEffect): void {
    if (effect.kind === 'signal-answer') this.answers.push(effect);
    if (effect.kind === 'householder-answer') this.told.push(effect);
    if (effect.kind === 'store') this.send(this.storageDown ? { kind: 'store-failed', id: effect.id, reason: 'disk' } : { kind: 'stored', id: effect.id });
    if (effect.kind !== 'write') return;
    const one = this.at(effect.device);
    this.writes.push({ ...effect, at: this.second });
    const ok = (one.online ?? true) && one.refuses !== true;
    if (ok && one.deaf !== true) one.asked.push({ at: this.second, setpoint: effect.setpoint });
    this.send({ kind: 'written', id: effect.id, ok, reason: ok ? null : 'timeout' });
  }
}

/** Wh above a limit between two seconds. */
export const overshootWh = (grid: readonly number[], limit: number, from: number, to: number): number =>
  grid.slice(from, to).reduce((sum, power) => sum + Math.max(0, power - limit), 0) / 3_600;
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
