import { controlMachines, type ControlConfig, type ControlEffect, type ControlEvent, type ControlFacts } from '#domain/home/control.ts';
import { initialHome, route, type AnyMachine, type HomeState } from '#domain/home/home.ts';
import type { HeartbeatEvent } from '#domain/limit/event.ts';
import { failsafeState } from '#domain/limit/failsafe.ts';
import { forgetful } from '#domain/signal/state.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { isPlausible, type Now } from '#domain/time/now.ts';
import { readSnapshot, type Snapshot } from '../../control/snapshot.ts';
import { LOCAL_SOURCE } from '../../control/localSignal.ts';
import type { Disk } from './disk.ts';
import { VirtualStoring } from './storing.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What comes from outside; a heartbeat proves that its source is there. */
export type OutsideEvent = ControlEvent | HeartbeatEvent;

/** The machine's clocks: what the process reads. */
export interface MachineClock {
  /** ms UTC as the wall clock says it. */
  wall(): number;
  synced(): boolean;
  /** ms that the machine was not asleep. */
  awake(): number;
  /** Names the machine's boot: another one after every loss of its supply. */
  machineBoot(): string;
}

/** What was found at a start. */
export interface FoundState {
  /** There was a state, and nothing of it can be read. */
  readonly isLost: boolean;
  /** The machine itself was off since. */
  readonly isOutage: boolean;
}

export interface ControlHost {
  readonly clock: MachineClock;
  perform(effect: ControlEffect): void;
  journal(id: string, answer: (stored: boolean) => void): boolean;
  /** A machine threw, or the process would have fallen over. */
  fault(text: string): void;
  /** After every step. */
  stepped(event: OutsideEvent): void;
}

const TIMELINE = 'faults';
const SYNC_MS = 5;
const UNHURRIED_MS = 60_000;

/**
 * The process that must not stop, in a virtual world: control's own machines, router, snapshot and slots; the waiting
 * of keeper and storing is modelled. It may be killed, stopped and started like the real one.
 */
