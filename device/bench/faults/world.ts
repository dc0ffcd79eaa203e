import type { WriteEffect } from '#domain/guard/event.ts';
import type { ControlEffect } from '#domain/home/control.ts';
import type { Phase, PhaseReading } from '#domain/meter/reading.ts';
import type { Lag } from '#domain/sim/lag.ts';
import { told, type Lie } from '#domain/sim/lie.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { leftAt } from '../../control/leftAt.ts';
import { actsOf, alwaysOwed, configOf, RELEASED, type HomeTerms } from './config.ts';
import { ControlProcess, type OutsideEvent } from './controlProcess.ts';
import { Disk } from './disk.ts';
import { flowsOf, PHASES } from './flows.ts';
import { VOLTS } from './line.ts';
import { Link } from './link.ts';
import { waitsAt, type LocalDay } from './localHours.ts';
import { Mail } from './mail.ts';
import { Oracle } from './oracle.ts';
import { PlantDevice } from './plant.ts';
import type { Sender } from './sender.ts';
import type { AfterFailsafe, Source } from './source.ts';
import { sourceNamed } from './sources/catalogue.ts';
import { Station } from './station.ts';
import type { Truth } from './truth.ts';
import { VirtualTime } from './virtualTime.ts';

/** An hour before the night in which the clocks of Europe go back. */
export const START = Date.UTC(2026, 9, 24, 23, 55) as Instant;

export interface Setting {
  readonly seed: number;
  readonly lag: Lag;
  /** ms between two readings of the meter. */
  readonly period: number;
  readonly phases: boolean;
  readonly kettles: boolean;
  /** Id of the source of limits; left out = LPC, import, W. */
  readonly source?: string;
  /** ms between two cycles of control and looks at the devices; left out = each second. */
  readonly pace?: number;
  readonly start?: Instant;
  readonly localDay?: LocalDay;
  /** W that control is told the home may take at most by contract; the oracle judges by the source's. */
  readonly contract?: number;
  readonly afterFailsafe?: AfterFailsafe;
  /** Most W that the home generates beside its devices, as control is told; null = nobody has said; left out = nothing, which is so. */
  readonly generation?: number | null;
}

/** A home, its gateway, the source of its limits and what lies between them, on one virtual clock and one seed. */
export class World {
  readonly time: VirtualTime;
  readonly disk = new Disk();
  readonly source: Source;
  readonly control: ControlProcess;
  readonly oracle: Oracle;
  readonly stations: readonly Station[];
  readonly meterLink: Link;
  readonly fromOperator: Link;
  readonly toOperator: Link;
  readonly operator: Sender;
  /** House with its journal: `blocked` takes and does not answer. */
  house: 'up' | 'down' | 'blocked' | 'full' = 'up';
  meterLie: Lie | null = null;
  meterSilent = false;
  /** ms by which the wall clock is wrong, and whether a source has set it. */
  wallOffset = 0;
  synced = true;
  /** ms the whole gateway was asleep, and since when it is again. */
  private slept = 0;
  private sleepsSince: number | null = null;
  private readonly terms: HomeTerms;
  private readonly mail: Mail;
  private readonly pace: number;
  /** Boots of the machine, and since when it has been up, virtual ms. */
  private machine = { boot: 0, since: 0 };
  private toldGrid: Partial<Record<Phase | 'all', number>> = {};
  private readonly asked = new Map<string, number>();

