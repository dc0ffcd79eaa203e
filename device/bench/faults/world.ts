import type { WriteEffect } from '#domain/guard/event.ts';
import type { ControlConfig, ControlEffect } from '#domain/home/control.ts';
import type { PhaseReading } from '#domain/meter/reading.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Lag } from '#domain/sim/lag.ts';
import { told, type Lie } from '#domain/sim/lie.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { ControlProcess, type OutsideEvent } from './controlProcess.ts';
import { Disk } from './disk.ts';
import { EnergyGuard, type Word } from './energyGuard.ts';
import { Link } from './link.ts';
import { Oracle, PROMISES, type Truth } from './oracle.ts';
import { baseLoad, DESCRIPTORS, PlantDevice } from './plant.ts';
import { Station } from './station.ts';
import { VirtualTime } from './virtualTime.ts';

/** An hour before the night in which the clocks of Europe go back. */
export const START = Date.UTC(2026, 9, 24, 23, 55) as Instant;
const RELEASED = Date.UTC(2026, 9, 1) as Instant;
const SOURCE = 'operator';

export interface Setting {
  readonly seed: number;
  readonly lag: Lag;
  /** ms between two readings of the meter. */
  readonly period: number;
  readonly phases: boolean;
  readonly kettles: boolean;
  /** ms between two cycles of control and looks at the devices; left out = each second. */
  readonly pace?: number;
  readonly start?: Instant;
  /** W that the home may take at most by contract; the oracle judges by its own. */
  readonly contract?: number;
  readonly afterFailsafe?: 'protective' | 'standard';
}

const config = ({ seed, contract = PROMISES.contract, afterFailsafe = 'protective' }: Setting): ControlConfig => ({
  limit: {
    sources: [
      {
        source: SOURCE,
        keys: [{ direction: 'import', scope: 'site' }],
        loss: { kind: 'lpc', peer: 'box', scope: 'site', failsafe: { import: watts(PROMISES.failsafe), export: null }, failsafeDuration: 7_200, afterFailsafe },
      },
      { source: 'local', keys: [{ direction: 'import', scope: 'site' }] },
    ],
    fixed: [{ source: 'contract', origin: 'contract', direction: 'import', scope: 'site', w: watts(contract) }],
    floor: RELEASED,
  },
  follow: { neutral: {} },
  guard: { shedOrder: [], fuse: null, phases: {}, protect: {}, generation: watts(0), ramp: 100, releaseDelay: ms(30_000), seed },
});

const MILLISECONDS_A_DAY = 86_400_000;
const hold = (device: string, power: number): Act => ({ device, interval: { start: (START - 400 * MILLISECONDS_A_DAY) as Instant, end: (START + 8_000 * MILLISECONDS_A_DAY) as Instant }, policy: { kind: 'hold', power: watts(power) } });
/** Everything on at once: more than any limit leaves. */
const ACTS: readonly Act[] = [hold('car', 7_360), hold('battery', 3_000), hold('heater', 2_000)];

/** A home, its gateway, its grid operator and what lies between them, on one virtual clock and one seed. */
export class World {
  readonly time: VirtualTime;
  readonly disk = new Disk();
  readonly control: ControlProcess;
  readonly oracle: Oracle;
  readonly stations: readonly Station[];
  readonly meterLink: Link;
  readonly fromOperator: Link;
  readonly toOperator: Link;
  readonly operator: EnergyGuard;
  /** House with its journal: `blocked` takes and does not answer. */
  house: 'up' | 'down' | 'blocked' | 'full' = 'up';
  meterLie: Lie | null = null;
  meterSilent = false;
  /** ms by which the wall clock is wrong, and whether a source has set it. */
  wallOffset = 0;
  synced = true;
  /** ms the whole gateway was asleep. */
  asleep = 0;
  sleeping = false;
  private toldGrid = 0;
  private readonly asked = new Map<string, number>();
  private readonly heardAt = new Map<string, { readonly w: number | null; readonly at: number }>();

  constructor(readonly setting: Setting) {
    const { lag, seed, period } = setting;
    this.time = new VirtualTime(seed);
    this.oracle = new Oracle(lag, period, DESCRIPTORS.length);
    this.meterLink = new Link(this.time);
    this.fromOperator = new Link(this.time);
    this.toOperator = new Link(this.time);
    this.stations = DESCRIPTORS.map((descriptor) => this.station(new PlantDevice(descriptor, lag)));
    this.operator = new EnergyGuard(this.time, this.fromOperator, (word) => this.heard(word));
    this.control = new ControlProcess(this.time, this.disk, config(setting), setting.pace ?? 1_000, {
      clock: { wall: () => (setting.start ?? START) + this.time.at + this.wallOffset, synced: () => this.synced, awake: () => this.time.at - this.asleep },
      perform: (effect) => this.perform(effect),
      journal: (_id, answer) => this.journal(answer),
      fault: (text) => this.oracle.threw(text),
      stepped: (event) => this.stepped(event),
    });
    this.boot();
    this.time.every(1_000, () => this.second());
    this.time.every(setting.pace ?? 1_000, () => this.sense());
    this.time.in(300, () => this.time.every(period, () => this.read()));
  }

