import type { Terms } from '#domain/ledger/account.ts';
import { HOUR, after, floorTo, type Instant, type Interval } from '#domain/time/instant.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import { daysTouched, type LocalDay } from '#domain/time/zone.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import type { Carbon } from './carbon.ts';
import { chooseNothing, chooseSimply, type Choose } from './choose.ts';
import { Learner } from './learner.ts';
import { momentsOf } from './moments.ts';
import { choosePlanned, type Outlook, type Planner } from './planned.ts';
import { Prices } from './prices.ts';
import { replacementPrice } from './replacement.ts';
import { AT_FIRST, Run, type RunState } from './run.ts';
import { Scorer, type ForecastScore } from './score.ts';
import type { Series } from './series.ts';
import { heldIn, type Setup } from './setup.ts';
import { Tally, TermsAt } from './tally.ts';

/** A home, its prices and its devices, and the time to go through. */
export interface Backtest {
  /** What is learned from and foreseen. */
  readonly series: Series;
  /** What is played: the same, or its intervals spread over minutes. */
  readonly played: Series;
  /** ms, at most five minutes: the slots that are told apart. */
  readonly grain: number;
  readonly setup: Setup;
  readonly terms: Terms;
  readonly carbon: Carbon;
  /** IANA. */
  readonly zone: string;
  /** Days of this zone. */
  readonly period: Interval;
  readonly forecast: 'own' | 'perfect';
  readonly planner: Planner;
  /** ms between two plans, a multiple of half an hour. */
  readonly every: number;
}

export const WAYS = ['tidewatt', 'nothing', 'simple', 'perfect'] as const;
export type Way = (typeof WAYS)[number];

/** A run at the start of a day: enough to go through the day again. */
export interface Morning {
  readonly day: LocalDay;
  readonly state: RunState;
  /** Micro that a kWh in the batteries is worth. */
  readonly price: number;
}

/** Where the runs stand. */
export interface Progress {
  /** How Tidewatt's home was when each day began. */
  readonly mornings: readonly Morning[];
  /** All before it was played. */
  readonly reached: Instant;
  /** Micro that the batteries' content was worth at first. */
  readonly stockBefore: number;
  /** Micro that a kWh in them is worth at the end. */
  readonly priceAfter: number;
  readonly tallies: Readonly<Record<Way, Tally>>;
  readonly scores: { readonly load: ForecastScore; readonly generation: ForecastScore };
}

/** The recording is learned from this long before the first day. */
export const LEARNED_BEFORE = 8 * 7 * DAY;
/** And looked at this long after the last: as far as a plan looks. */
export const LOOKED_AHEAD = 50 * HOUR;
/** What is foreseen as it comes needs no new plan sooner. */
const FORESEEN = 3 * HOUR;

function outlooks({ series, forecast, every }: Backtest, prices: Prices, learner: Learner): { readonly own: Outlook; readonly perfect: Outlook } {
  const knownAt = (now: Instant): ReturnType<Learner['at']> => learner.at(now);
  const perfect: Outlook = { tariffAt: hourly((now) => prices.trueAt(now)), knownAt, truth: series, every: FORESEEN };
  const own: Outlook = { tariffAt: (now) => prices.knownAt(now), knownAt, truth: null, every };
  return { own: forecast === 'own' ? own : perfect, perfect };
}

/** A tariff over a long time is a megabyte of explicit prices: what a plan may see is cut anew each hour only. */
function hourly<T>(make: (now: Instant) => T): (now: Instant) => T {
  let last: { readonly hour: Instant; readonly made: T } | null = null;
  return (now) => {
    const hour = floorTo(now, HOUR);
    if (last?.hour !== hour) last = { hour, made: make(now) };
    return last.made;
  };
}

function chosen({ planner, setup }: Backtest, prices: Prices, { own, perfect }: ReturnType<typeof outlooks>): Readonly<Record<Way, Choose>> {
  return {
    tidewatt: choosePlanned(planner, own, setup.limits),
    nothing: chooseNothing,
    simple: chooseSimply((now) => prices.knownAt(now)),
    perfect: choosePlanned(planner, perfect, setup.limits),
  };
}

/**
 * Goes through a recording four ways at once, and tells where they stand at the end of every local day.
 * What Tidewatt decides at an instant follows from what was measured and published before it, and from what people said at once.
 */
export function* backtest(input: Backtest): Generator<Progress> {
  const { series, setup, terms, zone, period } = input;
  const prices = new Prices(terms);
  const learner = new Learner(series, zone, after(period.start, -LEARNED_BEFORE));
  const choose = chosen(input, prices, outlooks(input, prices, learner));
  const paid = prices.paidOver(period);
  const runOf = (way: Way): Run => new Run(choose[way], input, new TermsAt(paid, input.carbon), new Tally(zone));
  const runs = { tidewatt: runOf('tidewatt'), nothing: runOf('nothing'), simple: runOf('simple'), perfect: runOf('perfect') };
  const [load, generation] = [new Scorer(series, 'load'), new Scorer(series, 'generation')];
  const moments = momentsOf(period, setup.cars);
  const mornings: Morning[] = [];
  let price = replacementPrice(input, prices, AT_FIRST, period.start);
  const stockBefore = (heldIn(setup, AT_FIRST.content) * price) / MWH_PER_KWH;
  for (const local of daysTouched(period, zone)) {
    const day = local.interval;
    mornings.push({ day: local, state: runs.tidewatt.state, price });
    for (const way of WAYS) runs[way].tally.open(local.date, heldIn(setup, runs[way].state.content), price);
    for (const scorer of [load, generation]) scorer.day(day.start, learner.at(day.start));
    for (const [index, start] of moments.entries()) {
      if (start < day.start || start >= day.end) continue;
      const end = moments[index + 1] ?? period.end;
      for (const way of WAYS) runs[way].advance({ start, end });
    }
    price = replacementPrice(input, prices, runs.nothing.state, day.end);
    for (const way of WAYS) runs[way].tally.close(local.date, heldIn(setup, runs[way].state.content), price);
    yield {
      reached: day.end,
      stockBefore,
      priceAfter: price,
      mornings,
      tallies: { tidewatt: runs.tidewatt.tally, nothing: runs.nothing.tally, simple: runs.simple.tally, perfect: runs.perfect.tally },
      scores: { load: load.score, generation: generation.score },
    };
  }
}
