const SPACING = 60_000;

/** What is said to those who do not look: at most one utterance in 60 s, the latest when several waited (U51). */
export class Announcer {
  #lastAt = -Infinity;
  #lastText = '';
  #waiting: string | null = null;

  /** There is nothing to say: the same may be said again when it comes back. */
  calm(): void {
    this.#lastText = '';
    this.#waiting = null;
  }

  /** @param now the page's monotonic clock, ms. @returns what to say now, null for nothing. */
  say(text: string, now: number): string | null {
    if (text !== this.#lastText) this.#waiting = text;
    else this.#waiting = null;
    if (this.#waiting === null || now - this.#lastAt < SPACING) return null;
    this.#lastAt = now;
    this.#lastText = this.#waiting;
    this.#waiting = null;
    return this.#lastText;
  }
}
