import type { Act } from '#domain/plan/act.ts';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { problemFromNow } from '#domain/plan/fromNow.ts';
import type { PlanWish } from '#domain/plan/planWish.ts';
import type { PlanProblem, StoreLevel } from '#domain/plan/problem.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { PlanAct, PlanReason, Wish } from '#wire/message/bodies.ts';
import { withWish } from '../planning/bridge.ts';
import type { HomeModel } from './homeModel.ts';
import type { Planner } from './proposals.ts';
import { Store } from './store.ts';

/** What would be planned if a wish were kept, beside what is planned as it is. Money in micro, by one and the same reckoning. */
export interface Previewed {
  readonly acts: readonly PlanAct[];
  readonly reasons: readonly PlanReason[];
  readonly broken: PlanAnswer['broken'];
  readonly cost: number;
  readonly present: number;
  /** End of the time that both are about, ms UTC. */
  readonly until: number;
  /** The planner is through; before that it is a first plan. */
  readonly final: boolean;
}

export type PreviewState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reckoning'; readonly wish: Wish }
  | { readonly kind: 'shown'; readonly wish: Wish; readonly plan: Previewed; /** When the home last said what it is reckoned from. */ readonly told: number }
  | { readonly kind: 'unknown'; readonly wish: Wish; readonly why: Unknown };

/** Why nothing can be shown: the home has stated no problem, it is too long ago, the device is not in it, or the planner failed. */
type Unknown = 'no-problem' | 'too-old' | 'not-planned' | 'failed';

interface Present {
  readonly revision: number;
  readonly problem: PlanProblem;
  /** At once, and proven. */
  readonly first: Promise<PlanAnswer>;
  final: PlanAnswer | null;
}

const AUTHOR = 'preview';
/** ms that a person has left the wish alone before the planner is asked to prove it: single steps of − and + come faster. */
const REST = 400;
const NONE: PreviewState = { kind: 'none' };

/** Hours of days become instants at home: this phone does not try them. */
const isPlanned = ({ kind }: Wish): boolean => kind === 'reserve' || kind === 'readyBy' || kind === 'storedBy';

/**
 * Plans a wish while it is being changed, on this phone alone: nothing is asked of the home. The newest change counts;
 * what was reckoned for an older one is given up.
 */
export class Preview {
  readonly state = new Store<PreviewState>(NONE);
  #planner: Promise<Planner> | undefined;
  #present: Present | undefined;
  #abort = new AbortController();

  constructor(
    private readonly model: HomeModel,
    private readonly open: () => Promise<Planner>,
  ) {}

  /** Loads the planner and plans the present, so that the first change is not the slow one. */
  async warm(): Promise<void> {
    const planner = await this.#bridge();
    planner.keepWarm(true);
    const problem = this.#problem();
    if (typeof problem !== 'string') await this.#presentOf(problem, planner).first.catch(() => undefined);
  }

  /** The person has put the wish back, or is gone. */
  clear(): void {
    this.#abort.abort();
    this.state.set(NONE);
  }

  close(): void {
    this.clear();
    this.#present = undefined;
    void this.#planner?.then((planner) => planner.keepWarm(false));
  }

  /** Shows what a wish would change. It resolves when the planner is through, or something newer is shown. */
  async show(wish: Wish): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const problem = this.#problem(wish.device);
    if (typeof problem === 'string' || !isPlanned(wish)) return this.state.set({ kind: 'unknown', wish, why: typeof problem === 'string' ? problem : 'not-planned' });
    if (this.state.value.kind !== 'shown') this.state.set({ kind: 'reckoning', wish });
    try {
      await this.#reckon(problem, wish, signal);
    } catch {
      if (signal.aborted) return;
      this.#present = undefined;
      this.state.set({ kind: 'unknown', wish, why: 'failed' });
    }
  }

  async #reckon(problem: PlanProblem, wish: Wish, signal: AbortSignal): Promise<void> {
    const planner = await this.#bridge();
    const present = this.#presentOf(problem, planner);
    const before = await present.first;
    const changed = withWish(problem, wish as PlanWish);
    const call = { author: AUTHOR, signal };
    const sketched = await planner.sketch(changed, { acts: (present.final ?? before).proposal.acts, device: wish.device }, call);
    signal.throwIfAborted();
    this.#show(wish, sketched, present.final ?? before, problem, false);
    await rest(signal);
    present.final ??= await planner.plan(problem, call);
    const planned = await planner.plan(changed, call);
    signal.throwIfAborted();
    this.#show(wish, planned, present.final, problem, true);
  }

  #show(wish: Wish, { proposal, cost, broken }: PlanAnswer, present: PlanAnswer, { slots, issued }: PlanProblem, final: boolean): void {
    const plan = { acts: [...proposal.acts], reasons: [...proposal.reasons], broken, cost, present: present.cost, until: slots.at(-1)?.end ?? issued, final };
    this.state.set({ kind: 'shown', wish, plan, told: issued });
  }

  #bridge(): Promise<Planner> {
    this.#planner ??= this.open();
    return this.#planner;
  }

  /** The present plan is made once for each problem that the home states. */
  #presentOf(problem: PlanProblem, planner: Planner): Present {
    const known = this.#present;
    if (known && known.revision === problem.revision && known.problem.slots[0]?.start === problem.slots[0]?.start) return known;
    const first = planner.sketch(problem, null, { author: AUTHOR, signal: new AbortController().signal });
    return (this.#present = { revision: problem.revision, problem, first, final: null });
  }

  #problem(device?: string): PlanProblem | Unknown {
    const { problem: fact, plan } = this.model.facts;
    const now = this.model.clock.now();
    if (!fact.body || now === null) return 'no-problem';
    // The wire has checked every field; only the units' brands are missing.
    const followed = { acts: (plan.body?.acts ?? []) as unknown as readonly Act[], levels: (plan.body?.levels ?? []) as unknown as readonly StoreLevel[] };
    const problem = problemFromNow(fact.body as unknown as PlanProblem, followed, now as Instant);
    if (!problem) return 'too-old';
    return device === undefined || problem.devices.some(({ id }) => id === device) ? problem : 'not-planned';
  }
}

const rest = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, REST);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }, { once: true });
  });
