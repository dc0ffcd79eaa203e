import type { ControlEffect, ControlEvent, ControlFacts } from '#domain/home/control.ts';
import type { AnyMachine, MachineFault } from '#domain/home/home.ts';
import { FAILSAFE_IMPORT, failsafeState } from '#domain/limit/failsafe.ts';
import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';
import { forgetful } from '#domain/signal/state.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { HomeClock } from '../clock/clock.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import type { SignedDoor } from '../signal/door.ts';
import { ContactReader, type ContactSource } from '../signal/relay/contactReader.ts';
import type { Driver } from '../driver/driver.ts';
import type { MeterDriver } from '../driver/meter/meter.ts';
import { ActDesk } from './actDesk.ts';
import { Actuator } from './actuator.ts';
import type { Claim } from './claim.ts';
import { EdgeFaults } from './edgeFaults.ts';
import type { Household } from './household.ts';
import { Keeper } from './keeper.ts';
import { leftAt, leftOff } from './leftAt.ts';
import { LOCAL_SOURCE, idOf } from './localSignal.ts';
import { log } from './log.ts';
import { machineBoot } from './machineBoot.ts';
import { ControlLoop } from './loop.ts';
import { News } from './news.ts';
import { Pulse } from './pulse.ts';
import { SignalDesk } from './signalDesk.ts';
import type { SocketAnswer } from './signalSocket.ts';
import type { RevokedKeys } from './revokedKeys.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { Storing } from './storing.ts';

export interface ControlSetting {
  readonly timeline: string;
  /** No instant of this home is before the result. @param known an instant that has surely passed, from the kept state. */
  readonly floor: (known: Instant | null) => Instant;
  readonly clock: (floor: Instant) => HomeClock;
  readonly machines: (floor: Instant) => readonly AnyMachine<ControlFacts>[];
  /** Withdrawn keys, beside the state. */
  readonly revoked: RevokedKeys;
  /** What people have refused and stopped, beside the state. */
  readonly household: Household;
  /** Where signed messages are verified. */
  readonly door: SignedDoor;
  /** To house; false when it is not there. Never waits. */
  readonly post: (message: FromControl) => boolean;
  /** To people who are not looking. Never waits. */
  readonly people: { alarm(effect: AlarmEffect): void; ladders(ladders: readonly LadderState[]): void };
  /** The capture or replay is over. */
  readonly onEnded: () => void;
}

/** A cycle each home second, and no more than ten each real one. */
const CYCLE_MS = 1_000;
const SHORTEST_CYCLE_REAL_MS = 100;
/** Simulated devices of this process answer at once: a reading waits for them, so that both are of one moment. */
type Compose = (reading: MeterReading) => MeterReading;

/** The process that must not stop, without its children: readings and signals in, commands out, state kept. */
export class Control {
  private readonly loop: ControlLoop;
  private readonly actuator: Actuator;
  private readonly keeper: Keeper;
  private readonly storing: Storing;
  private readonly pulse: Pulse;
  private readonly faults: EdgeFaults;
  private readonly ending = new AbortController();
  private readonly signals: SignalDesk;
  private readonly acts: ActDesk;
  private readonly floor: Instant;
  private readonly boot = machineBoot();
  /** The machine itself was off since the state was kept. */
  private readonly afterOutage: boolean;
  readonly clock: HomeClock;

