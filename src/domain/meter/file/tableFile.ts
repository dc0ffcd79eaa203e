import { after, type Instant } from '../../time/instant.ts';
import { kilowattHoursText } from '../../units/decimal.ts';
import { cellsOf } from '../csv.ts';
import { commonestStep } from '../usage.ts';
import { UsageBook, type Told } from './book.ts';
import type { FileColumn, FileDirection, Layout, Pace, TableHead } from './layout.ts';
import { LineCutter } from './lines.ts';
import { SeriesList, seriesUnit, type SeriesChoice, type SeriesFound } from './series.ts';
import { TableMarks, type WrittenTable } from './tableMarks.ts';
import { FileClock, fileTime, timeText } from './times.ts';

export interface TableOptions extends WrittenTable {
  readonly latest: Instant;
  /** Of a table of several counters: what a person said; null = their names are to tell. */
  readonly series: SeriesChoice | null;
}

/** What a table told; `choice` where a person is to say which of its counters are the grid's. */
export interface TableTold {
  readonly told: Told;
  /** Lines below the header. */
  readonly lines: number;
  /** The counters that were added up, where there are several in the table. */
  readonly counted: readonly string[] | null;
  readonly choice: readonly SeriesFound[] | null;
}

/** Of which counter a row is; in a table of one, each column has its own direction and unit. */
interface Counter {
  readonly name: string;
  readonly only: FileDirection | null;
  readonly unit: FileColumn['unit'] | null;
}

/** The pace that the beginning of a table shows, in the first of its counters. */
export function paceOf({ rows }: TableHead, layout: Layout, zone: string): Pace {
  const { series } = layout;
  const first = series && rows[0]?.[series.column];
  const clock = new FileClock(zone, false);
  const times = rows.flatMap((row) => {
    const time = series && row[series.column] !== first ? undefined : fileTime(timeText(row, layout), layout.order);
    const at = time && clock.at(time);
    return at ? [at] : [];
  });
  const [earliest, latest] = [times[0], times.find((at) => at !== times[0])];
  return { step: layout.step ?? commonestStep(times), descending: earliest !== undefined && latest !== undefined && latest < earliest };
}

/** Reads a table piece by piece; what it holds grows with the half-hours told, not with the lines. */
export class TableFile {
  private readonly book: UsageBook;
  private readonly series: SeriesList;
  private readonly cutter: LineCutter;
  private readonly clocks = new Map<string, { readonly start: FileClock; readonly end: FileClock }>();
  /** mWh below one, of mean powers, by direction and column. */
  private readonly carried = new Map<string, number>();
  private readonly marks: TableMarks;
  private lines = 0;

  constructor(private readonly options: TableOptions) {
    this.book = new UsageBook(options.latest);
    this.series = new SeriesList(options.series);
    this.marks = new TableMarks(options);
    this.cutter = new LineCutter((record, line) => this.take(record, line));
  }

  /** @throws Refusal `own-number` where it cannot be told how one is written. */
  push(piece: string): void {
    this.cutter.push(piece);
  }

  /** @throws Refusal `own-unit` where a counter is in a unit that is not known. */
  close(): TableTold {
    this.cutter.end();
    const { lines, series } = this;
    if (!this.options.layout.series) return { told: this.book.close(), lines, counted: null, choice: null };
    const counted = series.chosen();
    return { told: this.book.close(), lines, counted: counted ?? [], choice: counted === null ? series.all() : null };
  }

  private take(record: string, line: number): void {
    const { layout } = this.options;
    if (line <= layout.headerLine) return;
    this.lines += 1;
    const cells = cellsOf(record, layout.delimiter);
    const counter = layout.series ? this.counterOf(cells, layout.series, line) : { name: '', only: null, unit: null };
    if (counter) this.row(cells, record, line, counter);
  }

