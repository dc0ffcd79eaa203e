/** Wrong tokens a minute that one address may show. */
const GUESSES = 5;
const MINUTE = 60_000;
/** Addresses remembered; the one heard longest ago is forgotten first. */
const MOST_ADDRESSES = 256;

/** Slows an address that guesses, and no other. It keeps nobody from a good token: that cannot be guessed, it has 128 bits. */
export class GuessLimit {
  /** When each address guessed, monotonic ms; addresses in the order of their last guess. */
  readonly #guesses = new Map<string, readonly number[]>();

  /** @param mono monotonic ms. */
  constructor(private readonly mono: () => number) {}

  get size(): number {
    return this.#guesses.size;
  }

  /** Counts a wrong token; false when the address has shown too many. */
  mayGuess(address: string): boolean {
    const now = this.mono();
    const recent = (this.#guesses.get(address) ?? []).filter((at) => now - at < MINUTE);
    if (recent.length >= GUESSES) return false;
    this.#guesses.delete(address);
    this.#guesses.set(address, [...recent, now]);
    this.#forget(now);
    return true;
  }

  #forget(now: number): void {
    for (const [address, guesses] of this.#guesses) {
      const isOld = now - (guesses.at(-1) ?? -Infinity) >= MINUTE;
      if (!isOld && this.#guesses.size <= MOST_ADDRESSES) return;
      this.#guesses.delete(address);
    }
  }
}
