import type { WriteEffect } from '#domain/guard/event.ts';
import { staleAfter } from '#domain/meter/reading.ts';
import { ms } from '#domain/time/instant.ts';
import { MeanJudge } from './meanJudge.ts';
import { LINES, type Lines } from './line.ts';
import type { Owed, Said, Started } from './owed.ts';
import { Excess, type Seen } from './excess.ts';
import { published } from './published.ts';
import type { Judged, Truth } from './truth.ts';

/** A promise that was broken, first time only. */
export interface Violation {
  readonly promise: 'over-limit' | 'over-energy' | 'over-mean' | 'freed-by-silence' | 'word-lost' | 'rise-on-stale' | 'rise-before-sense' | 'wrong-hour' | 'threw' | 'not-converged' | 'state-too-large';
  /** Virtual s. */
  readonly at: number;
  readonly detail: string;
}

/** W that is no rise but a command that was still on its way. */
const ON_ITS_WAY_W = 50;
/** Judges one home from outside, by a creed of what is owed that is apart from the machines. */
export class Oracle {
  readonly violations: Violation[] = [];
  private readonly excesses: Excess;
  private readonly means: MeanJudge;
  private shown: Partial<Record<keyof Lines, number>> = {};
  private readAt = Number.NEGATIVE_INFINITY;
  private reported = new Set<string>();
  private readInBoot = false;
  private at = 0;

  constructor(private readonly judged: Judged) {
    this.excesses = new Excess(judged, (promise, detail) => this.break(promise, detail));
    this.means = new MeanJudge((detail) => this.break('over-mean', detail));
  }

  get worstOverSeconds(): number {
    return this.excesses.worstSeconds;
  }

  get worstOverWh(): number {
    return this.excesses.worstWh;
  }

  /** A new run of control has looked at nothing yet. */
  started(run: Started): void {
    this.judged.creed.started(run);
    this.reported = new Set();
    this.readInBoot = false;
    this.shown = {};
    this.readAt = Number.NEGATIVE_INFINITY;
  }

  beat(awake: number): void {
    this.judged.creed.beat({ at: this.at, awake });
  }

  heard(said: Said): void {
    this.judged.creed.heard(said);
  }

  answered(said: Said, done: boolean): void {
    this.judged.creed.answered(said, done);
  }

  /** Control was told of the grid; null when the meter lied. */
  read(lines: Lines | null): void {
    this.readAt = this.at;
    this.readInBoot = true;
    if (lines) this.shown = Object.fromEntries(LINES.map((name) => [name, lines[name].base]));
  }

  reportOf(device: string): void {
    this.reported.add(device);
  }

  /** Every write; `before` = what the device was last asked, W; @param mono ms of this boot. */
  wrote({ device, setpoint }: WriteEffect, before: number, mono: number): void {
    const change = `${device} ${before} -> ${setpoint} W`;
    const isFirstLook = mono < 60_000 && (!this.readInBoot || this.reported.size < this.judged.devices);
    const age = this.at - this.readAt;
    const isStale = age > staleAfter(ms(this.judged.period)) + 1_500;
    // What gives less rests, and so does what gives more where only the import is limited.
    const takesMore = setpoint > before + ON_ITS_WAY_W;
    const givesMore = this.judged.direction === 'export' && setpoint < Math.min(0, before) - ON_ITS_WAY_W;
    if (isFirstLook && (givesMore || (takesMore && (setpoint > 0 || this.judged.direction === 'import')))) this.break('rise-before-sense', change);
    else if (isStale && (givesMore || (takesMore && setpoint > 0))) this.break('rise-on-stale', `${change}, reading ${Math.round(age / 1_000)} s old`);
  }

  threw(text: string): void {
    this.break('threw', text);
  }

  wrongHour(detail: string): void {
    this.break('wrong-hour', detail);
  }

  notConverged(detail: string): void {
    this.break('not-converged', detail);
  }

  /** W above the worst limit owed that could have been shed. */
  excess(truth: Truth): number {
    return this.excesses.worst(this.seen(truth), this.owed(truth));
  }

  second(truth: Truth): void {
    this.at = truth.at;
    const owed = this.owed(truth);
    if (truth.isUp) this.judgeWords(truth, this.judged.creed.owed(truth));
    this.excesses.second(this.seen(truth), owed);
    this.means.second(this.seen(truth), owed);
  }

  private owed({ at, awake }: Truth): readonly Owed[] {
    return [...this.judged.always, ...this.judged.creed.owed({ at, awake })];
  }

  private seen(truth: Truth): Seen {
    return { ...truth, shown: this.shown };
  }

  /** What is owed stands in what control publishes, at the latest a cycle later. */
  private judgeWords({ at, upSince, facts }: Truth, owed: readonly Owed[]): void {
    for (const one of owed) {
      if (at - Math.max(one.since, upSince) < this.judged.pace - (one.silent ? 1_000 : 0)) continue;
      const w = published(facts, one);
      if (w > one.w) this.break(one.silent ? 'freed-by-silence' : 'word-lost', `${w} W on ${one.line} for ${one.w} W`);
    }
  }

  private break(promise: Violation['promise'], detail: string): void {
    if (!this.violations.some((one) => one.promise === promise)) this.violations.push({ promise, at: Math.round(this.at / 1_000), detail });
  }
}
