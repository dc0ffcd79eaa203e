import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MeterReading } from '#domain/meter/reading.ts';
import { floorTo, MINUTE, type Instant } from '#domain/time/instant.ts';
import { bytesOf, rows, type Database } from './database.ts';
import type { Stamp } from './stamp.ts';

/** A week, counted and not dated: a clock that was wrong must not empty it. */
const KEPT_MINUTES = 7 * 1_440;
/** To count them costs a walk over all: done once in so many flushes. */
const PURGE_EVERY = 60;

export const pack = (readings: readonly MeterReading[]): Buffer => deflateRawSync(JSON.stringify(readings));
/** None of a minute whose bytes a damaged page took, which `quick_check` does not see: it is missing then, and keeps nobody from the others. */
export function unpack(packed: unknown): MeterReading[] {
  try {
    return JSON.parse(inflateRawSync(bytesOf(packed)).toString()) as MeterReading[];
  } catch {
    return [];
  }
}

export function byMinute(readings: readonly MeterReading[]): Map<Instant, MeterReading[]> {
  const minutes = new Map<Instant, MeterReading[]>();
  for (const reading of readings) {
    const minute = floorTo(reading.at, MINUTE);
    const group = minutes.get(minute);
    if (group) group.push(reading);
    else minutes.set(minute, [reading]);
  }
  return minutes;
}

/** Readings as they came, packed by minute. */
export class RawReadings {
  #flushes = 0;

  constructor(private readonly database: Database) {}

  /** @param stamp of a clock that may yet be put right; null of one that is believed. @returns the minutes touched. */
  add(readings: readonly MeterReading[], stamp: Stamp | null): Instant[] {
    const minutes = byMinute(readings);
    for (const [minute, group] of minutes) this.#addMinute(minute, group, stamp);
    return [...minutes.keys()];
  }

  /** Readings with `at` in [from, to), whole minutes, in the order in which they came. */
  between(from: number, to: number): MeterReading[] {
    return rows(this.database, 'SELECT packed FROM raw WHERE minute >= ? AND minute < ? ORDER BY minute, part', from, to).flatMap(({ packed }) => unpack(packed));
  }

  /** Takes out what a clock has told that was wrong by more than it may be. @returns readings with the shift they were told by. */
  takeOut(now: Stamp, wrongBy: number): { readonly readings: MeterReading[]; readonly shift: number }[] {
    const wrong = rows(this.database, 'SELECT minute, part, shift, packed FROM raw_clock JOIN raw USING (minute, part) WHERE boot = ? AND ABS(shift - ?) > ?', now.boot, now.shift, wrongBy);
    for (const { minute, part } of wrong) this.database.prepare('DELETE FROM raw WHERE minute = ? AND part = ?').run(minute, part);
    this.database.prepare('DELETE FROM raw_clock WHERE boot = ?').run(now.boot);
    return wrong.map(({ packed, shift }) => ({ readings: unpack(packed), shift: Number(shift) }));
  }

  /** The newest 10 080 minutes stay. */
  purge(): void {
    if (this.#flushes++ % PURGE_EVERY !== 0) return;
    const [row] = rows(this.database, 'SELECT DISTINCT minute FROM raw ORDER BY minute DESC LIMIT 1 OFFSET ?', KEPT_MINUTES - 1);
    if (!row) return;
    this.database.prepare('DELETE FROM raw WHERE minute < ?').run(row['minute']);
    this.database.prepare('DELETE FROM raw_clock WHERE minute < ?').run(row['minute']);
  }

  #addMinute(minute: Instant, readings: readonly MeterReading[], stamp: Stamp | null): void {
    const [row] = rows(this.database, 'SELECT COALESCE(MAX(part), 0) + 1 AS part FROM raw WHERE minute = ?', minute);
    const part = Number(row?.['part']);
    this.database.prepare('INSERT INTO raw VALUES (?, ?, ?, ?)').run(minute, part, readings.length, pack(readings));
    if (stamp) this.database.prepare('INSERT INTO raw_clock VALUES (?, ?, ?, ?)').run(minute, part, stamp.boot, stamp.shift);
  }
}
