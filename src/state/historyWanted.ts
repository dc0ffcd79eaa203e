import type { ChunkEntry } from '#wire/history/catalogue.ts';
import type { ChunkKind } from '#wire/history/chunk.ts';
import { isOpen } from '../data/historyStore.ts';
import type { ChunkKey } from '../data/replicaSchema.ts';

const DAY = 86_400_000;

/** Days of a kind that a phone holds; what is older, and every other kind, is read from the home when it is looked at. */
const HELD: Readonly<Partial<Record<ChunkKind, number>>> = { slots: 2 * 366, minutes: 30, others: 2 * 366 };
export const HELD_KINDS = Object.keys(HELD) as readonly ChunkKind[];

const isHeld = (kind: ChunkKind, end: number, newest: number): boolean => end > newest - (HELD[kind] ?? 0) * DAY;
const overlaps = (a: Pick<ChunkEntry, 'start' | 'end'>, [, start, end]: ChunkKey): boolean => a.start < end && a.end > start;

export interface Difference {
  /** In the order of the index: what a person looks at first. */
  readonly lacking: readonly ChunkEntry[];
  /** How many of those wanted are there. */
  readonly held: number;
  /** Replaced by others, or older than what a phone holds. */
  readonly spare: readonly ChunkKey[];
}

/**
 * What a phone must fetch and what it may forget. A chunk whose time the home tells nothing of is kept: a home that lost
 * its disk is not to take the phone's copy along.
 */
export function difference(index: readonly ChunkEntry[], known: readonly ChunkKey[]): Difference {
  const newest = Math.max(0, ...index.map(({ end }) => end), ...known.map(([, , end]) => end));
  const wanted = index.filter(({ kind, end }) => isHeld(kind, end, newest));
  const hashes = new Set(known.map(([, , , hash]) => hash));
  const listed = new Set(wanted.map(({ hash }) => hash));
  const lacking = wanted.filter(({ hash }) => !hashes.has(hash));
  const isSpare = (key: ChunkKey): boolean => !listed.has(key[3]) && !isOpen(key) && (!isHeld(key[0], key[2], newest) || wanted.some((entry) => entry.kind === key[0] && overlaps(entry, key)));
  return { lacking, held: wanted.length - lacking.length, spare: known.filter(isSpare) };
}

/** The time since the last sealed chunk of a kind, of the home's or of this phone's, [start, now), at most two days. */
export function openTail(index: readonly ChunkEntry[], known: readonly ChunkKey[], kind: ChunkKind, now: number): { readonly start: number; readonly end: number } {
  const listed = index.flatMap((entry) => (entry.kind === kind ? entry.end : []));
  const held = known.flatMap((key) => (key[0] === kind && !isOpen(key) ? key[2] : []));
  const sealed = Math.max(0, ...[...listed, ...held].filter((end) => end <= now));
  return { start: Math.max(sealed, Math.floor(now / DAY) * DAY - DAY), end: now };
}
