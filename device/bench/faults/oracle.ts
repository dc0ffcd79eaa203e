import type { ControlFacts } from '#domain/home/control.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import { staleAfter } from '#domain/meter/reading.ts';
import type { Lag } from '#domain/sim/lag.ts';
import { ms } from '#domain/time/instant.ts';

/** A promise that was broken, first time only. */
export interface Violation {
  readonly promise: 'over-limit' | 'over-energy' | 'freed-by-silence' | 'rise-on-stale' | 'rise-before-sense' | 'threw' | 'not-converged' | 'state-too-large';
  /** Virtual s. */
  readonly at: number;
  readonly detail: string;
}

/** What is promised, in W, Wh and s (reliability 5.1). */
export const PROMISES = { contract: 9_000, failsafe: 4_200, silence: 120, keptWithin: 10, overshootWh: 15, converged: 60 } as const;
/** A meter that lies is believed as long as what it says could be, within this. */
const UNNOTICED_W = 500;
/** W that is no rise but a command that was still on its way. */
const ON_ITS_WAY_W = 50;
/** W that a device still draws on its way down. */
const WORTH_SHEDDING = 50;
/** C-02 and C-03 are stated for devices that have answered after this, and for a meter that speaks each second. */
const ANSWERED_S = 5;
/** A device that does not obey is found out after this; from then on the others make room. */
const NOTICED_S = 10;
/** A first-order answer is within 2 % after four time constants. */
const SETTLED = 4;
/** C-04. */
const tolerance = (limit: number): number => Math.max(100, 0.02 * limit);

/** The world as it really is in one second; W, ms. */
export interface Truth {
  readonly at: number;
  /** ms that the gateway's machine was not asleep. */
  readonly awake: number;
  readonly grid: number;
  readonly base: number;
  /** W that devices draw which can be reached and obey. */
  readonly sheddable: number;
  readonly isLied: boolean;
  /** A device takes commands and does nothing, which nobody can know at once. */
  readonly isDefied: boolean;
  readonly isUp: boolean;
  readonly upSince: number;
  readonly facts: Readonly<Partial<ControlFacts>>;
}

/**
 * Judges one home from outside. It keeps its own, much simpler idea of which limit is owed: the operator's last
 * acknowledged word while heartbeats come, else the failsafe value; and always the contract.
 */
export class Oracle {
  readonly violations: Violation[] = [];
  private owed: { readonly w: number; readonly since: number } | null = null;
  private beatAt = Number.NEGATIVE_INFINITY;
  private overSince: number | null = null;
  private overWh = 0;
  private shownBase: number | null = null;
  private readAt = Number.NEGATIVE_INFINITY;
  private reported = new Set<string>();
  private readInBoot = false;
  private at = 0;
  worstOverSeconds = 0;
  worstOverWh = 0;

  /** @param period of the meter in ms. */
  constructor(
    private readonly lag: Lag,
    private readonly period: number,
    private readonly devices: number,
  ) {}

  /** A new run of control owes the failsafe value until the operator's next word (LPC-901). */
  started(): void {
    this.owed = null;
    this.beatAt = Number.NEGATIVE_INFINITY;
    this.reported = new Set();
    this.readInBoot = false;
    this.shownBase = null;
    this.readAt = Number.NEGATIVE_INFINITY;
  }

  beat(awake: number): void {
    this.beatAt = awake;
  }

  /** @param heardAt when the word reached control, ms. */
  acknowledged(w: number | null, heardAt: number): void {
    this.owed = { w: w ?? Number.POSITIVE_INFINITY, since: heardAt };
  }

  /** Control was told of the grid; `base` in W when it was the truth, null when the meter lied. */
  read(base: number | null): void {
    this.readAt = this.at;
    this.shownBase = base ?? this.shownBase;
    this.readInBoot = true;
  }

  heard(device: string): void {
    this.reported.add(device);
  }

