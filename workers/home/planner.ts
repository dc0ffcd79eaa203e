import { proxy, wrap, type Remote } from 'comlink';
import type { PlanService } from '#domain/plan/answer.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';

/** An idle planner holds about 50 MB: it is dropped after this, ms. */
const IDLE = 60_000;
const AUTHOR = 'demo-planner';

/** The plan worker as a child of this one: loaded at the first problem, dropped when nothing is to be planned. */
export class NestedPlanner {
  private running: { readonly worker: Worker; readonly service: Remote<PlanService> } | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly start: () => Worker) {}

  /** @throws Error when the worker cannot be loaded, or has failed. */
  async plan(problem: PlanProblem): Promise<Proposal> {
    clearTimeout(this.idle);
    const { worker, service } = this.connect();
    const failed = new Promise<never>((_, reject) => worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true }));
    try {
      // "Nothing is better" is an answer too: without one the next problem would wait for it.
      const answer = await Promise.race([service.plan(problem, AUTHOR, proxy(() => undefined)), failed]);
      return answer.proposal;
    } catch (error) {
      this.drop();
      throw error;
    } finally {
      this.idle = setTimeout(() => this.drop(), IDLE);
    }
  }

  private connect(): NonNullable<NestedPlanner['running']> {
    if (this.running) return this.running;
    const worker = this.start();
    return (this.running = { worker, service: wrap<PlanService>(worker) });
  }

  private drop(): void {
    this.running?.worker.terminate();
    this.running = null;
  }
}
