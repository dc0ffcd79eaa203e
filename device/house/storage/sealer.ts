import { decodeChunk, encodeChunk, type ChunkKind, type ChunkRow } from '#wire/history/chunk.ts';
import { slotRow } from '#wire/history/slotRow.ts';
import { HISTORY_MOST } from '#wire/message/history.ts';
import { rows, type Database } from './database.ts';
import type { Segments } from './segments.ts';
import { columnsOf, SERIES, seriesOf, type Series } from './series.ts';
import { Slots } from './slots.ts';
import { dayNameOf, sealed, timeOf, unsealedDays } from './unsealed.ts';

/** After midnight readings of the day may still come. */
const GRACE = 15 * 60_000;
/** Sealed at one time: a month that was away is caught up over minutes, and no store waits long. */
const MOST_AT_ONCE = 8;

/** Makes chunks of the days that are over. Sealed again, a day that did not change keeps its chunk. */
export class Sealer {
  readonly #slots: Slots;

  constructor(
    private readonly database: Database,
    private readonly segments: Segments,
  ) {
    this.#slots = new Slots(database);
  }

  /** @param wall a time that is believed, ms UTC. @throws the disk's error; what was sealed until then is. */
  seal(wall: number): void {
    const today = dayNameOf(wall - GRACE);
    const waiting = unsealedDays(this.database, today, dayNameOf(wall)).slice(0, MOST_AT_ONCE);
    for (const { day, kind } of waiting) {
      if (kind === 'slots') this.#sealSlots(day, today);
      else this.#sealDay(seriesOf(kind), day);
      sealed(this.database, day, kind);
    }
    if (waiting.length > 0) this.#closeMonths(today);
    if (waiting.length > 0 && waiting.length < MOST_AT_ONCE) SERIES.forEach((series) => this.#purge(series));
  }

  /** Rows of a series with its time in [start, end) that lie in the tables: what is not sealed, and the last days. */
  rowsOf(kind: ChunkKind, start: number, end: number): ChunkRow[] {
    const series = seriesOf(kind);
    if (kind === 'slots') return this.#slotsOf(start, end);
    const columns = columnsOf(series);
    const found = rows(this.database, `SELECT ${columns.join(', ')} FROM ${series.table} WHERE ${series.key[0]} >= ? AND ${series.key[0]} < ? ORDER BY ${series.key.join(', ')}`, start, end);
    return found.map((row) => Object.fromEntries(columns.map((column) => [column, asCell(row[column])])));
  }

  #slotsOf(start: number, end: number): ChunkRow[] {
    const found: ChunkRow[] = [];
    for (let from = start; from < end; ) {
      const some = this.#slots.between(from, end, HISTORY_MOST);
      found.push(...some.map(slotRow));
      const last = some.at(-1);
      if (!last || some.length < HISTORY_MOST) break;
      from = last.start + 1;
    }
    return found;
  }

  #sealSlots(day: string, today: string): void {
    const month = day.slice(0, 7);
    this.#put(seriesOf('slots'), month < today.slice(0, 7) ? month : day, []);
  }

  /** Days of a month that is over become one chunk. */
  #closeMonths(today: string): void {
    const days = this.segments.entries.filter(({ kind, period }) => kind === 'slots' && period.length > 7 && period.slice(0, 7) < today.slice(0, 7));
    for (const month of new Set(days.map(({ period }) => period.slice(0, 7)))) this.#put(seriesOf('slots'), month, []);
    for (const day of days) this.segments.remove(day);
  }

  /** Rows of the table over those sealed before: of a span made anew from less, what was seen more of stands. */
  #sealDay(series: Series, day: string): void {
    const former = this.segments.entry(series.kind, day);
    const chunk = former && this.segments.chunk(former);
    this.#put(series, day, chunk ? decodeChunk(chunk) : []);
  }

  #put(series: Series, period: string, former: readonly ChunkRow[]): void {
    const { start, end } = timeOf(period);
    const fresh = this.rowsOf(series.kind, start, end);
    const isKept = series.open !== null && former.length > 0 && !this.#stillOpen(series, start);
    const whole = isKept ? merged(series, former, fresh) : fresh;
    const entry = this.segments.entry(series.kind, period);
    if (whole.length > 0) this.segments.put(period, encodeChunk({ kind: series.kind, start, end }, columnsOf(series), whole));
    else if (entry) this.segments.remove(entry);
  }

  /** Whether a day's rows are all still in the table, so that what is not there is not true any more. */
  #stillOpen({ table, key, open }: Series, start: number): boolean {
    const [row] = rows(this.database, `SELECT MAX(${key[0]}) AS newest FROM ${table}`);
    const newest = row?.['newest'];
    return open === null || (typeof newest === 'number' && start > newest - (open - 1) * 86_400_000);
  }

  #purge({ kind, table, key, open, keptDays }: Series): void {
    const of = this.segments.entries.filter((entry) => entry.kind === kind).sort((a, b) => b.start - a.start);
    for (const old of of.slice(keptDays)) this.segments.remove(old);
    const last = open === null ? undefined : of[open];
    // Under a clock that was wrong the day that runs may be the oldest of all: what is not sealed stays.
    const isSealed = `strftime('%Y-%m-%d', ${key[0]} / 1000, 'unixepoch') NOT IN (SELECT day FROM unsealed WHERE kind = ?)`;
    if (last) this.database.prepare(`DELETE FROM ${table} WHERE ${key[0]} < ? AND ${isSealed}`).run(last.end, kind);
  }
}

const asCell = (value: unknown): number | string | null => (typeof value === 'number' || typeof value === 'string' ? value : null);

function merged({ key }: Series, former: readonly ChunkRow[], fresh: readonly ChunkRow[]): ChunkRow[] {
  const keyOf = (row: ChunkRow): string => key.map((name) => row[name]).join(' ');
  const seen = (row: ChunkRow | undefined): number => (typeof row?.['seen'] === 'number' ? row['seen'] : 0);
  const whole = new Map(former.map((row) => [keyOf(row), row]));
  for (const row of fresh) if (seen(row) >= seen(whole.get(keyOf(row)))) whole.set(keyOf(row), row);
  const [time] = key;
  return [...whole.values()].sort((a, b) => Number(a[time]) - Number(b[time]) || (keyOf(a) < keyOf(b) ? -1 : 1));
}
