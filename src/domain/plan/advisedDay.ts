import type { Instant } from '../time/instant.ts';
import type { Micro } from '../units/money.ts';
import type { Act } from './act.ts';
import { at } from './at.ts';
import { actsFrom, promptRuns } from './course.ts';
import { cutProblem } from './cutProblem.ts';
import { evaluate } from './evaluate.ts';
import type { PlanProblem } from './problem.ts';

/** A day on which a plan was made and not followed, reckoned afterwards with what the home really used. Money in micro. */
export interface AdvisedDay {
  /** Local date. */
  readonly date: string;
  /** What it is about: from the plan's first slot to the end of the day. */
  readonly start: Instant;
  readonly end: Instant;
  /** Had the day's first plan been followed. */
  readonly planned: Micro;
  /** Had devices been left to themselves, by the same reckoning. */
  readonly left: Micro;
  /** What the ledger says was paid for energy meanwhile; null where it does not say. */
  readonly paid: Micro | null;
  /** 0..1 of the time, in which the home's use was heard. */
  readonly heard: number;
}

/** The day while it goes on. */
export interface OpenDay {
  readonly date: string;
  readonly problem: PlanProblem;
  readonly acts: readonly Act[];
  /** W·ms and ms heard, a number a slot. */
  readonly work: readonly number[];
  readonly covered: readonly number[];
  readonly last: Instant;
  /** Micro of the local day: before the first slot, and last. */
  readonly paidBefore: number | null;
  readonly paid: number | null;
}

/** Two looks further apart say nothing of the time between, ms. */
const LONGEST_GAP = 300_000;
/** A slot of which less was heard is as it was forecast. */
const LEAST_HEARD = 0.5;

export const startOfDay = ({ problem }: OpenDay): Instant => at(problem.slots, 0).start;
export const endOfDay = ({ problem: { slots } }: OpenDay): Instant => at(slots, slots.length - 1).end;

/** A day that begins with a plan and the problem that stands then. Undefined where no slot of the problem ends within the day. */
export function openDay(date: string, end: Instant, problem: PlanProblem, acts: readonly Act[], paid: number | null): OpenDay | undefined {
  const to = problem.slots.findLastIndex((slot) => slot.end <= end) + 1;
  if (to === 0) return undefined;
  const day = cutProblem(problem, 0, to);
  const none = day.slots.map(() => 0);
  const { start } = at(day.slots, 0);
  return { date, problem: day, acts: actsFrom(acts, start), work: none, covered: none, last: start, paidBefore: paid, paid };
}

/** @param power W that the home draws beside its devices. */
export function hearDay(day: OpenDay, power: number | null, paid: number | null, now: Instant): OpenDay {
  const since = now - day.last;
  const slot = day.problem.slots.findIndex(({ start, end }) => start < now && now <= end);
  const next = { ...day, last: now > day.last ? now : day.last, paid: paid ?? day.paid };
  if (power === null || slot < 0 || since <= 0 || since > LONGEST_GAP) return next;
  const more = (list: readonly number[], amount: number): readonly number[] => list.map((value, index) => (index === slot ? value + amount : value));
  return { ...next, work: more(day.work, power * since), covered: more(day.covered, since) };
}

/** The problem of the day with what was used in place of what was expected. */
function asItWent({ problem, work, covered }: OpenDay): PlanProblem {
  const inflexible = problem.slots.map(({ start, end }, slot) => (at(covered, slot) >= LEAST_HEARD * (end - start) ? Math.round(at(work, slot) / at(covered, slot)) : at(problem.inflexible, slot)));
  return { ...problem, inflexible, spread: problem.slots.map(() => 0), running: null };
}

/** What the day would have cost. Both ways begin with the same stores, and what is in them at the end is valued alike. */
export function closeDay(day: OpenDay): AdvisedDay {
  const went = asItWent(day);
  const [start, end] = [startOfDay(day), endOfDay(day)];
  const paid = day.paid === null || day.paidBefore === null ? null : ((day.paid - day.paidBefore) as Micro);
  const heard = day.covered.reduce((sum, ms) => sum + ms, 0) / (end - start);
  return { date: day.date, start, end, planned: evaluate(went, day.acts).forecastCost, left: evaluate(went, promptRuns(went)).forecastCost, paid, heard };
}