  get truth(): Truth {
    const { at } = this.time;
    const base = baseLoad(at, this.setting.kettles);
    const devices = this.stations.map(({ device }) => device);
    return {
      at,
      awake: at - this.asleep,
      base,
      grid: base + devices.reduce((sum, { power }) => sum + power, 0),
      sheddable: this.stations.filter(({ obeys }) => obeys).reduce((sum, { device }) => sum + Math.max(0, device.power), 0),
      isLied: this.meterLie !== null,
      isDefied: devices.some(({ deaf }) => deaf),
      isUp: this.control.state === 'up' && !this.sleeping,
      upSince: this.control.upSince,
      facts: this.control.facts,
    };
  }

  /** Starts control as its supervisor does, and what it does first. */
  boot(): void {
    this.oracle.started();
    this.asked.clear();
    this.heardAt.clear();
    this.operator.hungUp();
    for (const station of this.stations) station.restart();
    this.control.start();
    for (const { device } of this.stations) this.control.dispatch({ kind: 'capabilities', descriptor: device.descriptor });
    this.control.dispatch({ kind: 'acts', revision: 1, acts: ACTS });
  }

  run(seconds: number): void {
    this.time.runUntil(this.time.at + seconds * 1_000);
  }

  stationOf(id: string): Station {
    const found = this.stations.find(({ device }) => device.descriptor.id === id);
    if (!found) throw new Error(`the plant has no ${id}`);
    return found;
  }

  /** A raw message of the operator's, whatever it holds. */
  signal(id: string, signal: unknown): void {
    this.fromOperator.send(() => this.control.dispatch({ kind: 'signal', id, signal }));
  }

  limitSignal(sequence: number, w: number | null, of: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    return { source: SOURCE, sequence, direction: 'import', scope: 'site', value: w === null ? { kind: 'none' } : { kind: 'limit', w }, start: this.control.now().wall, end: null, ...of };
  }

  /** The operator's word as a limit signal that the oracle knows of. */
  say(sequence: number, w: number | null, of: Readonly<Record<string, unknown>> = {}): void {
    const id = `x${sequence}`;
    this.fromOperator.send(() => {
      this.heardAt.set(id, { w, at: this.time.at });
      this.control.dispatch({ kind: 'signal', id, signal: this.limitSignal(sequence, w, of) });
    });
  }

  private station(device: PlantDevice): Station {
    return new Station(this.time, device, {
      written: (effect, reason) => this.control.dispatch({ kind: 'written', id: effect.id, device: effect.device, ok: reason === null, reason }),
      report: (report) => this.control.dispatch({ kind: 'report', report }),
      mono: () => this.control.now().mono,
    });
  }

  private heard(word: Word): void {
    if (this.house === 'down' || this.sleeping) return;
    if (word.kind === 'beat') return this.control.dispatch({ kind: 'heartbeat', source: SOURCE, peer: word.peer });
    this.heardAt.set(word.id, { w: word.w, at: this.time.at });
    this.control.dispatch({ kind: 'signal', id: word.id, signal: this.limitSignal(word.sequence, word.w) });
  }

  private perform(effect: ControlEffect): void {
    if (effect.kind === 'write') return this.write(effect);
    if (effect.kind !== 'signal-answer') return;
    const done = effect.outcome === 'done';
    const word = this.heardAt.get(effect.signal);
    if (done && word) this.oracle.acknowledged(word.w, word.at);
    this.toOperator.send(() => this.operator.answered(effect.signal, done));
  }

  private write(effect: WriteEffect): void {
    const station = this.stationOf(effect.device);
    const { device } = station;
    this.oracle.wrote(effect, this.asked.get(effect.device) ?? device.setpoint, device.descriptor.primitive.kind === 'store', this.control.now().mono);
    this.asked.set(effect.device, effect.setpoint);
    station.write(effect);
  }

  private journal(answer: (stored: boolean) => void): boolean {
    if (this.house === 'down') return false;
    if (this.house !== 'blocked') this.time.in(20, () => answer(this.house === 'up'));
    return true;
  }

  private stepped(event: OutsideEvent): void {
    if (event.kind === 'heartbeat' && event.peer === 'box') this.oracle.beat(this.time.at - this.asleep);
    if (event.kind === 'report') this.oracle.heard(event.report.id);
  }

  private second(): void {
    for (const { device } of this.stations) device.advance(this.time.at);
    this.oracle.second(this.truth);
  }

  private sense(): void {
    if (this.control.state === 'up' && !this.sleeping) for (const station of this.stations) station.ask();
  }

  private read(): void {
    if (this.meterSilent || this.sleeping) return;
    for (const { device } of this.stations) device.advance(this.time.at);
    const { grid, base } = this.truth;
    this.toldGrid = told(this.meterLie, grid, this.toldGrid, 0);
    const power = watts(Math.round(this.toldGrid));
    const isTrue = this.meterLie === null;
    this.meterLink.send(() => {
      if (this.control.state === 'down') return;
      this.oracle.read(isTrue ? base : null);
      this.control.dispatch({ kind: 'reading', reading: { meter: 'm', at: this.control.now().wall, power, phases: this.phases(power), registers: [], period: ms(this.setting.period), quality: 'measured' } });
    });
  }

  private phases(power: number): { readonly L1?: PhaseReading } {
    return this.setting.phases ? { L1: { power: watts(power), volts: 230, amps: null } } : {};
  }
}
