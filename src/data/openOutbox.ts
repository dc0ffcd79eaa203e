import { DatabaseError } from './opening.ts';
import { Outbox, type OutboxRow } from './outbox.ts';

/** Requests kept for the life of the page only, in a browser that keeps no databases. */
export class PageOutbox {
  readonly #rows = new Map<string, OutboxRow>();

  get rows(): readonly OutboxRow[] {
    return [...this.#rows.values()];
  }

  async add(row: OutboxRow): Promise<void> {
    this.#rows.set(row.id, row);
  }

  async all(home: string): Promise<OutboxRow[]> {
    return this.rows.filter((row) => row.home === home);
  }

  async remove(id: string): Promise<void> {
    this.#rows.delete(id);
  }
}

/**
 * The outbox of this browser, with this page's own requests held beside it: a database that the browser removes while the
 * page is open is made again with them in it, and without a database they last as long as the page.
 */
export class LastingOutbox {
  readonly #page = new PageOutbox();
  /** Ids that the database has held. */
  readonly #kept = new Set<string>();
  #database: Outbox | undefined;

  static async open(): Promise<LastingOutbox> {
    const outbox = new LastingOutbox();
    await outbox.#open();
    return outbox;
  }

  async add(row: OutboxRow): Promise<void> {
    await this.#page.add(row);
    await this.#using((database) => database.add(row));
    this.#kept.add(row.id);
  }

  /** In the order in which they were made. */
  async all(home: string): Promise<OutboxRow[]> {
    const kept = await this.#using((database) => database.all(home));
    if (!kept) return this.#page.all(home);
    const ids = new Set(kept.map(({ id }) => id));
    // What another tab has ended is not asked again.
    const ended = this.#page.rows.filter((row) => row.home === home && this.#kept.has(row.id) && !ids.has(row.id));
    for (const { id } of ended) await this.#page.remove(id);
    return kept;
  }

  async remove(id: string): Promise<void> {
    await this.#page.remove(id);
    this.#kept.delete(id);
    await this.#using((database) => database.remove(id));
  }

  close(): void {
    this.#database?.close();
  }

  /** @returns undefined when there is no database. */
  async #using<T>(work: (database: Outbox) => Promise<T>): Promise<T | undefined> {
    const database = this.#database;
    if (!database) return undefined;
    try {
      return await work(database);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      await this.#again(database);
      return this.#once(work);
    }
  }

  /** What fails again is no database to lean on. */
  async #once<T>(work: (database: Outbox) => Promise<T>): Promise<T | undefined> {
    try {
      return this.#database && (await work(this.#database));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#database = undefined;
      return undefined;
    }
  }

  async #open(): Promise<void> {
    try {
      this.#database = await Outbox.open();
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      this.#database = undefined;
    }
  }

  async #again(lost: Outbox): Promise<void> {
    if (this.#database !== lost) return;
    lost.close();
    await this.#open();
    for (const row of this.#page.rows) await this.#once((database) => database.add(row));
  }
}
