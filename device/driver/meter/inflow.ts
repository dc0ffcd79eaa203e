import type { Milliseconds } from '#domain/time/instant.ts';

/** Bytes; a port of 115 200 Bd brings 11.5 kB a second, and an adapter may have held some back (our choice). */
const A_SECOND = 32_768;
const AT_ONCE = 65_536;

/** What a meter's line may bring: more than any port does is a flood, and is left where it would hold up the gateway. */
export class Inflow {
  #left = AT_ONCE;
  #at: number | null = null;
  /** Pieces of which something was left. */
  flooded = 0;

  /** As much of a piece as may come in. @param mono of the home's clock. */
  within(chunk: Uint8Array, mono: Milliseconds): Uint8Array {
    this.#left = Math.min(AT_ONCE, this.#left + (this.#at === null ? 0 : (Math.max(0, mono - this.#at) * A_SECOND) / 1_000));
    this.#at = mono;
    const taken = chunk.subarray(0, Math.floor(this.#left));
    this.#left -= taken.length;
    if (taken.length < chunk.length) this.flooded += 1;
    return taken;
  }
}