  /** The home's time begins here. */
  constructor(
    private readonly setting: ControlSetting,
    private readonly claim: Claim,
  ) {
    const { file, content, found } = claim.opened;
    const kept = readSnapshot(content, setting.timeline);
    this.afterOutage = this.boot !== null && (kept?.machineBoot ?? this.boot) !== this.boot;
    this.floor = setting.floor(kept?.floor ?? null);
    this.clock = setting.clock(this.floor);
    this.pulse = new Pulse(this.cycle / this.clock.speed);
    this.keeper = new Keeper(file, () => this.snapshot(), (reason) => log(`The state of the limits cannot be written: ${reason}. Limits can be tightened, not loosened, until it can.`));
    this.storing = new Storing({ keep: (slots) => (slots === 'both' ? this.keeper.both() : this.keeper.now()), journal: (id, record) => setting.post({ type: 'store', id, record }) }, (event) => this.loop.dispatch(event));
    this.faults = new EdgeFaults(log, () => (this.pulse.faults += 1));
    this.actuator = new Actuator((event) => this.loop.dispatch(event), { now: () => this.clock.now().mono, fault: (device, error) => this.faults.at(device, error) });
    const dispatch = (event: ControlEvent): void => this.loop.dispatch(event);
    this.signals = new SignalDesk({ dispatch, post: setting.post, now: () => this.clock.now() }, setting.door, kept?.localSequence ?? 0);
    this.acts = new ActDesk({ dispatch, keep: () => this.keeper.both(), post: setting.post });
    const news = new News(setting.post, setting.people);
    this.loop = new ControlLoop(
      setting.machines(this.floor),
      this.clock,
      { perform: (effect) => this.perform(effect), faults: (faults) => this.report(faults), facts: (facts) => news.tell(facts) },
      kept?.machines ?? (found === 'empty' ? {} : this.unknownLimits()),
      (machine) => this.unknown(machine),
    );
    claim.answerWith((request, answer) => this.asked(request, answer));
  }

  /** Runs until `stop`. The first cycle is now: what was kept holds before anything else happens. */
  start(): void {
    if (this.afterOutage) this.loop.dispatch({ kind: 'supply-returned' });
    this.beat();
    // From now on slots that are empty were emptied.
    if (this.claim.opened.found === 'empty') void this.keeper.now();
    const cancel = this.clock.every(this.cycle as Milliseconds, () => this.beat());
    this.ending.signal.addEventListener('abort', cancel);
  }

  addDevice(driver: Driver): void {
    this.actuator.add(driver);
  }

  /** @param compose adds what simulated devices take; null where the meter has seen everything itself. */
  readFrom(meter: MeterDriver, compose: Compose | null): void {
    const send = (reading: MeterReading): void => this.read(compose ? compose(reading) : reading);
    let order = Promise.resolve();
    meter.start(
      (reading) => {
        if (compose) order = order.then(() => this.actuator.sense()).then(() => send(reading));
        else send(reading);
      },
      (status) => {
        this.setting.post({ type: 'meter', ...status });
        if (status.state === 'ended') void order.then(this.setting.onEnded);
      },
      this.ending.signal,
    );
  }

  /** Reads contacts that are wired to this gateway, until `stop`. */
  readContacts(sources: readonly ContactSource[]): void {
    const readers = sources.map((one) => new ContactReader(one, this.clock, (event) => this.loop.dispatch(event), (source, error) => this.faults.at(source, error)));
    readers.forEach((reader) => reader.start());
    this.ending.signal.addEventListener('abort', () => readers.forEach((reader) => void reader.stop()));
  }

  /** What house says that is for the machines. */
  heard(message: FromHouse): void {
    switch (message.type) {
      case 'stored':
      case 'store-failed':
        return this.storing.answered(message.id, message.type === 'stored');
      case 'acts':
        this.loop.dispatch({ kind: 'acts', revision: message.revision, acts: message.acts });
        return void this.keeper.now();
      case 'pause':
        this.loop.dispatch({ kind: 'pause', on: message.on, until: message.until });
        return void this.keeper.now();
      case 'signed':
        return this.signals.signed(message.id, message.jws, message.sender);
      case 'forwarded':
        return this.signals.answered(message.id, message);
      case 'act':
        return this.acts.hear(message.id, message.act);
      default:
        return;
    }
  }

  /** The ways of reaching people that answer now. */
  reached(reaches: readonly Reach[]): void {
    this.loop.dispatch({ kind: 'reach', reaches });
  }

  houseGone(): void {
    this.storing.lost();
  }

