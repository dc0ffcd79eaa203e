import { HOUR, MINUTE, SECOND, type Instant } from '#domain/time/instant.ts';
import { SourceFault } from '../../source/ask.ts';
import type { Fetched } from '../../source/priceSource.ts';
import type { FetchedPrices } from './fetched.ts';

/** Day-ahead prices come around noon: from then on less than this is known. */
const ENOUGH_KNOWN = 12 * HOUR;
const WHILE_KNOWN = 3 * HOUR;
const WHILE_AWAITED = 20 * MINUTE;

/** How soon a source is asked after a start, and again after a failure, doubled up to `lastRetry`; ms. */
export interface Patience {
  readonly firstAsk: number;
  readonly firstRetry: number;
  readonly lastRetry: number;
}
/** Many homes ask it. */
export const PUBLIC: Patience = { firstAsk: 30 * SECOND, firstRetry: MINUTE, lastRetry: HOUR };
/** Only this home asks it. */
export const NEIGHBOUR: Patience = { firstAsk: SECOND, firstRetry: 2 * SECOND, lastRetry: 10 * MINUTE };
/** All homes of a supplier must not come in the same second. */
const SPREAD = 0.25;

export interface FeedParts {
  /** What the source says now; null where it has nothing yet. @throws SourceFault. */
  readonly fetch: (at: Instant) => Promise<Fetched | null>;
  /** @returns why what was fetched is not taken; null when it is. */
  readonly take: (fetched: Fetched, at: Instant) => string | null;
  readonly prices: Pick<FetchedPrices, 'horizon' | 'at'>;
  readonly patience: Patience;
  /** Home's wall time; null before control has said it. */
  readonly now: () => Instant | null;
  /** Other prices hold from now on. */
  readonly changed: () => void;
  readonly note: (text: string) => void;
  /** Whether the source could be asked, each time it was. */
  readonly reached: (isReached: boolean) => void;
  /** Whether it has said what could be taken, each time it was asked; `reason` = why not. */
  readonly said: (reason: string | null) => void;
  /** Chance in [0, 1). */
  readonly chance?: () => number;
}

/** Asks a source again and again, one question at a time: seldom while enough is known, more often while prices are awaited, ever less while it fails. */
export class SourceFeed {
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #failures = 0;
  #said: string | null = null;

  constructor(private readonly parts: FeedParts) {}

  start(): void {
    this.#wait(this.parts.patience.firstAsk);
  }

  stop(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #wait(pause: number): void {
    if (this.#ended) return;
    const chance = this.parts.chance ?? Math.random;
    this.#timer = setTimeout(() => void this.#turn(), pause * (1 + SPREAD * chance()));
  }

  async #turn(): Promise<void> {
    const now = this.parts.now();
    if (now === null) return this.#wait(this.parts.patience.firstAsk);
    try {
      const fetched = await this.parts.fetch(now);
      this.parts.reached(true);
      if (!this.#ended) this.#wait(this.#answered(fetched, now));
    } catch (error) {
      if (!this.#ended) this.parts.reached(false);
      this.#wait(this.#failed(error instanceof SourceFault ? error.reason : `fault: ${String(error)}`, error instanceof SourceFault ? error.pause : null));
    }
  }

  /** @returns ms until the next question. */
  #answered(fetched: Fetched | null, now: Instant): number {
    const { prices, take, changed, said } = this.parts;
    const before = prices.at;
    const reason = fetched === null ? null : take(fetched, now);
    if (reason !== null) return this.#failed(`refused, ${reason}`, null);
    this.#failures = 0;
    this.#say(`prices are known until ${prices.horizon === null ? 'no time' : new Date(prices.horizon).toISOString()}`);
    said(null);
    if (prices.at !== before) changed();
    return (prices.horizon ?? now) - now > ENOUGH_KNOWN ? WHILE_KNOWN : WHILE_AWAITED;
  }

  #failed(reason: string, pause: number | null): number {
    const { firstRetry, lastRetry } = this.parts.patience;
    this.#say(`the source of prices gave none: ${reason}`);
    this.parts.said(reason);
    const backOff = Math.min(firstRetry * 2 ** this.#failures, lastRetry);
    this.#failures += 1;
    return Math.max(backOff, pause ?? 0);
  }

  /** Once for as long as it stays so. */
  #say(text: string): void {
    if (text !== this.#said) this.parts.note(text);
    this.#said = text;
  }
}
