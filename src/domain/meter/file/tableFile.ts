import { after, type Instant } from '../../time/instant.ts';
import { kilowattHoursText } from '../../units/decimal.ts';
import { cellsOf } from '../csv.ts';
import { commonestStep } from '../usage.ts';
import { UsageBook, type Told } from './book.ts';
import type { FileColumn, FileDirection, Layout, TableHead } from './layout.ts';
import { LineCutter } from './lines.ts';
import { FileClock, fileTime } from './times.ts';

/** Which way a table runs, and how long its intervals are, in ms: 0 where it cannot be told. */
export interface Pace {
  readonly step: number;
  readonly descending: boolean;
}

export interface TableOptions {
  readonly layout: Layout;
  readonly pace: Pace;
  /** IANA zone of times without an offset. */
  readonly zone: string;
  readonly latest: Instant;
}

const timeText = (cells: readonly string[], { time }: Layout): string => time.map((column) => cells[column] ?? '').join(' ');

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
  private readonly cutter: LineCutter;
  private readonly clocks = new Map<string, { readonly start: FileClock; readonly end: FileClock }>();
  /** mWh below one, of mean powers, by column. */
  private readonly carried = new Map<number, number>();
  private lines = 0;

  constructor(private readonly options: TableOptions) {
    this.book = new UsageBook(options.latest);
    this.cutter = new LineCutter((record, line) => this.take(record, line));
  }

  push(piece: string): void {
    this.cutter.push(piece);
  }

  /** @returns what it told, and how many lines below the header it has. */
  close(): { readonly told: Told; readonly lines: number } {
    this.cutter.end();
    return { told: this.book.close(), lines: this.lines };
  }

  private take(record: string, line: number): void {
    const { layout } = this.options;
    if (line <= layout.headerLine) return;
    this.lines += 1;
    const cells = cellsOf(record, layout.delimiter);
    const name = layout.series ? (cells[layout.series.column] ?? '').trim() : '';
    const only = layout.series ? layout.series.of[name] : null;
    if (only !== undefined) this.row(cells, record, line, name, only);
  }

  /** @param only the direction that the row's counter has; null = each column has its own. */
  private row(cells: readonly string[], record: string, line: number, name: string, only: FileDirection | null): void {
    const { layout } = this.options;
    const clocks = this.clocksOf(name);
    const at = this.at(timeText(cells, layout), clocks.start);
    if (at === null) return this.book.notes.add('time', line, record);
    const end = layout.end === null ? null : this.at(cells[layout.end] ?? '', clocks.end);
    if (layout.end !== null && end === null) return this.book.notes.add('time', line, record);
    for (const direction of only === null ? (['import', 'export'] as const) : [only]) this.energies(direction, cells, { at, end, line, name });
  }

  private energies(direction: FileDirection, cells: readonly string[], { at, end, line, name }: { readonly at: Instant; readonly end: Instant | null; readonly line: number; readonly name: string }): void {
    const { layout, pace } = this.options;
    const columns = layout.energies.filter((column) => column.direction === direction);
    const [first] = columns;
    if (!first) return;
    const interval = end !== null ? { start: at, end } : layout.label === 'start' ? { start: at, end: after(at, pace.step) } : { start: after(at, -pace.step), end: at };
    const values = columns.map((column) => this.energy((cells[column.column] ?? '').trim(), column, interval.end - interval.start));
    const unread = values.indexOf(null);
    if (unread >= 0) {
      const text = (cells[columns[unread]?.column ?? 0] ?? '').trim();
      return this.book.notes.add(text === '' ? 'empty' : 'energy', line, text);
    }
    const sum = values.reduce<number>((all, value) => all + (value ?? 0), 0);
    if (first.counts === 'register') this.book.register(direction, name, { at: after(at, layout.countedAfter), count: sum }, line, pace.descending);
    else this.book.interval(direction, interval, sum, line);
  }

  /** Whole mWh; null where the text is no number. */
  private energy(text: string, { column, unit }: FileColumn, length: number): number | null {
    // One comma is a decimal comma: a table that is cut at commas has it in quotes.
    const decimal = text.replace(',', '.');
    const thousandths = kilowattHoursText(decimal);
    if (thousandths === undefined) return null;
    if (unit === 'kWh') return thousandths;
    // A decimal of W or Wh read as of kW or kWh, and a thousand times as small.
    const [exact, factor] = unit === 'kW' ? [thousandths, length / 3_600_000] : [thousandths / 1_000, unit === 'W' ? length / 3_600_000 : 1];
    const whole = exact * factor + (this.carried.get(column) ?? 0);
    const rounded = Math.round(whole);
    this.carried.set(column, whole - rounded);
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
