import type { FromPlanner } from '../../channel.ts';
import { bundleOf } from '../places.ts';
import { waitBeforeRestart } from './backOff.ts';
import { Child } from './child.ts';

export type PlannerState = 'idle' | 'planning' | 'failed';

const HEAP_MB = 256;
/** Below everything else on the machine that matters now. */
const NICE = 10;
/** A planner that takes longer has lost its way, real ms. */
const LONGEST_MS = 120_000;

/** A wish for a plan that came so shortly before the planner ended may not have been seen by it, real ms. */
const UNSEEN_MS = 3_000;
/** After so many failures in a row it is tried again only when a plan is wanted anew. */
const TRIES = 4;

/** The planner: started when a plan is wanted, ends by itself, killed when it does not. */
export class PlannerProcess {
  private child: Child<FromPlanner, never> | null = null;
  private killer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private wantedAt = -Infinity;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly env: () => Readonly<Record<string, string>> | null,
    private readonly onState: (state: PlannerState) => void,
  ) {}

  /** One that is already at work reads the newest problem by itself. */
  want(): void {
    this.wantedAt = performance.now();
    this.failures = 0;
    this.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.killer);
    clearTimeout(this.retry);
    this.child?.kill();
    await this.child?.stop(null);
  }

  private start(): void {
    const env = this.env();
    if (this.child || this.stopped || !env) return;
    clearTimeout(this.retry);
    this.child = new Child(
      { name: 'planner', module: bundleOf('planner'), args: () => [], heap: HEAP_MB, nice: NICE, restart: false, env: () => env, keyOf: () => null },
      { message: ({ state }) => this.onState(state), ended: ({ code }) => this.ended(code) },
    );
    this.child.start();
    this.killer = setTimeout(() => this.child?.kill(), LONGEST_MS);
    this.onState('planning');
  }

  private ended(code: number | null): void {
    clearTimeout(this.killer);
    this.child = null;
    this.failures = code === 0 ? 0 : this.failures + 1;
    this.onState(code === 0 ? 'idle' : 'failed');
    const isUnseen = performance.now() - this.wantedAt < UNSEEN_MS;
    if (!this.stopped && this.failures < TRIES && (code !== 0 || isUnseen)) this.retry = setTimeout(() => this.start(), waitBeforeRestart(this.failures + 1));
  }
}
