import type { DBSchema, IDBPDatabase } from 'idb';
import type { RequestBody } from '#wire/message/request.ts';
import { openDatabase } from './opening.ts';

/** What a person asked and no home has answered yet. */
export interface OutboxRow {
  readonly id: string;
  /** Which home it is for: a paired gateway's credential, or the demo. */
  readonly home: string;
  readonly body: RequestBody;
  readonly revision: number | null;
  /** This phone's wall clock when the person acted, ms: only differences of it are used. */
  readonly madeAt: number;
  /** ms. */
  readonly timeToLive: number;
}

/** Frozen: a row written by any version of the app must be readable by every other. */
interface OutboxSchema extends DBSchema {
  requests: { key: string; value: OutboxRow };
}
export const OUTBOX_NAME = 'tidewatt-outbox';
export const OUTBOX_VERSION = 1;

/** Requests not answered yet, apart from the replica so that nothing which empties that one can touch them. */
export class Outbox {
  private constructor(private readonly database: IDBPDatabase<OutboxSchema>) {}

  /** @throws DatabaseError */
  static async open(): Promise<Outbox> {
    const create = (database: IDBPDatabase<OutboxSchema>): void => void database.createObjectStore('requests', { keyPath: 'id' });
    return new Outbox(await openDatabase<OutboxSchema>(OUTBOX_NAME, OUTBOX_VERSION, create));
  }

  /** On the disk when it resolves, so that what is shown as asked outlives a phone that dies. Added again it stays one. */
  async add(row: OutboxRow): Promise<void> {
    const work = this.database.transaction('requests', 'readwrite', { durability: 'strict' });
    await Promise.all([work.store.put(row), work.done]);
  }

  /** In the order in which they were made. */
  async all(home: string): Promise<OutboxRow[]> {
    const rows = await this.database.getAll('requests');
    return rows.filter((row) => row.home === home).sort((a, b) => a.madeAt - b.madeAt);
  }

  async remove(id: string): Promise<void> {
    await this.database.delete('requests', id);
  }

  close(): void {
    this.database.close();
  }
}
