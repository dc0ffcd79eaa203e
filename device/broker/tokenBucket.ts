import type { Rate } from './caps.ts';

/** Lets `burst` through at once and `perSecond` for ever. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  /** @param at monotonic ms. */
  constructor(
    private readonly rate: Rate,
    at: number,
  ) {
    this.#tokens = rate.burst;
    this.#at = at;
  }

  /** Takes tokens and says how many ms to wait until none is owed; 0 = go on. @param at monotonic ms. */
  take(count: number, at: number): number {
    const { perSecond, burst } = this.rate;
    this.#tokens = Math.min(burst, this.#tokens + ((at - this.#at) * perSecond) / 1_000) - count;
    this.#at = at;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * 1_000) / perSecond);
  }
}
