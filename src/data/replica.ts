import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { openDatabase } from './opening.ts';
import { migrate, REPLICA_VERSION, REPLICATED, type HalfHourRow, type ReplicaSchema, type StateRow } from './replicaSchema.ts';

type Writing = IDBPTransaction<ReplicaSchema, ((typeof REPLICATED)[number] | 'about')[], 'readwrite'>;

/** Half-hours kept: 62 days of them. Counted, not dated: a clock that was wrong empties nothing. */
export const HALF_HOURS = 2_976;

/** What this phone knows of one home. It can be lost: the gateway has it all. */
export class Replica {
  private constructor(
    /** For what reads and writes one part of it. */
    readonly database: IDBPDatabase<ReplicaSchema>,
  ) {}

  /** @param home names the home, so that the demo never mixes with a real one. @throws DatabaseError */
  static async open(home: string): Promise<Replica> {
    return new Replica(await openDatabase<ReplicaSchema>(`tidewatt-replica-${home}`, REPLICA_VERSION, migrate));
  }

  states(): Promise<StateRow[]> {
    return this.database.getAll('states');
  }

  /** Keeps a state; the first of another store empties everything that came from the one before. @returns whether it did. */
  async put(row: StateRow): Promise<boolean> {
    const { work, turned } = await this.#writeFor(row.envelope.storeId);
    await work.objectStore('states').put(row);
    await work.done;
    return turned;
  }

  /** @param storeId whose they are: they replace what was known of another store. @returns whether they did. */
  async addHalfHours(rows: readonly HalfHourRow[], storeId: string): Promise<boolean> {
    const { work, turned } = await this.#writeFor(storeId);
    const halfHours = work.objectStore('halfHours');
    await Promise.all([...rows.map((row) => halfHours.put(row)), work.done]);
    return turned;
  }

  /** A change under way in which nothing is left of another store; `turned` where there was one. */
  async #writeFor(storeId: string): Promise<{ readonly work: Writing; readonly turned: boolean }> {
    const work: Writing = this.database.transaction([...REPLICATED, 'about'], 'readwrite');
    const known = await work.objectStore('about').get('storeId');
    if (known === storeId) return { work, turned: false };
    await Promise.all(REPLICATED.map((name) => work.objectStore(name).clear()));
    await work.objectStore('about').put(storeId, 'storeId');
    return { work, turned: known !== undefined };
  }

  /** Rows with `start` in [from, to), ms UTC, in order of time. */
  halfHours(from: number, to: number): Promise<HalfHourRow[]> {
    return this.database.getAll('halfHours', IDBKeyRange.bound(from, to, false, true));
  }

  /** Forgets the oldest beyond `most`. */
  async forgetHalfHours(most: number): Promise<void> {
    const known = await this.database.getAllKeys('halfHours');
    const first = known.at(-most);
    if (known.length > most && first !== undefined) await this.database.delete('halfHours', IDBKeyRange.upperBound(first, true));
  }

  close(): void {
    this.database.close();
  }
}