  constructor(readonly setting: Setting) {
    const { lag, seed, period, pace = 1_000, source = 'lpc', localDay, afterFailsafe = 'protective', generation = 0 } = setting;
    this.source = sourceNamed(source);
    this.pace = pace;
    this.time = new VirtualTime(seed);
    const { contract, direction, plant } = this.source;
    const terms: HomeTerms = { source: this.source, seed, contract, afterFailsafe, generation, ...(localDay ? { localDay } : {}) };
    this.terms = { ...terms, contract: setting.contract ?? contract };
    this.oracle = new Oracle({ creed: this.source.creed(), always: alwaysOwed(terms), direction, lag, period, pace, devices: plant.devices.length });
    this.meterLink = new Link(this.time);
    this.fromOperator = new Link(this.time);
    this.toOperator = new Link(this.time);
    this.mail = new Mail(this.time, {
      takes: () => this.house !== 'down' && this.isRunning,
      reads: () => this.control.state !== 'down',
      wall: () => this.control.now().wall,
      dispatch: (event) => this.control.dispatch(event),
      heard: (said) => this.oracle.heard(said),
      answered: (said, done) => this.oracle.answered(said, done),
      reply: (id, done) => void this.toOperator.send(() => this.operator.answered(id, done)),
    });
    this.stations = plant.devices.map((descriptor) => this.station(new PlantDevice(descriptor, lag)));
    this.operator = this.source.sender({
      time: this.time, fromOperator: this.fromOperator, toOperator: this.toOperator,
      clock: () => ({ utc: this.utc, at: this.time.at }),
      deliver: (utterance) => this.mail.carried(utterance),
      contacts: { awake: () => this.awake, isListening: () => this.control.state === 'up' && !this.sleeping, read: (reading, isTrue) => this.mail.contact(reading, isTrue) },
    });
    this.control = new ControlProcess(this.time, this.disk, RELEASED, (floor) => configOf(this.terms, floor, { boot: `m${this.machine.boot}`, up: this.time.at - this.machine.since }), pace, {
      clock: { wall: () => this.utc + this.wallOffset, synced: () => this.synced, awake: () => this.awake, machineBoot: () => `m${this.machine.boot}` },
      perform: (effect) => this.perform(effect),
      journal: (_id, answer) => this.journal(answer),
      fault: (text) => this.oracle.threw(text),
      stepped: (event) => this.stepped(event),
    });
    this.boot();
    this.time.every(1_000, () => this.second());
    this.time.every(pace, () => this.sense());
    this.time.in(300, () => this.time.every(period, () => this.read()));
  }

  /** The true time, ms UTC. */
  get utc(): number {
    return (this.setting.start ?? START) + this.time.at;
  }

  /** ms that the machine was not asleep. */
  get awake(): number {
    return (this.sleepsSince ?? this.time.at) - this.slept;
  }

  private get isRunning(): boolean {
    return this.control.state !== 'down' && !this.sleeping;
  }

  get sleeping(): boolean {
    return this.sleepsSince !== null;
  }

  /** The machine is suspended: only the wall clock goes on. */
  sleep(): void {
    this.sleepsSince ??= this.time.at;
    this.control.stop();
  }

  wake(): void {
    this.slept += this.time.at - (this.sleepsSince ?? this.time.at);
    this.sleepsSince = null;
    this.control.resume();
  }

  get truth(): Truth {
    const { at } = this.time;
    return {
      at,
      awake: this.awake,
      lines: flowsOf(this.source.plant, this.stations, at, this.setting.kettles),
      isLied: this.meterLie !== null,
      isDefied: this.stations.some(({ device: { deaf } }) => deaf),
      isUp: this.control.state === 'up' && !this.sleeping,
      upSince: this.control.upSince,
      facts: this.control.facts,
    };
  }

  /** Starts control as its supervisor does, and what it does first. */
  boot(): void {
    this.asked.clear();
    this.mail.forget();
    this.operator.hungUp();
    for (const station of this.stations) station.restart();
    const found = this.control.start();
    this.oracle.started({ ...found, at: this.time.at, awake: this.awake });
    for (const { device } of this.stations) this.control.dispatch({ kind: 'capabilities', descriptor: device.descriptor });
    this.control.dispatch({ kind: 'acts', revision: 1, acts: actsOf(this.terms, this.setting.start ?? START) });
  }

  /** Control ends in good order: what it can reach is at its own default, or left where a limit would not bear that. */
  leave(): void {
    const leaves = leftAt(this.control.facts);
    for (const { device, obeys } of this.stations) {
      const left = leaves(device.descriptor);
      if (obeys && left === null) device.revert(this.time.at);
      else if (obeys && left !== null) device.command(left, this.time.at);
    }
  }

  /** The supply of the machine itself is cut: what comes up is another boot of it. */
  powerLost(): void {
    this.machine = { boot: this.machine.boot + 1, since: this.time.at };
  }

  run(seconds: number): void {
    this.time.runUntil(this.time.at + seconds * 1_000);
  }

  stationOf(id: string): Station {
    const found = this.stations.find(({ device }) => device.descriptor.id === id);
    if (!found) throw new Error(`the plant has no ${id}`);
    return found;
  }

  /** The device that matters most to the limit. */
  get largest(): Station {
    return this.stationOf(this.source.plant.largest);
  }

