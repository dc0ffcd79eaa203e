import { proxy } from 'comlink';
import type { NearPlan, PlanAnswer, PlanStep } from '#domain/plan/answer.ts';
import type { PlanWish } from '#domain/plan/planWish.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { PlanWorker } from './planWorker.ts';

export interface PlanCall {
  /** Name of who proposes. */
  readonly author: string;
  readonly signal: AbortSignal;
  readonly onStep?: (step: PlanStep) => void;
}

/** A problem as it would be if a wish were added or changed. */
export const withWish = (problem: PlanProblem, wish: PlanWish): PlanProblem => ({ ...problem, wishes: [...problem.wishes.filter(({ id }) => id !== wish.id), wish] });

/**
 * Plans for the page, in workers. A first plan comes from a worker of its own, which needs no solver and is never behind
 * a proof that takes its time.
 */
export class PlanBridge {
  readonly #thorough: PlanWorker;
  readonly #quick: PlanWorker;

  constructor(start: () => Worker) {
    this.#thorough = new PlanWorker(start);
    this.#quick = new PlanWorker(start);
  }

  /** True while Plan is open: the workers are loaded at once and kept. */
  keepWarm(open: boolean): void {
    this.#thorough.keepWarm(open, (service) => service.warm());
    this.#quick.keepWarm(open);
  }

  /** @throws the signal's reason when it was given up, Error when the worker ended. */
  plan(problem: PlanProblem, call: PlanCall): Promise<PlanAnswer> {
    return this.#thorough.call((service) => service.plan(problem, call.author, proxy((step: PlanStep) => call.onStep?.(step))), call.signal);
  }

  /** A usable plan at once, without a proof. @param near as of `PlanService.sketch`. @throws as `plan`. */
  sketch(problem: PlanProblem, near: NearPlan | null, { author, signal }: PlanCall): Promise<PlanAnswer> {
    return this.#quick.call((service) => service.sketch(problem, author, near), signal);
  }
}
