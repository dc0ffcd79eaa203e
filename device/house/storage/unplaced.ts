import type { MeterReading } from '#domain/meter/reading.ts';
import { after } from '#domain/time/instant.ts';
import { rows, type Database } from './database.ts';
import { byMinute, pack, unpack } from './rawReadings.ts';
import type { Stamp } from './stamp.ts';

/** A week of minutes. */
const KEPT_PACKS = 7 * 1_440;

export const moved = (readings: readonly MeterReading[], by: number): MeterReading[] => readings.map((reading) => ({ ...reading, at: after(reading.at, by) }));

/** Readings told by a clock that nobody believed: they belong to a time since the machine's boot, and to no date until a clock is believed. */
export class Unplaced {
  constructor(private readonly database: Database) {}

  hold(readings: readonly MeterReading[], { boot, shift }: Stamp): void {
    const put = this.database.prepare('INSERT INTO unplaced (boot, shift, packed) VALUES (?, ?, ?)');
    for (const group of byMinute(readings).values()) put.run(boot, shift, pack(group));
    this.database.prepare('DELETE FROM unplaced WHERE n <= (SELECT MAX(n) FROM unplaced) - ?').run(KEPT_PACKS);
  }

  /** Takes out all of this boot, with the times that they have by a clock that is believed. */
  place({ boot, shift }: Stamp): MeterReading[] {
    const held = rows(this.database, 'SELECT shift, packed FROM unplaced WHERE boot = ? ORDER BY n', boot);
    this.database.prepare('DELETE FROM unplaced WHERE boot = ?').run(boot);
    return held.flatMap(({ shift: toldBy, packed }) => moved(unpack(packed), shift - Number(toldBy)));
  }
}
