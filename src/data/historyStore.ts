import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { DayTotal } from '#wire/history/catalogue.ts';
import type { Chunk, ChunkKind } from '#wire/history/chunk.ts';
import type { ChunkKey, ChunkRecord, ReplicaSchema } from './replicaSchema.ts';

/** Everything of a kind that begins in [start, end): longer keys sort behind their own beginning. */
const beginningIn = (kind: ChunkKind, start: number, end: number): IDBKeyRange => IDBKeyRange.bound([kind, start], [kind, end], false, true);
const OPEN = '';

/** The chunks and totals of a home's history that this phone holds. */
export class HistoryStore {
  constructor(private readonly database: IDBPDatabase<ReplicaSchema>) {}

  /** What is held, in order of kind and time, without reading it. */
  known(): Promise<ChunkKey[]> {
    return this.database.getAllKeys('chunks');
  }

  /**
   * Puts a chunk in the place of all of its kind that begin within it.
   * @param hash null = not sealed yet. @returns false when the phone knows another store by now: nothing was kept.
   */
  async put(chunk: Chunk, hash: string | null, storeId: string): Promise<boolean> {
    const { kind, start, end } = chunk;
    return this.#ifStill(storeId, 'chunks', async (work) => {
      await work.objectStore('chunks').delete(beginningIn(kind, start, end));
      await work.objectStore('chunks').put({ kind, start, end, hash: hash ?? OPEN, chunk });
    });
  }

  async remove(keys: readonly ChunkKey[]): Promise<void> {
    const work = this.database.transaction('chunks', 'readwrite');
    await Promise.all([...keys.map((key) => work.store.delete(key)), work.done]);
  }

  /** Chunks held under these keys; what is gone since is left out. */
  async read(keys: readonly ChunkKey[]): Promise<ChunkRecord[]> {
    const work = this.database.transaction('chunks');
    const found = await Promise.all(keys.map((key) => work.store.get(key)));
    return found.filter((one) => one !== undefined);
  }

  /** @returns as `put`. */
  putDays(days: readonly DayTotal[], storeId: string): Promise<boolean> {
    return this.#ifStill(storeId, 'days', async (work) => {
      await Promise.all(days.map((day) => work.objectStore('days').put(day)));
    });
  }

  /** Every local day that the home has told, oldest first. */
  days(): Promise<DayTotal[]> {
    return this.database.getAll('days');
  }

  async #ifStill<Name extends 'chunks' | 'days'>(storeId: string, name: Name, write: (work: IDBPTransaction<ReplicaSchema, (Name | 'about')[], 'readwrite'>) => Promise<void>): Promise<boolean> {
    const work = this.database.transaction([name, 'about'], 'readwrite');
    const known = await work.objectStore('about').get('storeId');
    if (known === undefined) await work.objectStore('about').put(storeId, 'storeId');
    const same = known === undefined || known === storeId;
    if (same) await write(work);
    await work.done;
    return same;
  }
}

/** Whether a chunk may still change. */
export const isOpen = ([, , , hash]: ChunkKey): boolean => hash === OPEN;
