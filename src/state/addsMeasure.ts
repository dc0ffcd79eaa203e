import { added, FEWEST_SAMPLES, type Added, type Sample } from '#domain/answers/added.ts';
import type { Grid } from '#wire/message/bodies.ts';
import { knownPower } from './gridPower.ts';

/** Readings that count on either side: older ones tell of another home, ms. */
const LATELY = 120_000;
const MOST = 12;

/** How a measurement stands: `result` once something can be said. */
export type Measuring = { readonly kind: 'off' } | { readonly kind: 'listening' } | { readonly kind: 'switch-on' } | { readonly kind: 'result'; readonly added: Added; /** Still going on. */ readonly open: boolean };

/** Listens to the meter, and tells what was switched on since a press (U14). */
export class AddsMeasure {
  #lately: Sample[] = [];
  #before: readonly Sample[] | null = null;
  #after: Sample[] = [];
  #on = false;
  #last: Added | null = null;

  /** @returns whether it was news. */
  hear(grid: Grid): boolean {
    const watts = knownPower(grid)?.watts;
    const last = this.#lately.at(-1);
    if (watts === undefined || (last && grid.at <= last.at)) return false;
    const sample = { at: grid.at, watts };
    this.#lately = [...this.#lately.filter(({ at }) => grid.at - at <= LATELY), sample].slice(-MOST);
    if (!this.#on) return true;
    if (this.#before) this.#take(this.#before, sample);
    else if (this.#lately.length >= FEWEST_SAMPLES) this.#before = this.#lately;
    return true;
  }

  start(): void {
    this.#on = true;
    this.#last = null;
    this.#after = [];
    this.#before = this.#lately.length >= FEWEST_SAMPLES ? this.#lately : null;
  }

  stop(): void {
    this.#on = false;
  }

  get state(): Measuring {
    if (this.#last) return { kind: 'result', added: this.#last, open: this.#on };
    if (!this.#on) return { kind: 'off' };
    return { kind: this.#before ? 'switch-on' : 'listening' };
  }

  /** The latest few since the press: those from before the switch was found fall out as it goes on. */
  #take(before: readonly Sample[], sample: Sample): void {
    this.#after = [...this.#after, sample].slice(-FEWEST_SAMPLES);
    this.#last = added(before, this.#after);
  }
}
