import type { ChunkKind } from '#wire/history/chunk.ts';
import { spanAverages, type SpanAverages } from '#domain/meter/spanAverages.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { floorTo, MINUTE, type Instant } from '#domain/time/instant.ts';
import { rows, type Database } from './database.ts';
import type { RawReadings } from './rawReadings.ts';
import { markUnsealed } from './unsealed.ts';

/** EN 50160 judges means of ten minutes. */
const TEN_MINUTES = 10 * MINUTE;
const QUARTER = 15 * MINUTE;

const rounded = (value: number | null, factor = 1): number | null => (value === null ? null : Math.round(value * factor));

/** One length of span: its tables, the first of which says how much of it was seen, and how its rows are written. */
interface Roll {
  readonly span: number;
  readonly tables: readonly [string, ...string[]];
  readonly kinds: readonly ChunkKind[];
  readonly write: (database: Database, start: Instant, averages: SpanAverages, readings: readonly MeterReading[]) => void;
}

const ROLLS: readonly Roll[] = [
  { span: MINUTE, tables: ['minute'], kinds: ['minutes'], write: writeMinute },
  { span: TEN_MINUTES, tables: ['voltage'], kinds: ['voltage'], write: writeVoltage },
  { span: QUARTER, tables: ['quarter', 'phase', 'register'], kinds: ['quarters', 'phases', 'registers'], write: writeQuarter },
];

/**
 * Minutes, ten minutes and quarter-hours, each made whole from the raw readings of its time: making one again, from
 * more readings or the same, gives what making it once would have.
 */
export class RollUp {
  constructor(
    private readonly database: Database,
    private readonly raw: RawReadings,
  ) {}

  touch(minutes: readonly Instant[]): void {
    const put = this.database.prepare('INSERT OR IGNORE INTO unrolled VALUES (?, ?)');
    for (const { span } of ROLLS) for (const start of startsOf(minutes, span)) put.run(span, start);
  }

  /** What was made of minutes whose readings belong elsewhere is not true: it goes, and is made anew of what stays there. */
  vacate(minutes: readonly Instant[]): void {
    for (const roll of ROLLS) for (const start of startsOf(minutes, roll.span)) this.#clear(roll, start);
    this.touch(minutes);
  }

  /** Makes what was touched, but the spans that still run. @param last where the newest reading is. */
  roll(last: Instant): void {
    for (const row of rows(this.database, 'SELECT span, start FROM unrolled')) {
      const roll = ROLLS.find(({ span }) => span === row['span']);
      const start = Number(row['start']) as Instant;
      if (!roll || start === floorTo(last, roll.span)) continue;
      this.#make(roll, start);
      this.database.prepare('DELETE FROM unrolled WHERE span = ? AND start = ?').run(roll.span, start);
    }
  }

  /** Of a span made before from more, as raw readings go first, what was made stands. */
  #make(roll: Roll, start: Instant): void {
    const readings = this.raw.between(start, start + roll.span);
    const averages = spanAverages(readings, roll.span);
    const [before] = rows(this.database, `SELECT MAX(seen) AS seen FROM ${roll.tables[0]} WHERE start = ?`, start);
    if (!averages || Number(before?.['seen'] ?? 0) > averages.seen) return;
    this.#clear(roll, start);
    roll.write(this.database, start, averages, readings);
  }

  #clear({ tables, kinds }: Roll, start: Instant): void {
    for (const table of tables) this.database.prepare(`DELETE FROM ${table} WHERE start = ?`).run(start);
    markUnsealed(this.database, start, kinds);
  }
}

const startsOf = (minutes: readonly Instant[], span: number): Set<Instant> => new Set(minutes.map((minute) => floorTo(minute, span)));

function writeMinute(database: Database, start: Instant, { meter, power, low, high, imported, exported, seen, quality }: SpanAverages): void {
  database.prepare('INSERT INTO minute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(start, meter, rounded(power), rounded(low), rounded(high), imported, exported, seen, quality);
}

function writeVoltage(database: Database, start: Instant, { phases, seen }: SpanAverages): void {
  const put = database.prepare('INSERT INTO voltage VALUES (?, ?, ?, ?)');
  for (const { phase, volts } of phases) if (volts !== null) put.run(start, phase, rounded(volts, 10), seen);
}

function writeQuarter(database: Database, start: Instant, averages: SpanAverages, readings: readonly MeterReading[]): void {
  const { meter, power, low, high, reactivePower, imported, exported, seen, quality } = averages;
  const values = [start, meter, rounded(power), rounded(low), rounded(high), rounded(reactivePower), imported, exported, seen, quality];
  database.prepare('INSERT INTO quarter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...values);
  for (const { phase, power: own, volts, amps } of averages.phases) database.prepare('INSERT INTO phase VALUES (?, ?, ?, ?, ?)').run(start, phase, rounded(own), rounded(volts, 10), rounded(amps, 1_000));
  for (const [name, value] of registersOf(readings)) database.prepare('INSERT INTO register VALUES (?, ?, ?)').run(start, name, value);
  writeOthers(database, readings);
}

/** "import/1" and "reactive/q1", each as last told: mWh and mvarh. */
function registersOf(readings: readonly MeterReading[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const { registers, reactive } of readings) {
    for (const { direction, rate, energy } of registers) told.set(`${direction}/${rate}`, energy);
    for (const { quantity, energy } of reactive ?? []) told.set(`reactive/${quantity}`, energy);
  }
  return told;
}

/** Gas and heat have times of their own, and stand still for hours. */
function writeOthers(database: Database, readings: readonly MeterReading[]): void {
  const put = database.prepare('INSERT OR REPLACE INTO other VALUES (?, ?, ?, ?, ?)');
  const told = new Map(readings.flatMap(({ at, others = [] }) => others.map((one) => [`${one.at ?? floorTo(at, QUARTER)} ${one.meter}`, { ...one, at: one.at ?? floorTo(at, QUARTER) }] as const)));
  for (const { at, meter, medium, litres, energy } of told.values()) {
    put.run(at, meter, medium, rounded(litres), energy);
    markUnsealed(database, at, ['others']);
  }
}
