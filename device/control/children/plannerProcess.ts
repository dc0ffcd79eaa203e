import { bundleOf } from '../places.ts';
import { Child } from './child.ts';

export type PlannerState = 'idle' | 'planning' | 'failed';

const HEAP_MB = 256;
/** Below everything else on the machine that matters now. */
const NICE = 10;
/** A planner that takes longer has lost its way, real ms. */
const LONGEST_MS = 120_000;

/** The planner: started when a plan is wanted, ends by itself, killed when it does not. */
export class PlannerProcess {
  private child: Child<never, never> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly env: () => Readonly<Record<string, string>> | null,
    private readonly onState: (state: PlannerState) => void,
  ) {}

  /** One that is already at work reads the newest problem by itself. */
  want(): void {
    const env = this.env();
    if (this.child || this.stopped || !env) return;
    this.child = new Child(
      { name: 'planner', module: bundleOf('planner'), args: () => [], heap: HEAP_MB, nice: NICE, restart: false, env: () => env, keyOf: () => null },
      { ended: ({ code }) => this.ended(code) },
    );
    this.child.start();
    this.timer = setTimeout(() => this.child?.kill(), LONGEST_MS);
    this.onState('planning');
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.child?.kill();
    await this.child?.stop(null);
  }

  private ended(code: number | null): void {
    clearTimeout(this.timer);
    this.child = null;
    this.onState(code === 0 ? 'idle' : 'failed');
  }
}
