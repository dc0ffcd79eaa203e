import { decodeChunk, type ChunkKind, type ChunkRow } from '#wire/history/chunk.ts';
import { LONGEST_PIECE } from '#wire/history/paths.ts';
import { HistoryStore, isOpen } from '../data/historyStore.ts';
import type { ChunkKey, HalfHourRow } from '../data/replicaSchema.ts';
import { HistoryError } from '../link/historySource.ts';
import type { FillTools } from './historyFill.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Rows of a time, and the parts of it that neither this phone nor its home could tell: not the same as a gap in them. */
export interface PastRows {
  /** In order of time; columns by kind: docs/formats/history.md. */
  readonly rows: readonly ChunkRow[];
  readonly unread: readonly Span[];
}

const timeOf = (row: ChunkRow): number => Number(row['start'] ?? row['at']);
const within = ({ start, end }: Span) => (row: ChunkRow): boolean => timeOf(row) >= start && timeOf(row) < end;

/** What is left of a time when these are taken away. */
function without(span: Span, taken: readonly Span[]): Span[] {
  let rest: Span[] = [span];
  for (const { start, end } of taken)
    rest = rest.flatMap((one) => (start >= one.end || end <= one.start ? [one] : [{ start: one.start, end: start }, { start: end, end: one.end }].filter((part) => part.end > part.start)));
  return rest;
}

/** In pieces that a home tells at once. */
const inPieces = ({ start, end }: Span): Span[] => Array.from({ length: Math.ceil((end - start) / LONGEST_PIECE) }, (_, n) => ({ start: start + n * LONGEST_PIECE, end: Math.min(end, start + (n + 1) * LONGEST_PIECE) }));

/** Rows with their time in [start, end): from this phone, else from the home, else what this phone saw itself. */
export async function readPast(tools: Pick<FillTools, 'source' | 'using'>, kind: ChunkKind, span: Span, signal: AbortSignal): Promise<PastRows> {
  const held = await readHeld(tools, kind, span);
  const rows = [...held.rows];
  const unread: Span[] = [];
  for (const part of without(span, held.spans).flatMap(inPieces)) {
    const told = await readTold(tools, kind, part, signal);
    if (told) rows.push(...told);
    else unread.push(part);
  }
  const seen = kind === 'slots' ? await readSeen(tools, unread) : [];
  rows.push(...seen);
  return { rows: rows.sort((a, b) => timeOf(a) - timeOf(b)), unread: unread.flatMap((part) => without(part, seen.map((row) => ({ start: Number(row['start']), end: Number(row['end']) })))) };
}

async function readHeld({ using }: Pick<FillTools, 'using'>, kind: ChunkKind, span: Span): Promise<{ readonly rows: readonly ChunkRow[]; readonly spans: readonly Span[] }> {
  const found = await using(async ({ database }) => {
    const store = new HistoryStore(database);
    const keys = (await store.known()).filter(([of, start, end]) => of === kind && start < span.end && end > span.start);
    return store.read(keys.sort(sealedFirst));
  });
  const rows: ChunkRow[] = [];
  const spans: Span[] = [];
  for (const { start, end, chunk } of found ?? []) {
    // A day that a month has taken in, or that was sealed since, is counted once.
    const fresh = without({ start: Math.max(start, span.start), end: Math.min(end, span.end) }, spans);
    for (const part of fresh) rows.push(...decodeChunk(chunk).filter(within(part)));
    spans.push(...fresh);
  }
  return { rows, spans };
}

const sealedFirst = (a: ChunkKey, b: ChunkKey): number => Number(isOpen(a)) - Number(isOpen(b)) || b[2] - b[1] - (a[2] - a[1]);

/** Undefined when the home does not tell. */
async function readTold({ source }: Pick<FillTools, 'source'>, kind: ChunkKind, { start, end }: Span, signal: AbortSignal): Promise<readonly ChunkRow[] | undefined> {
  try {
    return decodeChunk((await source.piece(kind, start, end, signal)).chunk);
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    return undefined;
  }
}

async function readSeen({ using }: Pick<FillTools, 'using'>, unread: readonly Span[]): Promise<ChunkRow[]> {
  const found = await Promise.all(unread.map(({ start, end }) => using((replica) => replica.halfHours(start, end))));
  return found.flatMap((rows) => rows ?? []).map(asSlot);
}

const asSlot = (row: HalfHourRow): ChunkRow => ({ ...row, revision: null, currency: null, rate: null });
