import type { Instant } from '#domain/time/instant.ts';

/**
 * The home's wall clock as this page knows it: the last time heard, carried on by the page's monotonic clock at the
 * home's speed (a replay runs faster). While nobody tells the time it runs at one second a second.
 */
export class HomeClock {
  #anchor: { readonly wall: number; readonly mono: number } | null = null;
  #speed = 1;
  #connected = false;

  /** @param mono the page's monotonic clock in ms, `performance.now` in the browser. */
  constructor(private readonly mono: () => number) {}

  /** Home seconds per real second, as far as it is known to run now. */
  get pace(): number {
    return this.#connected ? this.#speed : 1;
  }

  /** Null until a time was heard. */
  now(): Instant | null {
    if (!this.#anchor) return null;
    return Math.round(this.#anchor.wall + (this.mono() - this.#anchor.mono) * this.pace) as Instant;
  }

  /** This is the home's time now, whatever was thought before. */
  set(wall: number): void {
    this.#anchor = { wall, mono: this.mono() };
  }

  /** It is at least this late at home: a retained message may be old, so the clock never goes back for it. */
  atLeast(wall: number): void {
    const now = this.now();
    if (now === null || wall > now) this.set(wall);
  }

  runAt(speed: number): void {
    this.#keep(() => (this.#speed = speed));
  }

  connected(connected: boolean): void {
    this.#keep(() => (this.#connected = connected));
  }

  #keep(change: () => void): void {
    const now = this.now();
    change();
    if (now !== null) this.set(now);
  }
}