  isSilent(awake: number): boolean {
    return awake - this.beatAt > (PROMISES.silence + 1) * 1_000;
  }

  /** Every write; `before` = what the device was last asked, W; @param mono ms of this boot. */
  wrote(effect: WriteEffect, before: number, isStore: boolean, mono: number): void {
    if (effect.setpoint <= before + ON_ITS_WAY_W) return;
    const age = this.at - this.readAt;
    const isFirstLook = mono < 60_000 && (!this.readInBoot || this.reported.size < this.devices);
    if (isFirstLook) return this.break('rise-before-sense', `${effect.device} ${before} -> ${effect.setpoint} W`);
    const rests = isStore && effect.setpoint <= 0;
    if (age > staleAfter(ms(this.period)) + 1_500 && !rests) this.break('rise-on-stale', `${effect.device} ${before} -> ${effect.setpoint} W, reading ${Math.round(age / 1_000)} s old`);
  }

  threw(text: string): void {
    this.break('threw', text);
  }

  /** W above the limit owed that could have been shed. */
  excess(truth: Truth): number {
    const known = truth.isLied ? -UNNOTICED_W : (this.shownBase ?? 0);
    const unseen = Math.max(0, truth.base - known);
    const limit = this.limitOwed(truth);
    const excess = Math.min(truth.grid - limit - tolerance(limit) - unseen, truth.sheddable);
    return excess >= WORTH_SHEDDING ? excess : 0;
  }

  second(truth: Truth): void {
    this.at = truth.at;
    if (!truth.isUp) {
      this.overSince = null;
      this.overWh = 0;
      return;
    }
    this.judgeSilence(truth);
    this.judgeExcess(truth);
  }

  notConverged(detail: string): void {
    this.break('not-converged', detail);
  }

  limitOwed({ awake }: Truth): number {
    const word = this.owed && !this.isSilent(awake) ? this.owed.w : PROMISES.failsafe;
    return Math.min(PROMISES.contract, word);
  }

  private judgeSilence({ facts, awake }: Truth): void {
    if (!this.isSilent(awake)) return;
    // Heard again, the next acknowledged word counts, not the one from before.
    this.owed = null;
    const limit = facts.effectiveImport;
    if (limit?.kind !== 'limit' || limit.w > PROMISES.failsafe) this.break('freed-by-silence', JSON.stringify(limit ?? null));
  }

  private judgeExcess(truth: Truth): void {
    const excess = this.excess(truth);
    if (excess <= 0) {
      this.overSince = null;
      this.overWh = 0;
      return;
    }
    this.overSince ??= Math.max(truth.upSince, this.owed?.since ?? 0, truth.at - 1_000);
    this.overWh += excess / 3_600;
    const seconds = (truth.at - this.overSince) / 1_000;
    this.worstOverSeconds = Math.max(this.worstOverSeconds, seconds);
    this.worstOverWh = Math.max(this.worstOverWh, this.overWh);
    const { dead, constant } = this.lag;
    const behind = Math.max(0, (dead + constant) / 1_000 - ANSWERED_S) + this.period / 1_000 - 1;
    const settles = Math.max(0, (dead + SETTLED * constant) / 1_000 - ANSWERED_S) + this.period / 1_000 - 1;
    const noticing = truth.isDefied ? NOTICED_S : 0;
    if (seconds > PROMISES.keptWithin + noticing + settles) this.break('over-limit', `${Math.round(excess)} W over ${this.limitOwed(truth)} W for ${Math.round(seconds)} s`);
    if (this.overWh > PROMISES.overshootWh + (6.8 * behind) / 3.6) this.break('over-energy', `${this.overWh.toFixed(1)} Wh over ${this.limitOwed(truth)} W`);
  }

  private break(promise: Violation['promise'], detail: string): void {
    if (!this.violations.some((one) => one.promise === promise)) this.violations.push({ promise, at: Math.round(this.at / 1_000), detail });
  }
}