export class ControlProcess {
  private machines: readonly AnyMachine<ControlFacts>[] = [];
  private home: HomeState<ControlFacts>;
  private storing: VirtualStoring;
  private run = 0;
  private startedAwake = 0;
  private floor: Instant;
  private readonly inbox: OutsideEvent[] = [];
  private stepping = false;
  private beatWaits = false;
  state: 'up' | 'stopped' | 'down' = 'down';
  /** Virtual ms since when it has been up and running without a break. */
  upSince = 0;
  steps = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly disk: Disk,
    /** No instant of the home is before this. */
    private readonly earliest: Instant,
    private readonly config: (floor: Instant) => ControlConfig,
    private readonly cycle: number,
    private readonly host: ControlHost,
  ) {
    this.floor = earliest;
    this.home = initialHome<ControlFacts>(this.machines);
    this.storing = this.newStoring();
  }

  get facts(): Readonly<Partial<ControlFacts>> {
    return this.home.facts;
  }

  get states(): Readonly<Record<string, unknown>> {
    return this.home.states;
  }

  get boot(): string {
    return `b${this.run}`;
  }

  now(): Now {
    const wall = this.host.clock.wall() as Instant;
    const trust = !isPlausible(wall, this.earliest) ? 'none' : this.host.clock.synced() ? 'synced' : isPlausible(wall, this.floor) ? 'floor' : 'none';
    return { wall, mono: (this.host.clock.awake() - this.startedAwake) as Milliseconds, boot: this.boot, trust };
  }

  /** Starts from what is on the disk, as the gateway does. */
  start(): FoundState {
    this.run += 1;
    this.startedAwake = this.host.clock.awake();
    const { content, found } = this.disk.read();
    const kept = readSnapshot(content, TIMELINE);
    this.floor = Math.max(this.earliest, kept?.floor ?? 0) as Instant;
    this.storing = this.newStoring();
    this.state = 'up';
    this.upSince = this.time.at;
    this.machines = controlMachines(this.config(this.floor));
    const isLost = kept === null && found !== 'empty';
    this.home = initialHome<ControlFacts>(this.machines, kept?.machines ?? (isLost ? this.unknown() : {}));
    const boot = this.host.clock.machineBoot();
    const isOutage = (kept?.machineBoot ?? boot) !== boot;
    if (isOutage) this.dispatch({ kind: 'supply-returned' });
    this.beat(this.run);
    this.keepSometimes(this.run);
    if (found === 'empty') this.keep(() => undefined);
    return { isLost, isOutage };
  }

  /** Without a word to anybody. */
  kill(): void {
    this.state = 'down';
    this.run += 1;
    this.inbox.length = 0;
  }

  /** SIGSTOP, or an event loop that does not turn: what comes waits. */
  stop(): void {
    if (this.state === 'up') this.state = 'stopped';
  }

  resume(): void {
    if (this.state !== 'stopped') return;
    this.state = 'up';
    this.upSince = this.time.at;
    if (this.beatWaits) this.inbox.push({ kind: 'tick' });
    this.beatWaits = false;
    this.drain();
  }

  dispatch(event: OutsideEvent): void {
    if (this.state === 'down') return;
    this.inbox.push(event);
    if (this.state === 'up') this.drain();
  }

  /** Writes the state; what was begun before a kill does not end. */
  keep(done: (kept: boolean) => void): void {
    const { run } = this;
    this.time.in(SYNC_MS, () => {
      if (run !== this.run) return;
      try {
        this.disk.write(this.snapshot());
        done(true);
      } catch {
        done(false);
      }
    });
  }

  private drain(): void {
    if (this.stepping) return;
    this.stepping = true;
    for (let event = this.inbox.shift(); event && this.state === 'up'; event = this.inbox.shift()) this.step(event);
    this.stepping = false;
  }

  private step(event: OutsideEvent): void {
    this.steps += 1;
    const routed = route(this.machines, this.home, event, this.now());
    this.home = routed.home;
    for (const { machine, error } of routed.faults) this.host.fault(`the ${machine} machine threw at ${event.kind}: ${error instanceof Error ? error.message : String(error)}`);
    // Only control's machines run here, so these are their effects.
    for (const effect of routed.effects as readonly ControlEffect[]) {
      if (effect.kind === 'store') this.storing.store(effect);
      else this.host.perform(effect);
    }
    this.host.stepped(event);
  }

  private beat(run: number): void {
    if (run !== this.run) return;
    if (this.state === 'up') this.dispatch({ kind: 'tick' });
    else this.beatWaits = true;
    this.time.in(this.cycle, () => this.beat(run));
  }

  private keepSometimes(run: number): void {
    if (run !== this.run) return;
    if (this.state === 'up') this.keep(() => undefined);
    this.time.in(UNHURRIED_MS, () => this.keepSometimes(run));
  }

  private newStoring(): VirtualStoring {
    const { run } = this;
    return new VirtualStoring(this.time, {
      keep: (done) => this.keep(done),
      journal: (id, answer) => this.host.journal(id, answer),
      emit: (id, stored) => {
        if (run === this.run) this.dispatch(stored ? { kind: 'stored', id } : { kind: 'store-failed', id, reason: 'storage-down' });
      },
    });
  }

  private unknown(): Readonly<Record<string, unknown>> {
    const { wall } = this.now();
    return { limit: failsafeState(LOCAL_SOURCE, wall), signals: forgetful(wall, null) };
  }

  private snapshot(): Snapshot {
    const { mono, wall, trust } = this.now();
    const passed = (trust === 'synced' ? wall : this.floor + mono) as Instant;
    return { version: 1, timeline: TIMELINE, floor: passed, localSequence: 0, machineBoot: this.host.clock.machineBoot(), machines: { ...this.home.states, ...Object.fromEntries(this.storing.committing) } };
  }
}
