import type { PlanService } from '#domain/plan/answer.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';

/** Whom the planner proposes to. */
export interface Gateway {
  propose(proposal: Proposal): Promise<{ readonly outcome: string; readonly reason: string | null }>;
}

export interface PlannerOptions {
  /** Real ms without a problem after which it is done, and age after which it is done between two problems. */
  readonly idleMs: number;
  readonly oldMs: number;
  /** It begins to plan, or has nothing left to plan. */
  readonly state: (state: 'idle' | 'planning') => void;
  /** A line for the log. */
  readonly note: (text: string) => void;
}

const AUTHOR = 'planner';

/** Plans the newest problem, one at a time; what came while it planned and is old by then is never planned. */
export class Planner {
  /** Nothing is left to do, or it has become old. */
  onDone: () => void = () => undefined;
  readonly #gateway: Gateway;
  readonly #service: PlanService;
  readonly #clock: () => number;
  readonly #options: PlannerOptions;
  readonly #born: number;
  #newest: PlanProblem | null = null;
  #planned = -1;
  #busy = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(gateway: Gateway, service: PlanService, clock: () => number, options: PlannerOptions) {
    this.#gateway = gateway;
    this.#service = service;
    this.#clock = clock;
    this.#options = options;
    this.#born = clock();
    this.#rest();
  }

  take(problem: PlanProblem | null): void {
    this.#newest = problem;
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    clearTimeout(this.#idle);
    for (let problem = this.#next(); problem; problem = this.#next()) await this.#plan(problem);
    this.#busy = false;
    this.#options.state('idle');
    if (this.#clock() - this.#born >= this.#options.oldMs) this.onDone();
    else this.#rest();
  }

  #next(): PlanProblem | null {
    return this.#newest && this.#newest.revision !== this.#planned ? this.#newest : null;
  }

  async #plan(problem: PlanProblem): Promise<void> {
    this.#planned = problem.revision;
    this.#options.state('planning');
    try {
      const { proposal, status, steps } = await this.#service.plan(problem, AUTHOR);
      const { outcome, reason } = await this.#gateway.propose(proposal);
      const ms = Math.round(steps.at(-1)?.ms ?? 0);
      this.#options.note(`problem ${problem.revision}: ${status} in ${ms} ms, ${outcome}${reason === null ? '' : ` (${reason})`}`);
    } catch (error) {
      // The next problem may be one that can be planned.
      this.#options.note(`problem ${problem.revision} could not be planned: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #rest(): void {
    this.#idle = setTimeout(() => this.onDone(), this.#options.idleMs);
  }
}
