import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Fetched } from '../../source/priceSource.ts';

/** The tariff that sources are laid over; `example` when it is nobody's. */
export interface Ground {
  readonly tariff: Tariff;
  readonly example: boolean;
}

/** What one source has said, kept over restarts. */
export interface FetchedPrices {
  /** Prices of the source from now on, over what it said before. @returns null when they are stored and used, else why they are not. */
  take(fetched: Fetched, ground: Ground, wall: Instant): string | null;
  /** End of the last price known; null before there is one. */
  readonly horizon: Instant | null;
  /** When the source said last what is known; null before. */
  readonly at: Instant | null;
  /** What holds at an instant, the same object until it is another; null where nothing is known. */
  heldAt(at: Instant | null): Tariff | null;
}

/** Where and by whom prices were said. */
export interface FetchedTerms {
  /** File of the state folder. */
  readonly file: string;
  /** Names the source with its settings: what another has said is not taken over. */
  readonly of: string;
}
