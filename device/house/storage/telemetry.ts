import { join } from 'node:path';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Excursion } from '#domain/safety/event.ts';
import { floorTo, MINUTE, type Instant } from '#domain/time/instant.ts';
import { JUMP } from '#domain/time/now.ts';
import { Backups } from './backups.ts';
import { foldLog, orClosed, transact, type Database } from './database.ts';
import { DaySums } from './daySums.ts';
import { Excursions } from './excursions.ts';
import { markMirrored, Mirror } from './mirror.ts';
import { openDatabase, type Replaced } from './openDatabase.ts';
import { RawReadings } from './rawReadings.ts';
import { RollUp } from './rollUp.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { Slots } from './slots.ts';
import type { Stamp } from './stamp.ts';
import { writeCopy } from './telemetryCopy.ts';
import { TELEMETRY_SCHEMA } from './telemetrySchema.ts';
import { moved, Unplaced } from './unplaced.ts';

const KEPT_BACKUPS = 3;

/** What gathered since the flush before, by the clock that told its times. */
export interface Batch {
  readonly stamp: Stamp;
  readonly readings: readonly MeterReading[];
  readonly slots: readonly PricedSlot[];
  readonly excursions: readonly Excursion[];
}

interface Flushed {
  readonly batches: readonly Batch[];
  readonly now: Stamp;
}

/** A time as a clock tells it that may yet be put right. */
const doubted = (stamp: Stamp): Stamp | null => (stamp.trust === 'synced' ? null : stamp);

/** Raw readings of a week, what is rolled up of them, slots for years, sags and swells. A lost minute is a coarser interval, not lost energy. */
export class Telemetry {
  readonly slots: Slots;
  readonly daySums: DaySums;
  readonly raw: RawReadings;
  readonly #excursions: Excursions;
  readonly #unplaced: Unplaced;
  readonly #rollUp: RollUp;

  private constructor(
    readonly database: Database,
    private readonly backups: Backups,
    private readonly mirror: Mirror<Flushed>,
    readonly notes: readonly string[],
    readonly replaced: Replaced | null,
  ) {
    this.slots = new Slots(database);
    this.daySums = new DaySums(database, this.slots);
    this.raw = new RawReadings(database);
    this.#excursions = new Excursions(database);
    this.#unplaced = new Unplaced(database);
    this.#rollUp = new RollUp(database, this.raw);
  }

  /** @throws when the folder or disk does not let a database be opened. */
  static open(folder: string): Telemetry {
    const backups = new Backups(join(folder, 'backup'), 'telemetry', KEPT_BACKUPS);
    const { database, notes, replaced } = openDatabase({ file: join(folder, 'telemetry.db'), synchronous: 'NORMAL', schema: TELEMETRY_SCHEMA, backups: backups.files });
    return orClosed(database, () => {
      const telemetry = new Telemetry(database, backups, new Mirror<Flushed>(join(folder, 'backup', 'telemetry.mirror'), false, database), notes, replaced);
      for (const { n, written } of telemetry.mirror.lacking()) telemetry.#write(n, written);
      return telemetry;
    });
  }

  /** One transaction. @param now the clock at this moment: what it told wrongly before is put right, once. */
  flush(batches: readonly Batch[], now: Stamp): void {
    const flushed = { batches, now };
    this.mirror.during(flushed, (n) => this.#write(n, flushed));
  }

  #write(n: number, { batches, now }: Flushed): void {
    transact(this.database, () => {
      markMirrored(this.database, n);
      const touched = [...batches.flatMap((batch) => this.#add(batch)), ...this.#putRight(now)];
      if (touched.length > 0) this.#rollUp.touch(touched);
      const last = batches.at(-1)?.readings.at(-1);
      if (last && now.trust !== 'none') this.#rollUp.roll(last.at);
      this.raw.purge();
    });
  }

  /** Sags and swells of the last three months, oldest first (E7). */
  excursions(): Excursion[] {
    return this.#excursions.all;
  }

  /** Once a day a copy, the last three kept. @param at the home's wall time, ms UTC. */
  tidy(at: number): void {
    if (!this.backups.daily(at, (file) => writeCopy(this.database, file))) return;
    foldLog(this.database);
    this.mirror.turnOver();
  }

  close(): void {
    foldLog(this.database);
    this.database.close();
  }

  /** @returns the minutes touched. */
  #add({ stamp, readings, slots, excursions }: Batch): Instant[] {
    for (const slot of slots) this.slots.add(slot, doubted(stamp));
    this.#excursions.add(excursions, doubted(stamp));
    if (stamp.trust !== 'none') return this.raw.add(readings, doubted(stamp));
    this.#unplaced.hold(readings, stamp);
    return [];
  }

  /** @returns the minutes that something came to. */
  #putRight(now: Stamp): Instant[] {
    if (now.trust === 'none') return [];
    const touched = this.raw.add(this.#unplaced.place(now), doubted(now));
    this.#excursions.putRight(now);
    if (now.trust !== 'synced') return touched;
    this.slots.putRight(now, JUMP);
    for (const { readings, shift } of this.raw.takeOut(now, JUMP)) {
      this.#rollUp.vacate(readings.map(({ at }) => floorTo(at, MINUTE)));
      touched.push(...this.raw.add(moved(readings, now.shift - shift), null));
    }
    return touched;
  }
}
