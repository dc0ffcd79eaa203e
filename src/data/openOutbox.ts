import { DatabaseError } from './opening.ts';
import { Outbox, type OutboxRow } from './outbox.ts';

/** Requests kept for the life of the page only, in a browser that keeps no databases. */
export class PageOutbox {
  readonly #rows = new Map<string, OutboxRow>();

  async add(row: OutboxRow): Promise<void> {
    this.#rows.set(row.id, row);
  }

  async all(home: string): Promise<OutboxRow[]> {
    return [...this.#rows.values()].filter((row) => row.home === home);
  }

  async remove(id: string): Promise<void> {
    this.#rows.delete(id);
  }
}

/** The outbox of this browser; without databases one that lasts as long as the page. */
export async function openOutbox(): Promise<Outbox | PageOutbox> {
  try {
    return await Outbox.open();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return new PageOutbox();
  }
}