  /** Devices back to their own defaults, or off where those would break a limit, first; then the state to the disk. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.claim.hangUp();
    const { facts } = this.loop;
    await this.actuator.leave(leftAt(facts));
    leftOff(facts).forEach(log);
    await this.keeper.close();
  }

  private get cycle(): number {
    return Math.max(CYCLE_MS, SHORTEST_CYCLE_REAL_MS * this.clock.speed);
  }

  private beat(): void {
    this.pulse.beat();
    this.loop.dispatch({ kind: 'tick' });
    void this.actuator.sense();
    this.setting.post({ type: 'now', now: this.clock.now(), speed: this.clock.speed });
    this.keeper.soon();
  }

  private read(reading: MeterReading): void {
    this.loop.dispatch({ kind: 'reading', reading });
    this.setting.post({ type: 'reading', reading, now: this.clock.now() });
  }

  private asked(request: unknown, answer: (answer: SocketAnswer) => void): void {
    if (isHealthQuestion(request)) return answer({ id: idOf(request), outcome: 'done', reason: null, health: this.pulse.health() });
    this.signals.local(request, answer);
  }

  private perform(effect: ControlEffect): void {
    switch (effect.kind) {
      case 'write':
        return this.actuator.write(effect);
      case 'store':
        return void this.storing.store(effect);
      case 'signal-answer':
        return this.signals.answered(effect.signal, effect);
      case 'householder-answer':
        return this.acts.told(effect);
      case 'alarm':
        return this.setting.people.alarm(effect);
      case 'admit-signal':
        return this.loop.dispatch({ kind: 'signal', id: effect.signed, signal: effect.signal, may: effect.may, proven: effect.proven });
      case 'admit-heartbeat':
        return this.loop.dispatch({ kind: 'heartbeat', source: effect.source, peer: effect.peer });
      case 'keys-revoked':
        return void this.setting.revoked.keep(effect.revoked);
      case 'forward':
        return this.signals.forward(effect);
    }
  }

  private report(faults: readonly MachineFault[]): void {
    this.pulse.faults += faults.length;
    for (const { machine, event, error } of faults) log(`The ${machine} machine failed at ${event} and keeps its last state: ${error instanceof Error ? error.stack : String(error)}`);
  }

  /** A state that cannot be read may have held a limit, so the failsafe one holds. */
  private unknownLimits(): Readonly<Record<string, unknown>> {
    return { ...this.setting.household.states, limit: this.unknown('limit'), signals: this.unknown('signals') };
  }

  /** What a machine starts from when its state was lost; undefined = as at a first start. */
  private unknown(machine: string): unknown {
    const { wall } = this.clock.now();
    if (machine === 'signals') {
      log('What operators have sent was lost. They can limit this home and not free it, until somebody at home says that they are right, in the app or by: tidewatt signal --confirm');
      return forgetful(wall, this.setting.household.rest);
    }
    if (machine !== 'limit') return undefined;
    log(`The state of the limits was damaged in both copies. Import is held to ${FAILSAFE_IMPORT} W and nothing is sent out, each until the next local limit for it: tidewatt limit --w none, tidewatt limit --w none --direction export`);
    return failsafeState(LOCAL_SOURCE, wall);
  }

  /** Time that we ran has passed; a clock that nobody set may be ahead, so what it says has not. One that was set says it better than we. */
  private passed(): Instant {
    const { mono, wall, trust } = this.clock.now();
    return (trust === 'synced' ? wall : this.floor + mono) as Instant;
  }

  private snapshot(): Snapshot {
    this.setting.household.keep(this.loop.states);
    const machines = { ...this.loop.states, ...Object.fromEntries(this.storing.committing) };
    return { version: 1, timeline: this.setting.timeline, floor: this.passed(), localSequence: this.signals.localSequence, machineBoot: this.boot, machines };
  }
}

const isHealthQuestion = (request: unknown): boolean => typeof request === 'object' && request !== null && 'ask' in request && request.ask === 'health';
