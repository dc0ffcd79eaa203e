import type { DeviceState, GuardFacts } from '#domain/guard/event.ts';
import type { AlarmEffect, LadderFacts, LadderState } from '#domain/ladder/event.ts';
import { ladderMachine, type LadderEvent } from '#domain/ladder/machine.ts';
import type { LadderMachineState } from '#domain/ladder/state.ts';
import { THRESHOLD_DEFAULTS, type Threshold } from '#domain/ladder/threshold.ts';
import type { LadderRecord } from '#domain/ladder/record.ts';
import type { Effect } from '#domain/machine/machine.ts';
import type { StoreEffect } from '#domain/machine/effect.ts';
import type { MeterLimiter, MeterReading } from '#domain/meter/reading.ts';
import { shownPower } from '#domain/meter/shown.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import type { HouseholderAnswerEffect } from '#domain/wish/householder.ts';

export const EVENING = Date.UTC(2027, 0, 12, 18);

/** 7 kW import; warned after 10 s, 60 s of grace, 30 s of shedding; below at 6650 W. */
export const SEVEN: Threshold = { ...THRESHOLD_DEFAULTS, id: 'import', direction: 'import', watts: watts(7_000) };

/** A device whose set-point was last decided by this one. */
export const decided = (decidedBy: string): DeviceState => ({
  descriptor: { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(7_400), minimum: watts(1_400), fallback: { kind: 'none' }, primitive: { kind: 'modes', powers: [0, 7_400] } },
  report: null, heardWall: null, asked: 0, state: 'obeyed', reason: null, decidedBy,
});

/** A home with ladders whose clock is turned by hand; it stores at once unless told otherwise. */
export class Home {
  readonly #machine;
  state: LadderMachineState;
  facts: Partial<LadderFacts & Pick<GuardFacts, 'devices' | 'grid'>> = {};
  /** Seconds since EVENING. */
  at = 0;
  boot = 'b1';
  #booted = 0;
  storage: 'ok' | 'down' | 'slow' = 'ok';
  readonly records: LadderRecord[] = [];
  readonly alarms: AlarmEffect[] = [];
  readonly answers: HouseholderAnswerEffect[] = [];
  readonly waiting: StoreEffect[] = [];
  #acts = 0;

  constructor(
    readonly thresholds: readonly Threshold[] = [SEVEN],
    readonly period = 1,
  ) {
    this.#machine = ladderMachine({ thresholds });
    this.state = this.#machine.initial;
  }

  get now(): Now {
    return { wall: (EVENING + this.at * 1_000) as Instant, mono: ms((this.at - this.#booted) * 1_000), boot: this.boot, trust: 'synced' };
  }

  get ladder(): LadderState {
    const [first] = this.facts.ladders ?? [];
    if (!first) throw new Error('there is no ladder');
    return first;
  }

  /** `warned, sheds in 60, interrupts in 90`, in seconds from now. */
  get said(): string {
    const { step, shedsAt, interruptsAt, acknowledged } = this.ladder;
    const seconds = (at: Instant | null): string => (at === null ? '-' : String((at - this.now.wall) / 1_000));
    return `${step} ${seconds(shedsAt)} ${seconds(interruptsAt)}${acknowledged ? '' : ' !'}`;
  }

  /** W the guard is told to keep. */
  get kept(): readonly number[] {
    return (this.facts.ladderLimits ?? []).map(({ w }) => Math.round(w));
  }

  hear(event: LadderEvent): readonly Effect[] {
    const step = this.#machine.step(this.state, event, this.now, this.facts);
    this.state = step.state;
    this.facts = { ...this.facts, ...step.facts };
    for (const effect of step.effects ?? []) this.#perform(effect);
    if (this.storage !== 'slow' && this.waiting.length > 0) this.settle(this.storage === 'ok');
    return step.effects ?? [];
  }

  read(power: number | null, limiter?: MeterLimiter): void {
    const reading: MeterReading = { meter: 'm', at: this.now.wall, power: power === null ? null : watts(power), phases: {}, registers: [], period: ms(this.period * 1_000), quality: 'measured' };
    this.tell(limiter ? { ...reading, limiter } : reading);
  }

  /** A reading that the guard believes where it shows a power, and the tick after it. */
  tell(reading: MeterReading): void {
    this.hear({ kind: 'reading', reading });
    const shown = shownPower(reading);
    if (shown) this.facts = { ...this.facts, grid: { reading, ...shown, heardAt: this.now.mono, devices: {}, steadySince: {}, unmoved: 0 } };
    this.hear({ kind: 'tick' });
  }

  /** The meter goes on showing this power for a time; the clock ends there. */
  live(power: number, seconds: number, limiter?: MeterLimiter): void {
    for (const end = this.at + seconds; this.at < end; ) {
      this.at += 1;
      if (this.at % this.period === 0) this.read(power, limiter);
      else this.hear({ kind: 'tick' });
    }
  }

  /** The meter says nothing for a time. */
  silent(seconds: number): void {
    for (const end = this.at + seconds; this.at < end; ) {
      this.at += 1;
      this.hear({ kind: 'tick' });
    }
  }

  act(act: 'acknowledge' | 'restart' | 'test', ladder = 'import'): string {
    const id = `act-${++this.#acts}`;
    this.hear({ kind: 'householder', id, act: { kind: 'ladder', ladder, act } });
    return this.answers.filter((one) => one.act === id).map(({ outcome, reason }) => (reason === null ? outcome : `${outcome} ${reason}`)).join(', ');
  }

  /** What is on the disk goes on in a new boot, `away` seconds later. */
  restart(away: number, onDisk: LadderMachineState = this.state): void {
    const kept = JSON.parse(JSON.stringify(onDisk)) as LadderMachineState;
    this.at += away;
    this.#booted = this.at;
    this.boot = `${this.boot}+`;
    this.state = kept;
    this.facts = {};
    this.waiting.length = 0;
    this.hear({ kind: 'tick' });
  }

  settle(ok: boolean): void {
    for (const { id } of this.waiting.splice(0)) this.hear(ok ? { kind: 'stored', id } : { kind: 'store-failed', id, reason: 'storage-down' });
  }

  #perform(effect: Effect): void {
    if (effect.kind === 'alarm') this.alarms.push(effect as AlarmEffect);
    if (effect.kind === 'householder-answer') this.answers.push(effect as HouseholderAnswerEffect);
    if (effect.kind !== 'store') return;
    const store = effect as StoreEffect;
    this.records.push(store.record as LadderRecord);
    this.waiting.push(store);
  }
}
