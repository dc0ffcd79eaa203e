import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Excursion } from '#domain/safety/event.ts';
import { KEPT_DAYS } from '#domain/safety/tally.ts';
import { MINUTE } from '#domain/time/instant.ts';
import { openDatabase, type Database } from './openDatabase.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS raw (minute INTEGER NOT NULL, part INTEGER NOT NULL, count INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (minute, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slot (
  start INTEGER NOT NULL, revision INTEGER NOT NULL, end INTEGER NOT NULL,
  import INTEGER, export INTEGER, quality TEXT NOT NULL, rate TEXT,
  PRIMARY KEY (start, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS excursion (seq INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS excursion_day ON excursion (day);
`;
/** A week, counted and not dated: a clock that was wrong must not empty it. */
const KEPT_MINUTES = 7 * 1_440;
const DAY = 1_440 * MINUTE;
/** A line that flutters must not fill the disk: the newest of its sags and swells stay. */
const KEPT_EXCURSIONS = 50_000;
const LATEST = `
SELECT start, end, import, export, quality, revision, rate FROM slot AS one
WHERE start >= ? AND start < ? AND revision = (SELECT MAX(revision) FROM slot WHERE start = one.start)
ORDER BY start LIMIT ?`;

/** Readings of a week packed by minute, slots for years; append-only. A lost minute here is a coarser interval, not lost energy. */
export class Telemetry {
  private constructor(
    private readonly database: Database,
    readonly notes: readonly string[],
  ) {}

  /** @throws when the folder or disk does not let a database be opened. */
  static open(folder: string): Telemetry {
    const { database, notes } = openDatabase({ file: join(folder, 'telemetry.db'), synchronous: 'NORMAL', schema: SCHEMA, backups: [] });
    return new Telemetry(database, notes);
  }

  /** One transaction; raw minutes older than the newest 10 080 go. */
  flush(readings: readonly MeterReading[], slots: readonly IntervalRecord[], excursions: readonly Excursion[] = []): void {
    this.database.transaction(() => {
      for (const [minute, group] of byMinute(readings)) this.#addMinute(minute, group);
      for (const slot of slots) this.#addSlot(slot);
      if (excursions.length > 0) this.#addExcursions(excursions);
      this.database.prepare('DELETE FROM raw WHERE minute < (SELECT DISTINCT minute FROM raw ORDER BY minute DESC LIMIT 1 OFFSET ?)').run(KEPT_MINUTES - 1);
    })();
  }

  /** Slots with `start` in [from, to), latest revisions, in order of time, at most `most`. */
  history(from: number, to: number, most: number): IntervalRecord[] {
    // The columns are those of the SELECT, written by `#addSlot`; libsql adds a timing of its own.
    return this.database.prepare(LATEST).all(from, to, most).map((row) => toRecord(row as IntervalRecord));
  }

  /** Sags and swells of the last three months, oldest first (E7). */
  excursions(): Excursion[] {
    const rows = this.database.prepare('SELECT record FROM excursion ORDER BY seq').all() as { record: string }[];
    return rows.map(({ record }) => JSON.parse(record) as Excursion);
  }

  /** Raw readings of one minute, in the order in which they came. */
  minute(start: number): MeterReading[] {
    const parts = this.database.prepare('SELECT packed FROM raw WHERE minute = ? ORDER BY part').all(start) as { packed: ArrayBuffer }[];
    return parts.flatMap(({ packed }) => JSON.parse(inflateRawSync(Buffer.from(packed)).toString()) as MeterReading[]);
  }

  close(): void {
    // libsql leaves the log beside the file when statements are still referred to: it is folded in here.
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    this.database.close();
  }

  #addMinute(minute: number, readings: readonly MeterReading[]): void {
    const packed = deflateRawSync(JSON.stringify(readings));
    this.database.prepare('INSERT INTO raw SELECT ?, COALESCE(MAX(part), 0) + 1, ?, ? FROM raw WHERE minute = ?').run(minute, readings.length, packed, minute);
  }

  /** Days with a sag or swell are counted, not dated: a clock that was wrong must not empty the list. */
  #addExcursions(excursions: readonly Excursion[]): void {
    const put = this.database.prepare('INSERT INTO excursion (day, record) VALUES (?, ?)');
    for (const excursion of excursions) put.run(Math.floor(excursion.start / DAY), JSON.stringify(excursion));
    this.database.prepare('DELETE FROM excursion WHERE day < (SELECT DISTINCT day FROM excursion ORDER BY day DESC LIMIT 1 OFFSET ?)').run(KEPT_DAYS - 1);
    this.database.prepare('DELETE FROM excursion WHERE seq <= (SELECT MAX(seq) FROM excursion) - ?').run(KEPT_EXCURSIONS);
  }

  #addSlot({ start, revision, end, import: bought, export: sold, quality, rate }: IntervalRecord): void {
    this.database.prepare('INSERT OR IGNORE INTO slot VALUES (?, ?, ?, ?, ?, ?, ?)').run(start, revision, end, bought, sold, quality, rate);
  }
}

function byMinute(readings: readonly MeterReading[]): Map<number, MeterReading[]> {
  const minutes = new Map<number, MeterReading[]>();
  for (const reading of readings) {
    const minute = Math.floor(reading.at / MINUTE) * MINUTE;
    const group = minutes.get(minute);
    if (group) group.push(reading);
    else minutes.set(minute, [reading]);
  }
  return minutes;
}

const toRecord = ({ start, end, import: bought, export: sold, quality, revision, rate }: IntervalRecord): IntervalRecord => ({ start, end, import: bought, export: sold, quality, revision, rate });
