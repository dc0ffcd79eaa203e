import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { StateEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import { openDatabase } from './opening.ts';

/** The latest state of one name, and when this phone got it. */
export interface StateRow {
  readonly name: StateName;
  readonly envelope: StateEnvelope;
  /** This phone's wall clock, ms: only differences of it are used. */
  readonly receivedAt: number;
}

/** One half-hour (or other slot of the day) that is over: mWh, and micro of the currency. */
export interface HalfHourRow {
  readonly start: number;
  readonly end: number;
  readonly importEnergy: number;
  readonly exportEnergy: number;
  readonly cost: number | null;
  readonly quality: 'measured' | 'estimated' | 'missing';
}

interface ReplicaSchema extends DBSchema {
  states: { key: StateName; value: StateRow };
  halfHours: { key: number; value: HalfHourRow };
  about: { key: 'storeId'; value: string };
}

/** Version 1: states and about. Version 2: half-hours. Version 3: with their quality; those without are had again from the home. */
export const REPLICA_VERSION = 3;

type Writing = IDBPTransaction<ReplicaSchema, ('states' | 'halfHours' | 'about')[], 'readwrite'>;

function migrate(database: IDBPDatabase<ReplicaSchema>, from: number): void {
  if (from < 1) {
    database.createObjectStore('states', { keyPath: 'name' });
    database.createObjectStore('about');
  }
  if (from === 2) database.deleteObjectStore('halfHours');
  if (from < 3) database.createObjectStore('halfHours', { keyPath: 'start' });
}

/** What this phone knows of one home. It can be lost: the gateway has it all. */
export class Replica {
  private constructor(private readonly database: IDBPDatabase<ReplicaSchema>) {}

  /** @param home names the home, so that the demo never mixes with a real one. @throws DatabaseError */
  static async open(home: string): Promise<Replica> {
    return new Replica(await openDatabase<ReplicaSchema>(`tidewatt-replica-${home}`, REPLICA_VERSION, migrate));
  }

  states(): Promise<StateRow[]> {
    return this.database.getAll('states');
  }

  /** Keeps a state; the first of another store empties everything that came from the one before. */
  async put(row: StateRow): Promise<void> {
    const work = await this.#writeFor(row.envelope.storeId);
    await work.objectStore('states').put(row);
    await work.done;
  }

  /** @param storeId whose they are: they replace what was known of another store. */
  async addHalfHours(rows: readonly HalfHourRow[], storeId: string): Promise<void> {
    const work = await this.#writeFor(storeId);
    const halfHours = work.objectStore('halfHours');
    await Promise.all([...rows.map((row) => halfHours.put(row)), work.done]);
  }

  /** A change under way in which nothing is left of another store. */
  async #writeFor(storeId: string): Promise<Writing> {
    const work: Writing = this.database.transaction(['states', 'halfHours', 'about'], 'readwrite');
    const known = await work.objectStore('about').get('storeId');
    if (known === storeId) return work;
    await Promise.all([work.objectStore('states').clear(), work.objectStore('halfHours').clear()]);
    await work.objectStore('about').put(storeId, 'storeId');
    return work;
  }

  /** Rows with `start` in [from, to), ms UTC, in order of time. */
  halfHours(from: number, to: number): Promise<HalfHourRow[]> {
    return this.database.getAll('halfHours', IDBKeyRange.bound(from, to, false, true));
  }

  /** Forgets what is older than `before`, ms UTC. */
  async forgetHalfHours(before: number): Promise<void> {
    await this.database.delete('halfHours', IDBKeyRange.upperBound(before, true));
  }

  close(): void {
    this.database.close();
  }
}
