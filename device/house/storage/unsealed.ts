import { CHUNK_KINDS, type ChunkKind } from '#wire/history/chunk.ts';
import { rows, type Database } from './database.ts';

const DAY = 86_400_000;

/** The UTC day of an instant, "2026-01-15". */
export const dayNameOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** Its start and end, ms UTC; a name of seven letters is a month. */
export function timeOf(period: string): { readonly start: number; readonly end: number } {
  const start = Date.parse(period);
  if (period.length > 7) return { start, end: start + DAY };
  const first = new Date(start);
  return { start, end: Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1) };
}

/** A day of a series that has changed since it was sealed, or never was. */
export function markUnsealed(database: Database, at: number, kinds: readonly ChunkKind[]): void {
  for (const kind of kinds) database.prepare('INSERT OR IGNORE INTO unsealed VALUES (?, ?)').run(dayNameOf(at), kind);
}

/**
 * What waits to be sealed, oldest first: of days that are over, and of days to come, which a clock that was wrong has left.
 * @param over days before this one are. @param running days after this one have not begun.
 */
export const unsealedDays = (database: Database, over: string, running: string): { readonly day: string; readonly kind: ChunkKind }[] =>
  rows(database, 'SELECT day, kind FROM unsealed WHERE day < ? OR day > ? ORDER BY day, kind', over, running).flatMap(({ day, kind: name }) => {
    const kind = CHUNK_KINDS.find((one) => one === name);
    return kind ? [{ day: String(day), kind }] : [];
  });

export const sealed = (database: Database, day: string, kind: ChunkKind): void => void database.prepare('DELETE FROM unsealed WHERE day = ? AND kind = ?').run(day, kind);
