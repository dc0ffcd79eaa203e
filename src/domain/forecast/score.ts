import { HALF_HOUR, HALF_HOURS } from './habit.ts';
import type { Estimate } from './estimate.ts';
import type { Instant } from '../time/instant.ts';

/** Fading means of absolute errors on the same half-hours, in the unit of the series: our own word of a day before, and what it is to beat. */
export interface Score {
  readonly ours: number;
  readonly yesterday: number;
  readonly lastWeek: number;
  readonly mean: number;
  /** Mean pinball loss of p10, p50 and p90 (Koenker and Bassett 1978). */
  readonly pinball: number;
  /** Share that came to lie between p10 and p90. */
  readonly covered: number;
  /** Half-hours compared. */
  readonly heard: number;
}

/** A score, with the week and the means that it compares with. */
export interface Scoring {
  readonly score: Score;
  /** By half-hours of the week UTC, rounded; null where nothing was heard. */
  readonly week: readonly (number | null)[];
  readonly until: Instant | null;
  /** By half-hours of the day UTC. */
  readonly means: readonly { readonly mean: number; readonly heard: number }[];
}

const WEEK = 7 * HALF_HOURS;
/** Four weeks of half-hours. */
const MEMORY = 4 * WEEK;

export const NO_SCORING: Scoring = {
  score: { ours: 0, yesterday: 0, lastWeek: 0, mean: 0, pinball: 0, covered: 0, heard: 0 },
  week: new Array<null>(WEEK).fill(null),
  until: null,
  means: Array.from({ length: HALF_HOURS }, () => ({ mean: 0, heard: 0 })),
};

const indexOf = (at: number): number => Math.floor(at / HALF_HOUR) % WEEK;
const pinballOf = (share: number, quantile: number, actual: number): number => (actual > quantile ? share : share - 1) * (actual - quantile);

/** The week without the half-hours that were not heard since. */
function withoutGap({ week, until }: Scoring, at: Instant): (number | null)[] {
  const kept = week.slice();
  if (until !== null) for (let missed: number = until, n = 0; missed < at && n < WEEK; missed += HALF_HOUR, n++) kept[indexOf(missed)] = null;
  return kept;
}

function scored(score: Score, estimate: Estimate, actual: number, others: Pick<Score, 'yesterday' | 'lastWeek' | 'mean'>): Score {
  const heard = Math.min(MEMORY, score.heard + 1);
  const mean = (before: number, error: number): number => before + (error - before) / heard;
  const off = (before: number, value: number): number => mean(before, Math.abs(value - actual));
  const pinball = (pinballOf(0.1, estimate.p10, actual) + pinballOf(0.5, estimate.p50, actual) + pinballOf(0.9, estimate.p90, actual)) / 3;
  return {
    ours: off(score.ours, estimate.mean),
    yesterday: off(score.yesterday, others.yesterday),
    lastWeek: off(score.lastWeek, others.lastWeek),
    mean: off(score.mean, others.mean),
    pinball: mean(score.pinball, pinball),
    covered: mean(score.covered, actual >= estimate.p10 && actual <= estimate.p90 ? 1 : 0),
    heard,
  };
}

/** After a half-hour from `at` that was `actual`. @param estimate what was said of it without the hours before it; undefined where nothing was. */
export function learnScore(before: Scoring, at: Instant, estimate: Estimate | undefined, actual: number): Scoring {
  const week = withoutGap(before, at);
  const [index, place] = [indexOf(at), indexOf(at) % HALF_HOURS];
  const [yesterday, lastWeek, usual] = [week[(index + WEEK - HALF_HOURS) % WEEK], week[index], before.means[place] ?? { mean: 0, heard: 0 }];
  const isComparable = estimate !== undefined && typeof yesterday === 'number' && typeof lastWeek === 'number' && usual.heard > 0;
  const score = isComparable ? scored(before.score, estimate, actual, { yesterday, lastWeek, mean: usual.mean }) : before.score;
  week[index] = Math.round(actual);
  const heard = usual.heard + 1;
  return { score, week, until: (at + HALF_HOUR) as Instant, means: before.means.with(place, { mean: usual.mean + (actual - usual.mean) / heard, heard }) };
}
