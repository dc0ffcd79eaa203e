import type { DBSchema, IDBPDatabase } from 'idb';
import type { StateEnvelope } from '#wire/envelope.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import type { Chunk, ChunkKind } from '#wire/history/chunk.ts';
import type { StateName } from '#wire/topics.ts';

/** The latest state of one name, and when this phone got it. */
export interface StateRow {
  readonly name: StateName;
  readonly envelope: StateEnvelope;
  /** This phone's wall clock, ms: only differences of it are used. */
  readonly receivedAt: number;
}

/** One half-hour (or other slot of the day) that is over: mWh, and micro of the currency; null where nobody has told it. */
export interface HalfHourRow {
  readonly start: number;
  readonly end: number;
  readonly importEnergy: number;
  readonly exportEnergy: number | null;
  readonly cost: number | null;
  readonly quality: 'measured' | 'estimated' | 'missing';
}

/** One chunk of the history as the home tells it. */
export interface ChunkRecord {
  readonly kind: ChunkKind;
  readonly start: number;
  readonly end: number;
  /** Of its text; empty = not sealed yet, to be asked for again. */
  readonly hash: string;
  readonly chunk: Chunk;
}

/** All of what a chunk is, but its rows: what the phone holds is seen without reading it. */
export type ChunkKey = [kind: ChunkKind, start: number, end: number, hash: string];

export interface ReplicaSchema extends DBSchema {
  states: { key: StateName; value: StateRow };
  halfHours: { key: number; value: HalfHourRow };
  about: { key: 'storeId'; value: string };
  chunks: { key: ChunkKey; value: ChunkRecord };
  days: { key: string; value: DayTotal };
}

/**
 * Version 1: states and about. Version 2: half-hours. Version 3: with their quality; those without are had again from the
 * home. Version 4: chunks of the history and the totals of its days.
 */
export const REPLICA_VERSION = 4;

/** What came from the home and goes with it. */
export const REPLICATED = ['states', 'halfHours', 'chunks', 'days'] as const;

export function migrate(database: IDBPDatabase<ReplicaSchema>, from: number): void {
  if (from < 1) {
    database.createObjectStore('states', { keyPath: 'name' });
    database.createObjectStore('about');
  }
  if (from === 2) database.deleteObjectStore('halfHours');
  if (from < 3) database.createObjectStore('halfHours', { keyPath: 'start' });
  if (from < 4) {
    database.createObjectStore('chunks', { keyPath: ['kind', 'start', 'end', 'hash'] });
    database.createObjectStore('days', { keyPath: 'date' });
  }
}
