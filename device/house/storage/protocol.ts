import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Excursion } from '#domain/safety/event.ts';

/** Machine states by name, as they are kept. */
export type KeptStates = Readonly<Record<string, unknown>>;

/** house -> its storage thread. Worked off in order, one after the other; `at` is home's wall time in ms. */
export type ToStorage =
  /** The record and the states that belong to it, in one transaction; answered by `stored` or `store-failed`. */
  | { readonly type: 'store'; readonly id: string; readonly at: number; readonly record: unknown; readonly states: KeptStates }
  | { readonly type: 'keep'; readonly at: number; readonly states: KeptStates }
  /** House gave these up while the thread was away: they must not come back at the next start. */
  | { readonly type: 'withdraw'; readonly at: number; readonly ids: readonly string[]; readonly states: KeptStates }
  /** One flush, one transaction; answered by `flushed` or `flush-failed`. */
  | { readonly type: 'flush'; readonly readings: readonly MeterReading[]; readonly slots: readonly IntervalRecord[]; readonly excursions: readonly Excursion[] }
  | { readonly type: 'history'; readonly ask: number; readonly from: number; readonly to: number; readonly most: number }
  | { readonly type: 'close' };

/** storage thread -> house. */
export type FromStorage =
  | { readonly type: 'open'; readonly storeId: string; readonly states: KeptStates; readonly lastIds: readonly string[]; readonly notes: readonly string[] }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'store-failed'; readonly id: string; readonly reason: string }
  | { readonly type: 'flushed' }
  | { readonly type: 'flush-failed'; readonly reason: string }
  | { readonly type: 'history'; readonly ask: number; readonly intervals: readonly IntervalRecord[] }
  | { readonly type: 'history-failed'; readonly ask: number; readonly reason: string }
  | { readonly type: 'closed' };