  /** Null where the row's counter is not counted. */
  private counterOf(cells: readonly string[], { column, unit }: NonNullable<Layout['series']>, line: number): Counter | null {
    const name = (cells[column] ?? '').trim();
    const written = unit === null ? 'kWh' : (cells[unit] ?? '');
    const only = this.series.hear(name, written, line);
    const known = seriesUnit(written);
    return only === null || known === undefined ? null : { name, only, unit: known };
  }

  private row(cells: readonly string[], record: string, line: number, counter: Counter): void {
    const { layout } = this.options;
    const clocks = this.clocksOf(counter.name);
    const at = this.at(timeText(cells, layout), clocks.start);
    if (at === null) return this.book.notes.add('time', line, record);
    const end = layout.end === null ? null : this.at(cells[layout.end] ?? '', clocks.end);
    if (layout.end !== null && end === null) return this.book.notes.add('time', line, record);
    for (const direction of counter.only === null ? (['import', 'export'] as const) : [counter.only]) this.energies(direction, cells, { at, end, line, counter });
  }

  private energies(direction: FileDirection, cells: readonly string[], { at, end, line, counter }: { readonly at: Instant; readonly end: Instant | null; readonly line: number; readonly counter: Counter }): void {
    const { name } = counter;
    const { layout, pace } = this.options;
    const columns = layout.energies.filter((column) => column.direction === direction);
    const [first] = columns;
    if (!first) return;
    const interval = end !== null ? { start: at, end } : layout.label === 'start' ? { start: at, end: after(at, pace.step) } : { start: after(at, -pace.step), end: at };
    const values = columns.map((column) => this.energy((cells[column.column] ?? '').trim(), counter.unit === null ? column : { ...column, unit: counter.unit }, interval.end - interval.start, line));
    const unread = values.indexOf(null);
    if (unread >= 0) {
      // Of a column that tells both directions it is noted once.
      if (first.counts === 'net' && direction === 'export') return;
      const text = (cells[columns[unread]?.column ?? 0] ?? '').trim();
      return this.book.notes.add(text === '' ? 'empty' : 'energy', line, text);
    }
    const sum = values.reduce<number>((all, value) => all + (value ?? 0), 0);
    if (first.counts === 'register') this.book.register(direction, name, { at: after(at, layout.countedAfter), count: sum }, line, pace.descending);
    else this.book.interval(direction, interval, sum, line);
  }

  /** Whole mWh, of a column with a sign those of its direction; null where the text is no number. */
  private energy(text: string, of: FileColumn, length: number, line: number): number | null {
    const signed = this.signed(text, of, length, line);
    return signed === null || of.counts !== 'net' ? signed : Math.max(0, of.direction === 'import' ? signed : -signed);
  }

  private signed(text: string, of: FileColumn, length: number, line: number): number | null {
    const { column, direction, unit } = of;
    const thousandths = kilowattHoursText(this.marks.plain(text, of, length, line));
    if (thousandths === undefined) return null;
    if (unit === 'kWh') return thousandths;
    if (unit === 'MWh') return Number.isSafeInteger(thousandths * 1_000) ? thousandths * 1_000 : null;
    // A decimal of W or Wh read as of kW or kWh, and a thousand times as small.
    const [exact, factor] = unit === 'kW' ? [thousandths, length / 3_600_000] : [thousandths / 1_000, unit === 'W' ? length / 3_600_000 : 1];
    const key = `${direction}/${column}`;
    const whole = exact * factor + (this.carried.get(key) ?? 0);
    const rounded = Math.round(whole);
    this.carried.set(key, whole - rounded);
    return rounded;
  }

  private at(text: string, clock: FileClock): Instant | null {
    const time = fileTime(text, this.options.layout.order);
    return time ? clock.at(time) : null;
  }

  private clocksOf(name: string): { readonly start: FileClock; readonly end: FileClock } {
    const { layout, zone, pace } = this.options;
    const known = this.clocks.get(name);
    if (known) return known;
    const clock = (): FileClock => new FileClock(layout.zone ?? zone, pace.descending);
    const made = { start: clock(), end: clock() };
    this.clocks.set(name, made);
    return made;
  }
}
