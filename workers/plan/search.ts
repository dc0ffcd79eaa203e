import type { Act } from '#domain/plan/act.ts';
import type { PlanStep } from '#domain/plan/answer.ts';
import { compareKept } from '#domain/plan/compare.ts';
import { promptRuns } from '#domain/plan/course.ts';
import { at } from '#domain/plan/at.ts';
import { evaluate, type Evaluation } from '#domain/plan/evaluate.ts';
import { keepChoices } from '#domain/plan/keepChoices.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { sceneOf, type Scene } from '#domain/plan/scene.ts';
import type { Budget, Solver } from './solver/solver.ts';
import { MICRO, penaltyOf, weightsFor, type Weights } from './weights.ts';

export interface PlanOptions {
  /** Null where WebAssembly is not to be had: the descent's plan is then the answer. */
  readonly solver: Solver | null;
  readonly author: string;
  /** A running clock in ms. */
  readonly clock: () => number;
  readonly budget: Budget;
  readonly onStep?: (step: PlanStep) => void;
  readonly signal?: AbortSignal;
}

/** A plan that has been priced. */
export interface Candidate {
  readonly acts: readonly Act[];
  readonly evaluation: Evaluation;
}

/**
 * At the forecast, which is what is solved and proven; equal there, the one that costs less over the spread. Custody
 * judges by the spread: it has doing nothing and the running plan to compare with.
 */
function isBetter(candidate: Evaluation, other: Evaluation): boolean {
  const kept = compareKept(candidate, other);
  if (kept !== 'same') return kept === 'better';
  const saving = other.forecastObjective - candidate.forecastObjective;
  return saving > 0 || (saving === 0 && candidate.objective < other.objective);
}

/** What the stages share: the best plan so far and the best proof so far. */
export class Search {
  readonly scene: Scene;
  readonly weights: Weights;
  readonly steps: PlanStep[] = [];
  best: Candidate;
  /** Doing nothing. */
  private readonly nothing: Candidate;
  /** In the currency, penalties included; null = nothing proven. */
  bound: number | null = null;
  private readonly options: PlanOptions;
  private readonly began: number;

  constructor(problem: PlanProblem, options: PlanOptions) {
    this.options = options;
    this.began = options.clock();
    this.scene = sceneOf(problem);
    this.weights = weightsFor(problem);
    this.nothing = this.priced(promptRuns(problem));
    this.best = this.nothing;
  }

  priced(given: readonly Act[]): Candidate {
    const { problem } = this.scene;
    const acts = keepChoices(problem, given, at(problem.slots, 0).start);
    return { acts, evaluation: evaluate(problem, acts) };
  }

  /** Keeps less than doing nothing: small steps that each keep as much may add up to it. */
  isBelowNothing({ evaluation }: Candidate): boolean {
    return compareKept(evaluation, this.nothing.evaluation) === 'worse';
  }

  /** Keeps a plan where it is better than the best so far. */
  offer(acts: readonly Act[]): void {
    const candidate = this.priced(acts);
    if (isBetter(candidate.evaluation, this.best.evaluation) && !this.isBelowNothing(candidate)) this.best = candidate;
  }

  /** In the currency: what the plan in hand may be away from the least there is at the forecast. */
  get unproven(): number | null {
    return this.bound === null ? null : Math.max(0, this.objective(this.best) - this.bound);
  }

  /** Of what the model knows: unrest is weighed by the descent and the evaluator alone, and never below zero. */
  private objective({ evaluation }: Candidate): number {
    return (evaluation.forecastObjective - evaluation.unrest) / MICRO + penaltyOf(this.weights, evaluation);
  }

  /** @throws DOMException AbortError when the caller gave up. */
  report(step: PlanStep['step']): void {
    const { forecastCost } = this.best.evaluation;
    const bound = this.unproven === null ? null : Math.round(forecastCost - this.unproven * MICRO);
    const report = { step, ms: this.options.clock() - this.began, cost: forecastCost, bound };
    this.steps.push(report);
    this.options.onStep?.(report);
    this.options.signal?.throwIfAborted();
  }
}

/** Whether the plan in hand is the best there is, within the budget's gaps. */
export function isProven(search: Search, { relativeGap, absoluteGap }: Budget): boolean {
  const { unproven } = search;
  if (unproven === null) return false;
  return unproven <= absoluteGap || unproven <= (relativeGap * Math.abs(search.best.evaluation.forecastObjective)) / MICRO;
}
