import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { rows, type Database } from './database.ts';
import type { Stamp } from './stamp.ts';
import { markUnsealed } from './unsealed.ts';

const COLUMNS = 'start, end, import, export, quality, revision, rate, cost, currency';
const LATEST = `
SELECT ${COLUMNS} FROM slot AS one LEFT JOIN slot_note USING (start, revision)
WHERE start >= ? AND start < ? AND revision = (SELECT MAX(revision) FROM slot WHERE start = one.start)
ORDER BY start LIMIT ?`;

/** Slots of energy for years; append-only, the highest revision of a start stands. */
export class Slots {
  constructor(private readonly database: Database) {}

  /** @param stamp of a clock that may yet be put right; null of one that is believed. */
  add(slot: PricedSlot, stamp: Stamp | null): void {
    const { start, revision, end, import: bought, export: sold, quality, rate, cost, currency } = slot;
    const put = this.database.prepare('INSERT OR IGNORE INTO slot (start, revision, end, import, export, quality, rate) VALUES (?, ?, ?, ?, ?, ?, ?)');
    if (put.run(start, revision, end, bought, sold, quality, rate).changes === 0) return;
    this.database.prepare('INSERT OR REPLACE INTO slot_note VALUES (?, ?, ?, ?, ?, ?)').run(start, revision, cost, currency, stamp?.boot ?? null, stamp?.shift ?? null);
    markUnsealed(this.database, start, ['slots']);
  }

  /** With `start` in [from, to), latest revisions, in order of time, at most `most`. */
  between(from: number, to: number, most: number): PricedSlot[] {
    // The columns are those of the SELECT, written by `add`; libsql adds a timing of its own.
    return this.database.prepare(LATEST).all(from, to, most).map((row) => toSlot(row as PricedSlot));
  }

  /** Moves what a clock has told that was wrong by more than it may be. */
  putRight(now: Stamp, wrongBy: number): void {
    const wrong = rows(this.database, `SELECT ${COLUMNS}, shift FROM slot JOIN slot_note USING (start, revision) WHERE boot = ? AND ABS(shift - ?) > ?`, now.boot, now.shift, wrongBy);
    this.database.prepare('UPDATE slot_note SET boot = NULL WHERE boot = ? AND ABS(shift - ?) <= ?').run(now.boot, now.shift, wrongBy);
    for (const row of wrong) {
      const slot = toSlot(row as unknown as PricedSlot);
      this.#remove(slot);
      const moved = now.shift - Number(row['shift']);
      this.#addOver({ ...slot, start: (slot.start + moved) as PricedSlot['start'], end: (slot.end + moved) as PricedSlot['end'] });
    }
  }

  #remove({ start, revision }: PricedSlot): void {
    for (const table of ['slot', 'slot_note']) this.database.prepare(`DELETE FROM ${table} WHERE start = ? AND revision = ?`).run(start, revision);
    markUnsealed(this.database, start, ['slots']);
  }

  #addOver(slot: PricedSlot): void {
    const [row] = rows(this.database, 'SELECT COALESCE(MAX(revision), 0) AS last FROM slot WHERE start = ?', slot.start);
    this.add({ ...slot, revision: Math.max(slot.revision, Number(row?.['last']) + 1) }, null);
  }
}

const toSlot = ({ start, end, import: bought, export: sold, quality, revision, rate, cost, currency }: PricedSlot): PricedSlot => ({ start, end, import: bought, export: sold, quality, revision, rate, cost, currency });
