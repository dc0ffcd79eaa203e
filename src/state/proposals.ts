import type { PlanAnswer } from '#domain/plan/answer.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import type { Problem, Wish } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { PlanBridge } from '../planning/bridge.ts';
import { LinkError, type HomeLink } from '../link/link.ts';
import { randomId } from '../link/requestText.ts';
import type { HomeModel } from './homeModel.ts';
import type { Requests } from './requests.ts';
import { timeToLive } from './timeToLive.ts';

/** Whether the problem has the wish in it as it was kept, or no longer has the one taken back. */
function shows({ wishes, choices = [] }: Problem, kept: RequestBody): boolean {
  const decided = kept.kind === 'slot' ? kept.choice : kept.kind === 'slot-freed' ? kept : undefined;
  const known = choices.find(({ device, start }) => device === decided?.device && start === decided.start)?.want;
  if (decided) return known === (kept.kind === 'slot' ? kept.choice.want : undefined);
  if (kept.kind === 'wish-removed') return wishes.every(({ id }) => id !== kept.id);
  return kept.kind === 'wish' && wishes.some((wish) => isSameWish(wish, kept.wish));
}

const isSameWish = (wish: Problem['wishes'][number], other: Wish): boolean => {
  const entries = Object.entries(wish);
  return entries.length === Object.keys(other).length && entries.every(([key, value]) => Object.entries(other).some(([name, said]) => name === key && said === value));
};

/** What the plan is made by. */
const CHANGES: ReadonlySet<string> = new Set<RequestBody['kind']>(['wish', 'wish-removed', 'slot', 'slot-freed']);

/** What plans on this phone. */
export type Planner = Pick<PlanBridge, 'plan' | 'sketch' | 'keepWarm'>;

/**
 * When the person changed a wish here, this phone plans the problem that the home makes of it and proposes the plan.
 * The home prices it like any other; whose plan is better wins, so nobody needs to hear how this one fared.
 */
export class Proposals {
  #bridge: Promise<Planner> | undefined;
  /** What the home has kept and this phone has not planned yet: any problem that shows it will do. */
  #kept: RequestBody | null = null;
  #abort = new AbortController();
  readonly #settled = new Set<string>();

  constructor(
    private readonly model: HomeModel,
    private readonly requests: Requests,
    private readonly link: HomeLink,
    private readonly open: () => Promise<Planner>,
  ) {}

  start(): void {
    this.requests.asked.watch(() => this.#wishesKept());
    this.model.facts.problem.watch(() => void this.#propose());
  }

  stop(): void {
    this.#abort.abort();
    void this.#bridge?.then((bridge) => bridge.keepWarm(false));
  }

  planner(): Promise<Planner> {
    this.#bridge ??= this.open();
    return this.#bridge;
  }

  #wishesKept(): void {
    for (const { id, body, progress } of this.requests.asked.value) {
      if (progress !== 'done' || this.#settled.has(id) || !CHANGES.has(body.kind)) continue;
      this.#settled.add(id);
      this.#kept = body;
    }
    // The problem may have come before the answer.
    void this.#propose();
  }

  async #propose(): Promise<void> {
    const problem = this.model.facts.problem.body;
    if (!problem || !this.#kept || !shows(problem, this.#kept)) return;
    this.#kept = null;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      // The wire has checked every field; only the units' brands are missing.
      const answer = await (await this.planner()).plan(problem as unknown as PlanProblem, { author: 'phone', signal });
      await this.#send(answer, problem.revision);
    } catch (error) {
      // Given up for a newer problem, or the link is away: the gateway's own planner has the same problem.
      if (!signal.aborted && !(error instanceof LinkError)) throw error;
    }
  }

  async #send({ proposal }: PlanAnswer, revision: number): Promise<void> {
    const body = { kind: 'proposal' as const, proposal: { ...proposal, acts: [...proposal.acts], reasons: [...proposal.reasons] } };
    await this.link.request(body, { id: randomId(), revision, age: 0, timeToLive: timeToLive(body, Date.now()) });
  }
}
