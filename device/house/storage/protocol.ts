import type { Question } from './questions.ts';
import type { SpaceState } from './space.ts';
import type { Stamp } from './stamp.ts';
import type { KeptStates } from './stateText.ts';
import type { Replaced } from './openDatabase.ts';
import type { Batch } from './telemetry.ts';

/** What house gives its storage thread as it starts it. */
export interface ThreadOptions {
  /** Absolute state folder. */
  readonly folder: string;
  /** Bytes kept for the journal on a full disk; left out = the product's own. */
  readonly ballast?: number;
}

/** house -> its storage thread. Worked off in order, one after the other; `at` is home's wall time in ms. */
export type ToStorage =
  /** The record and the states that belong to it, in one transaction; answered by `stored` or `store-failed`. */
  | { readonly type: 'store'; readonly id: string; readonly at: number; readonly record: unknown; readonly states: KeptStates }
  | { readonly type: 'keep'; readonly at: number; readonly states: KeptStates }
  /** House gave these up while the thread was away: they must not come back at the next start. */
  | { readonly type: 'withdraw'; readonly at: number; readonly ids: readonly string[]; readonly states: KeptStates }
  /** One flush, one transaction; answered by `flushed` or `flush-failed`. `clock` is the one of this moment, `at` its time. */
  | { readonly type: 'flush'; readonly at: number; readonly batches: readonly Batch[]; readonly clock: Stamp }
  | Question
  | { readonly type: 'close' };

/** storage thread -> house. */
export type FromStorage =
  | {
      readonly type: 'open';
      readonly storeId: string;
      readonly states: KeptStates;
      readonly lastIds: readonly string[];
      readonly notes: readonly string[];
      /** What took the place of a store that could not be used; null = nothing had to. */
      readonly replaced: { readonly journal: Replaced | null; readonly telemetry: Replaced | null };
    }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'store-failed'; readonly id: string; readonly reason: string }
  /** A `keep` or `withdraw` is not on the disk. */
  | { readonly type: 'keep-failed'; readonly reason: string }
  | { readonly type: 'flushed' }
  | { readonly type: 'flush-failed'; readonly reason: string }
  | { readonly type: 'space'; readonly state: SpaceState }
  /** For the log. */
  | { readonly type: 'note'; readonly note: string }
  | { readonly type: 'answer'; readonly ask: number; readonly answer: unknown }
  | { readonly type: 'answer-failed'; readonly ask: number; readonly reason: string }
  | { readonly type: 'closed' };
