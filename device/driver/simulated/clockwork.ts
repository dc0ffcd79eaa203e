import type { Milliseconds } from '#domain/time/instant.ts';
import type { HomeClock } from '../../clock/clock.ts';

/** The longest stride of the physics, home ms: a longer wait is several strides. */
const STRIDE = 10_000;
/** More than this at once is a clock that jumped: the device stands still meanwhile. */
const MOST = 3_600_000;

/** Drives a simulated device by the home's clock: it moves only when somebody looks, in strides of at most ten seconds. */
export class Clockwork {
  private at: Milliseconds;

  constructor(
    private readonly clock: HomeClock,
    private readonly stride: (ms: number) => void,
  ) {
    this.at = clock.now().mono;
  }

  /** Lets the device live until now. */
  advance(): Milliseconds {
    const now = this.clock.now().mono;
    let left = Math.min(MOST, now - this.at);
    while (left > 0) {
      const ms = Math.min(STRIDE, left);
      this.stride(ms);
      left -= ms;
    }
    this.at = now;
    return now;
  }
}
