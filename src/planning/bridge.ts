import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type { PlanAnswer, PlanService, PlanStep } from '#domain/plan/answer.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import type { Wish } from '#domain/wish/wish.ts';

/** An idle worker holds about 50 MB: it is dropped after this, unless Plan is open. */
const IDLE = 10_000;

export interface PlanCall {
  /** Name of who proposes. */
  readonly author: string;
  readonly signal: AbortSignal;
  readonly onStep?: (step: PlanStep) => void;
}

interface Running {
  readonly worker: Worker;
  readonly service: Remote<PlanService>;
}

/** A problem as it would be if a wish were added or changed. */
export const withWish = (problem: PlanProblem, wish: Wish): PlanProblem => ({ ...problem, wishes: [...problem.wishes.filter(({ id }) => id !== wish.id), wish] });

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

const failed = (worker: Worker): Promise<never> =>
  new Promise((_, reject) => worker.addEventListener('error', (event) => reject(new Error(`the plan worker ended: ${event.message}`)), { once: true }));

/**
 * Plans in a worker for the page: one call after the other. Solving cannot be interrupted, so giving up a call ends its
 * worker; the next call starts another.
 */
export class PlanBridge {
  private readonly start: () => Worker;
  private running: Running | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private idle: ReturnType<typeof setTimeout> | undefined;
  private warm = false;

  constructor(start: () => Worker) {
    this.start = start;
  }

  /** True while Plan is open: the worker is loaded at once and kept. */
  keepWarm(open: boolean): void {
    this.warm = open;
    if (open) void this.connect().service.warm();
    else this.dropWhenIdle();
  }

  /** @throws the signal's reason when it was given up, Error when the worker ended. */
  plan(problem: PlanProblem, call: PlanCall): Promise<PlanAnswer> {
    const turn = this.queue.then(() => this.run(problem, call));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** What would be planned if the wish stood: the page shows it before it asks for the wish. */
  planChanged(problem: PlanProblem, wish: Wish, call: PlanCall): Promise<PlanAnswer> {
    return this.plan(withWish(problem, wish), call);
  }

  private async run(problem: PlanProblem, { author, signal, onStep }: PlanCall): Promise<PlanAnswer> {
    signal.throwIfAborted();
    clearTimeout(this.idle);
    const { worker, service } = this.connect();
    const answer = service.plan(problem, author, proxy((step: PlanStep) => onStep?.(step)));
    try {
      return await Promise.race([answer, aborted(signal), failed(worker)]);
    } catch (error) {
      this.drop();
      throw error;
    } finally {
      this.dropWhenIdle();
    }
  }

  private connect(): Running {
    if (this.running) return this.running;
    const worker = this.start();
    this.running = { worker, service: wrap<PlanService>(worker) };
    return this.running;
  }

  private dropWhenIdle(): void {
    clearTimeout(this.idle);
    if (!this.warm) this.idle = setTimeout(() => this.drop(), IDLE);
  }

  private drop(): void {
    this.running?.service[releaseProxy]();
    this.running?.worker.terminate();
    this.running = undefined;
  }
}
