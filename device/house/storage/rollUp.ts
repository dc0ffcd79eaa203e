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

/** Writes the rows of one span; `averages` null = nothing is known of it any more, and its rows go. */
type Write = (database: Database, start: Instant, averages: SpanAverages | null, readings: readonly MeterReading[]) => void;

const WRITES: readonly (readonly [number, Write])[] = [
  [MINUTE, writeMinute],
  [TEN_MINUTES, writeVoltage],
  [QUARTER, writeQuarter],
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
    for (const [span] of WRITES) for (const start of new Set(minutes.map((minute) => floorTo(minute, span)))) put.run(span, start);
  }

  /** Makes what was touched, but the spans that still run. @param last where the newest reading is. */
  roll(last: Instant): void {
    for (const { span, start } of rows(this.database, 'SELECT span, start FROM unrolled').map(({ span, start }) => ({ span: Number(span), start: Number(start) as Instant }))) {
      if (start === floorTo(last, span)) continue;
      this.#make(span, start);
      this.database.prepare('DELETE FROM unrolled WHERE span = ? AND start = ?').run(span, start);
    }
  }

  #make(span: number, start: Instant): void {
    const readings = this.raw.between(start, start + span);
    const averages = spanAverages(readings, span);
    for (const [length, write] of WRITES) if (length === span) write(this.database, start, averages, readings);
  }
}

function writeMinute(database: Database, start: Instant, averages: SpanAverages | null): void {
  markUnsealed(database, start, ['minutes']);
  if (!averages) return void database.prepare('DELETE FROM minute WHERE start = ?').run(start);
  const { meter, power, low, high, imported, exported, seen, quality } = averages;
  database.prepare('INSERT OR REPLACE INTO minute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(start, meter, rounded(power), rounded(low), rounded(high), imported, exported, seen, quality);
}

function writeVoltage(database: Database, start: Instant, averages: SpanAverages | null): void {
  database.prepare('DELETE FROM voltage WHERE start = ?').run(start);
  const phases = (averages?.phases ?? []).filter(({ volts }) => volts !== null);
  for (const { phase, volts } of phases) database.prepare('INSERT INTO voltage VALUES (?, ?, ?, ?)').run(start, phase, rounded(volts, 10), averages?.seen);
  if (phases.length > 0 || !averages) markUnsealed(database, start, ['voltage']);
}

function writeQuarter(database: Database, start: Instant, averages: SpanAverages | null, readings: readonly MeterReading[]): void {
  for (const table of ['quarter', 'phase', 'register']) database.prepare(`DELETE FROM ${table} WHERE start = ?`).run(start);
  markUnsealed(database, start, ['quarters', 'phases', 'registers']);
  if (!averages) return;
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
