import type { Excursion } from '#domain/safety/event.ts';
import type { ChunkKind, ChunkRow } from '#wire/history/chunk.ts';
import type { ChunkEntry, DayTotal } from '#wire/history/catalogue.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { JournalRecord } from './journal.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';

interface Range {
  /** [from, to), ms UTC. */
  readonly from: number;
  readonly to: number;
}

/** What house may ask its storage thread, and what it answers. Times in ms UTC. */
export interface Questions {
  /** Slots with `start` in the range, latest revisions, in order of time. */
  readonly slots: { readonly asked: Range & { readonly most: number }; readonly answer: readonly PricedSlot[] };
  /** Sealed chunks, in no order. */
  readonly chunks: { readonly asked: null; readonly answer: readonly ChunkEntry[] };
  /** A chunk's bytes, compressed; null when there is none of this hash. */
  readonly chunk: { readonly asked: { readonly hash: string }; readonly answer: Uint8Array | null };
  /** Rows of a series, sealed or not, in order of time. */
  readonly rows: { readonly asked: Range & { readonly kind: ChunkKind }; readonly answer: readonly ChunkRow[] };
  /** Sums of slots by local days of a zone, oldest first; null while some are still to be summed: what else waits is done between two answers. */
  readonly totals: { readonly asked: { readonly zone: string }; readonly answer: readonly DayTotal[] | null };
  readonly readings: { readonly asked: Range; readonly answer: readonly MeterReading[] };
  readonly excursions: { readonly asked: null; readonly answer: readonly Excursion[] };
  readonly records: { readonly asked: { readonly after: number; readonly most: number }; readonly answer: readonly JournalRecord[] };
  /** The newest first. */
  readonly recordsBetween: { readonly asked: Range & { readonly before: number; readonly most: number }; readonly answer: readonly JournalRecord[] };
  /** Everything the two stores hold is gone when it is answered; the thread ends. */
  readonly erase: { readonly asked: null; readonly answer: null };
}

export type QuestionKind = keyof Questions;

/** One question on its way, numbered so that its answer finds it. */
export type Question = { [K in QuestionKind]: { readonly type: 'ask'; readonly ask: number; readonly kind: K; readonly asked: Questions[K]['asked'] } }[QuestionKind];

export type Answers = { readonly [K in QuestionKind]: (asked: Questions[K]['asked']) => Questions[K]['answer'] };
