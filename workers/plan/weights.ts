import { SERVED_RANK } from '#domain/plan/aim.ts';
import { isDrawnFrom } from '#domain/plan/reach.ts';
import type { Evaluation } from '#domain/plan/evaluate.ts';
import { profileEnergy } from '#domain/plan/profile.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';

/** Micro of the currency in one unit of it: models count in the currency, so that coefficients stay near one. */
export const MICRO = 1_000_000;

/** What breaking costs inside a model, in the currency: ranks well apart, but not so far that tolerances suffer. */
export interface Weights {
  /** Per kWh above a limit. */
  readonly limit: number;
  /** Per share (of capacity, of a day) that a rank lacks. */
  readonly rank: ReadonlyMap<number, number>;
}

/** The limits among ranks: before the first wish. */
export const LIMITS = -1;

const LIMIT_TIMES = 3_000;
const FIRST_RANK_TIMES = 1_000;
/** Half an hour late (a forty-eighth of a day) weighs twice what moving the largest thing can earn. */
const LAST_RANK_TIMES = 100;
const LEAST_PRICE = 0.1;

/** kWh of the largest single thing a plan may move. */
function largestEnergy({ devices }: PlanProblem): number {
  const sizes = devices.map(({ primitive }) => (primitive.kind === 'store' ? primitive.capacity : primitive.kind === 'profile' ? profileEnergy(primitive) : 0));
  return Math.max(MWH_PER_KWH, ...sizes) / MWH_PER_KWH;
}

export function weightsFor(problem: PlanProblem): Weights {
  const price = Math.max(LEAST_PRICE * MICRO, ...problem.importPrice.map(Math.abs), ...problem.exportPrice.map(Math.abs)) / MICRO;
  const served = problem.devices.some(({ primitive, demand }) => primitive.kind === 'store' && isDrawnFrom(primitive, demand)) ? [SERVED_RANK] : [];
  const ranks = [...new Set([...problem.wishes.map(({ rank }) => rank), ...served])].sort((a, b) => a - b);
  const ratio = ranks.length > 1 ? (LAST_RANK_TIMES / FIRST_RANK_TIMES) ** (1 / (ranks.length - 1)) : 1;
  const scale = price * largestEnergy(problem);
  return {
    limit: LIMIT_TIMES * price,
    rank: new Map(ranks.map((rank, index) => [rank, FIRST_RANK_TIMES * Math.max(ratio, 0.1) ** index * scale])),
  };
}

/** What an evaluated plan breaks, in the same currency as the model's objective. */
export function penaltyOf(weights: Weights, { excess, shortfalls }: Pick<Evaluation, 'excess' | 'shortfalls'>): number {
  const wishes = shortfalls.reduce((sum, { rank, share }) => sum + (weights.rank.get(rank) ?? 0) * share, 0);
  return (excess / MWH_PER_KWH) * weights.limit + wishes;
}
