import type { ControlEffect, ControlFacts } from '#domain/home/control.ts';
import type { AnyMachine, MachineFault } from '#domain/home/home.ts';
import { FAILSAFE_IMPORT, failsafeState } from '#domain/limit/failsafe.ts';
import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';
import type { ForwardEffect } from '#domain/signal/event.ts';
import { forgetful } from '#domain/signal/state.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { HouseholderAct, HouseholderAnswerEffect } from '#domain/wish/householder.ts';
import type { HomeClock } from '../clock/clock.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import type { SignedDoor } from '../signal/door.ts';
import type { Driver } from '../driver/driver.ts';
import type { MeterDriver } from '../driver/meter/meter.ts';
import { Actuator } from './actuator.ts';
import type { Claim } from './claim.ts';
import { Keeper } from './keeper.ts';
import { LARGEST_SEQUENCE, LOCAL_SOURCE, idOf, readLocalSignal } from './localSignal.ts';
import { readLocalContact } from './localContact.ts';
import { log } from './log.ts';
import { machineBoot } from './machineBoot.ts';
import { ControlLoop } from './loop.ts';
import { Pulse } from './pulse.ts';
import type { SocketAnswer } from './signalSocket.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { Storing } from './storing.ts';

export interface ControlSetting {
  readonly timeline: string;
  /** No instant of this home is before the result. @param known an instant that has surely passed, from the kept state. */
  readonly floor: (known: Instant | null) => Instant;
  readonly clock: (floor: Instant) => HomeClock;
  readonly machines: (floor: Instant) => readonly AnyMachine<ControlFacts>[];
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
/** House answers within this, or has not stored what was handed on to it, real ms. */
const FORWARD_WAIT_MS = 3_000;
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
  private readonly ending = new AbortController();
  private readonly answers = new Map<string, (answer: SocketAnswer) => void>();
  private localSequence: number;
  private signals = 0;
  private readonly acts = new Map<string, { readonly outcome: 'done' | 'refused' | 'later'; readonly reason: string | null }>();
  private told = { guard: '', devices: '', calls: '', ladders: '' };
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
    this.localSequence = kept?.localSequence ?? 0;
    this.afterOutage = this.boot !== null && (kept?.machineBoot ?? this.boot) !== this.boot;
    this.floor = setting.floor(kept?.floor ?? null);
    this.clock = setting.clock(this.floor);
    this.pulse = new Pulse(this.cycle / this.clock.speed);
    this.keeper = new Keeper(file, () => this.snapshot(), (reason) => log(`The state of the limits cannot be written: ${reason}. Limits can be tightened, not loosened, until it can.`));
    this.storing = new Storing({ keep: () => this.keeper.now(), journal: (id, record) => setting.post({ type: 'store', id, record }) }, (event) => this.loop.dispatch(event));
    this.actuator = new Actuator((event) => this.loop.dispatch(event));
    this.loop = new ControlLoop(
      setting.machines(this.floor),
      this.clock,
      { perform: (effect) => this.perform(effect), faults: (faults) => this.report(faults), facts: (facts) => this.tell(facts) },
      kept?.machines ?? (found === 'empty' ? {} : this.unknownLimits()),
    );
    claim.answerWith((request, answer) => this.asked(request, answer));
  }

  /** Runs until `stop`. The first cycle is now: what was kept holds before anything else happens. */
  start(): void {
    if (this.afterOutage) this.loop.dispatch({ kind: 'supply-returned' });
    this.beat();
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
      case 'signal':
        return this.judge(message.signal, ({ outcome, reason }) => this.setting.post({ type: 'signal-answer', id: message.id, outcome, reason }));
      case 'signed':
        return this.verify(message.id, message.jws);
      case 'forwarded':
        return this.answer(message.id, message.outcome, message.reason);
      case 'act':
        return this.act(message.id, message.act);
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

  /** Devices back to their own defaults first, then the state to the disk. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.claim.hangUp();
    await this.actuator.leave();
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
    const id = idOf(request);
    if (isHealthQuestion(request)) return answer({ id, outcome: 'done', reason: null, health: this.pulse.health() });
    const contact = readLocalContact(request);
    if (contact) return this.loop.dispatch({ ...contact, id: this.answeredBy(({ outcome, reason }) => answer({ id, outcome, reason })) });
    const read = readLocalSignal(request, this.localSequence + 1, this.clock.now());
    if (!read) return answer({ id, outcome: 'refused', reason: 'wrong-shape' });
    const { signal, numbered } = read;
    if (numbered && signal.sequence > LARGEST_SEQUENCE) return answer({ id, outcome: 'refused', reason: 'sequence-too-large' });
    // A number of ours is used up when it is given out; one of the caller only when it counts.
    if (!numbered) this.localSequence = signal.sequence;
    this.judge(signal, ({ outcome, reason }) => {
      if (outcome === 'done') this.localSequence = Math.max(this.localSequence, signal.sequence);
      answer({ id, outcome, reason });
    });
  }

  /** The limit machine judges; the answer comes as its effect, under an id of ours: a caller's id need not be unique. */
  private judge(signal: unknown, answer: (answer: SocketAnswer) => void): void {
    this.loop.dispatch({ kind: 'signal', id: this.answeredBy(answer), signal });
  }

  private answeredBy(answer: (answer: SocketAnswer) => void): string {
    this.signals += 1;
    const id = `${LOCAL_SOURCE}/${this.signals}`;
    this.answers.set(id, answer);
    return id;
  }

  /** A signed message is verified here and judged by the signals machine; whoever it goes on to answers it. */
  private verify(id: string, jws: string): void {
    const post = (outcome: 'done' | 'refused', reason: string | null): void => void this.setting.post({ type: 'signal-answer', id, outcome, reason });
    const found = this.setting.door.verify(jws);
    if (!found.ok) return post('refused', found.reason);
    const { issuer, id: key, may } = found.key;
    this.signals += 1;
    const event = `signed/${this.signals}`;
    this.answers.set(event, ({ outcome, reason }) => post(outcome, reason));
    this.loop.dispatch({ kind: 'signed', id: event, issuer, key, may, claims: found.claims });
  }

  private answer(signal: string, outcome: 'done' | 'refused', reason: string | null): void {
    this.answers.get(signal)?.({ id: null, outcome, reason });
    this.answers.delete(signal);
  }

  /** House stores it and says so; a house that is not there, or says nothing, has not stored it. */
  private forward({ signed, issuer, body }: ForwardEffect): void {
    if (!this.setting.post({ type: 'forward', id: signed, issuer, body })) return this.answer(signed, 'refused', 'storage-down');
    setTimeout(() => this.answer(signed, 'refused', 'storage-down'), FORWARD_WAIT_MS).unref();
  }

  /** A person's act is answered when what it changed is kept; by nobody's machine, it is refused. */
  private act(id: string, act: HouseholderAct): void {
    this.acts.set(id, { outcome: 'refused', reason: 'unknown-act' });
    this.loop.dispatch({ kind: 'householder', id, act });
    void this.keeper.now().then((kept) => this.answerAct(id, kept));
  }

  private answerAct(id: string, kept: boolean): void {
    const answer = this.acts.get(id);
    // What is stored first is answered by the machine itself, when it is.
    if (!answer || answer.outcome === 'later') return;
    this.acts.delete(id);
    const { outcome, reason } = answer;
    this.setting.post({ type: 'act-answer', id, ...(outcome === 'done' && !kept ? { outcome: 'refused', reason: 'not-stored' } : { outcome, reason }) });
  }

  private hearAnswer({ act, outcome, reason }: HouseholderAnswerEffect): void {
    const isStored = this.acts.get(act)?.outcome === 'later';
    this.acts.set(act, { outcome, reason });
    if (isStored) this.answerAct(act, true);
  }

  private perform(effect: ControlEffect): void {
    switch (effect.kind) {
      case 'write':
        return this.actuator.write(effect);
      case 'store':
        return void this.storing.store(effect);
      case 'signal-answer':
        return this.answer(effect.signal, effect.outcome, effect.reason);
      case 'householder-answer':
        return this.hearAnswer(effect);
      case 'alarm':
        return this.setting.people.alarm(effect);
      case 'admit-signal':
        return this.loop.dispatch({ kind: 'signal', id: effect.signed, signal: effect.signal });
      case 'admit-heartbeat':
        return this.loop.dispatch({ kind: 'heartbeat', source: effect.source, peer: effect.peer });
      case 'forward':
        return this.forward(effect);
    }
  }

  private report(faults: readonly MachineFault[]): void {
    this.pulse.faults += faults.length;
    for (const { machine, event, error } of faults) log(`The ${machine} machine failed at ${event} and keeps its last state: ${error instanceof Error ? error.stack : String(error)}`);
  }

  /** House hears of what has changed; it is told of the same thing once. */
  private tell({ guard, devices, calls, ladders }: Readonly<Partial<ControlFacts>>): void {
    if (calls && this.isNews('calls', calls)) this.setting.post({ type: 'calls', calls });
    if (ladders && this.isNews('ladders', ladders)) {
      this.setting.people.ladders(ladders);
      this.setting.post({ type: 'ladders', ladders });
    }
    if (guard && this.isNews('guard', guard)) this.setting.post({ type: 'guard', guard });
    if (devices && this.isNews('devices', devices)) this.setting.post({ type: 'devices', devices });
  }

  private isNews(what: keyof typeof this.told, fact: unknown): boolean {
    const text = JSON.stringify(fact);
    const news = text !== this.told[what];
    this.told = { ...this.told, [what]: text };
    return news;
  }

  /** A state that cannot be read may have held a limit, so the failsafe one holds. */
  private unknownLimits(): Readonly<Record<string, unknown>> {
    log(`The state of the limits was damaged in both copies. Import is held to ${FAILSAFE_IMPORT} W until the next local limit for import, such as: tidewatt limit --w none`);
    const { wall } = this.clock.now();
    return { limit: failsafeState(LOCAL_SOURCE, wall), signals: forgetful(wall) };
  }

  /** Time that we ran has passed; a clock that nobody set may be ahead, so what it says has not. */
  private passed(): Instant {
    const { mono, wall, trust } = this.clock.now();
    const ran = this.floor + mono;
    return (trust === 'synced' ? Math.max(ran, wall) : ran) as Instant;
  }

  private snapshot(): Snapshot {
    const machines = { ...this.loop.states, ...Object.fromEntries(this.storing.committing) };
    return { version: 1, timeline: this.setting.timeline, floor: this.passed(), localSequence: this.localSequence, machineBoot: this.boot, machines };
  }
}

const isHealthQuestion = (request: unknown): boolean => typeof request === 'object' && request !== null && 'ask' in request && request.ask === 'health';
