/** Wrong tokens or secrets a minute that one address may show. */
const GUESSES = 5;
const MINUTE = 60_000;
/** Addresses remembered; the one heard longest ago is forgotten first. */
const MOST_ADDRESSES = 256;

/** Counts the wrong guesses of each address, and no other's. Who asks decides whether a good one still counts. */
export class GuessLimit {
  /** When each address guessed, monotonic ms; addresses in the order of their last guess. */
  readonly #guesses = new Map<string, readonly number[]>();

  /** @param mono monotonic ms. */
  constructor(private readonly mono: () => number) {}

  get size(): number {
    return this.#guesses.size;
  }

  /** True when the address has shown as many wrong ones within a minute as it may. */
  isSpent(address: string): boolean {
    return this.#recent(address).length >= GUESSES;
  }

  /** Counts a wrong one; false when the address has shown too many. */
  mayGuess(address: string): boolean {
    const now = this.mono();
    const recent = this.#recent(address);
    if (recent.length >= GUESSES) return false;
    this.#guesses.delete(address);
    this.#guesses.set(address, [...recent, now]);
    this.#forget(now);
    return true;
  }

  #recent(address: string): readonly number[] {
    const now = this.mono();
    return (this.#guesses.get(address) ?? []).filter((at) => now - at < MINUTE);
  }

  #forget(now: number): void {
    for (const [address, guesses] of this.#guesses) {
      const isOld = now - (guesses.at(-1) ?? -Infinity) >= MINUTE;
      if (!isOld && this.#guesses.size <= MOST_ADDRESSES) return;
      this.#guesses.delete(address);
    }
  }
}
