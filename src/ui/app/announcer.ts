const SPACING = 60_000;
/** What lasts and matters is said again after the first of these, then at each of the second (geo Trio Accessible). */
const AGAIN = [60_000, 600_000] as const;

/** What is said to those who do not look: at most one utterance in 60 s, the latest when several waited (U51). */
export class Announcer {
  #lastAt = -Infinity;
  #lastText = '';
  #waiting: string | null = null;
  /** How often the same was said. */
  #times = 0;

  /** There is nothing to say: the same may be said again when it comes back. */
  calm(): void {
    this.#lastText = '';
    this.#waiting = null;
  }

  /** @param insists it is repeated while it lasts. @param now the page's monotonic clock, ms. @returns what to say now, null for nothing. */
  say(text: string, now: number, insists = false): string | null {
    const again = insists && now - this.#lastAt >= AGAIN[this.#times > 1 ? 1 : 0];
    this.#waiting = text !== this.#lastText || again ? text : null;
    if (this.#waiting === null || now - this.#lastAt < SPACING) return null;
    this.#lastAt = now;
    this.#times = text === this.#lastText ? this.#times + 1 : 1;
    this.#lastText = this.#waiting;
    this.#waiting = null;
    return this.#lastText;
  }
}
