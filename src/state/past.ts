import type { DayTotal } from '#wire/history/catalogue.ts';
import type { ChunkKind, ChunkRow } from '#wire/history/chunk.ts';
import type { HistoryLog } from '#wire/history/log.ts';
import type { Stretch } from './period.ts';

/** What time used and cost, as far as it is known. */
export type PastUse = Pick<Past, 'days' | 'read'>;

/** What may be asked of a home's past: from this phone's copy, and from the home where the copy lacks it. */
export interface Past {
  /** Grows whenever there is more to read. */
  readonly changed: { readonly value: number; watch(watcher: () => void): () => void };
  /** Every local day that is known, oldest first; null when neither phone nor home can tell. */
  days(): Promise<readonly DayTotal[] | null>;
  /** Rows of a series with their time in [start, end), ms UTC, in order of time, and the parts that neither could tell. */
  read(kind: ChunkKind, start: number, end: number): Promise<{ readonly rows: readonly ChunkRow[]; readonly unread: readonly Stretch[] }>;
  /** What was done in [from, to), ms UTC, the newest first; null when the home does not tell. @param before the `next` of the answer before. */
  log(from: number, to: number, before: number | null): Promise<HistoryLog | null>;
}