  /** A person at home says that the operators are right, after the state was lost. */
  confirm(): void {
    if (this.source.signed) this.control.dispatch({ kind: 'operators-confirmed', id: 'person' });
  }

  private station(device: PlantDevice): Station {
    return new Station(this.time, device, {
      written: (effect, reason) => this.control.dispatch({ kind: 'written', id: effect.id, device: effect.device, ok: reason === null, reason }),
      report: (report) => this.control.dispatch({ kind: 'report', report }),
      mono: () => this.control.now().mono,
    });
  }

  private perform(effect: ControlEffect): void {
    switch (effect.kind) {
      case 'write':
        return this.write(effect);
      case 'signal-answer':
        return this.mail.answered(effect.signal, effect.outcome === 'done');
      case 'admit-signal':
        return this.control.dispatch({ kind: 'signal', id: effect.signed, signal: effect.signal, may: effect.may, proven: effect.proven });
      case 'admit-heartbeat':
        return this.control.dispatch({ kind: 'heartbeat', source: effect.source, peer: effect.peer });
      default:
        return;
    }
  }

  private write(effect: WriteEffect): void {
    const station = this.stationOf(effect.device);
    this.oracle.wrote(effect, this.asked.get(effect.device) ?? station.device.setpoint, this.control.now().mono);
    this.asked.set(effect.device, effect.setpoint);
    station.write(effect);
  }

  private journal(answer: (stored: boolean) => void): boolean {
    if (this.house === 'down') return false;
    if (this.house !== 'blocked') this.time.in(20, () => answer(this.house === 'up'));
    return true;
  }

  private stepped(event: OutsideEvent): void {
    if (event.kind === 'heartbeat' && event.peer === 'box') this.oracle.beat(this.awake);
    if (event.kind === 'report') this.oracle.reportOf(event.report.id);
  }

  private second(): void {
    for (const { device } of this.stations) device.advance(this.time.at);
    const { truth } = this;
    this.oracle.second(truth);
    if (truth.isUp) this.judgeHours(truth);
  }

  /** What charges by itself is asked to in the hours of its day, and in no others, whatever the limits leave of it. */
  private judgeHours({ facts: { requests = [] } }: Truth): void {
    const { localDay } = this.setting;
    const request = requests.find(({ device }) => device === localDay?.device);
    if (!localDay || !request || this.synced === false || this.wallOffset !== 0) return;
    const waits = waitsAt(localDay, this.utc - this.pace) && waitsAt(localDay, this.utc);
    const charges = !waitsAt(localDay, this.utc - this.pace) && !waitsAt(localDay, this.utc);
    if ((waits && request.power > 0) || (charges && request.power <= 0)) this.oracle.wrongHour(`${request.power} W for the ${request.device} at ${new Date(this.utc).toISOString()}`);
  }

  private sense(): void {
    if (this.control.state === 'up' && !this.sleeping) for (const station of this.stations) station.ask();
  }

  private read(): void {
    if (this.meterSilent || this.sleeping) return;
    for (const { device } of this.stations) device.advance(this.time.at);
    const { lines } = this.truth;
    const power = this.tell('all', lines.import.flow);
    const phases = this.phases(power, lines);
    const isTrue = this.meterLie === null;
    this.meterLink.send(() => {
      if (this.control.state === 'down') return;
      this.oracle.read(isTrue ? lines : null);
      this.control.dispatch({ kind: 'reading', reading: { meter: 'm', at: this.control.now().wall, power, phases, registers: [], period: ms(this.setting.period), quality: 'measured' } });
    });
  }

  private tell(line: Phase | 'all', flow: number) {
    const shown = told(this.meterLie, flow, this.toldGrid[line] ?? 0, 0);
    this.toldGrid[line] = shown;
    return watts(Math.round(shown));
  }

  /** A home whose phases matter has a meter that shows them. */
  private phases(power: ReturnType<typeof watts>, lines: Truth['lines']): Partial<Record<Phase, PhaseReading>> {
    const of = (flow: ReturnType<typeof watts>): PhaseReading => ({ power: flow, volts: VOLTS, amps: null });
    if (Object.keys(this.source.plant.phases).length > 0) return Object.fromEntries(PHASES.map((name) => [name, of(this.tell(name, lines[name].flow))]));
    return this.setting.phases ? { L1: of(power) } : {};
  }
}
