import { MOST_WATTS } from './book.ts';
import type { FileColumn, Layout, Pace, TableHead } from './layout.ts';
import { NumberMarks, smallNumber } from './marks.ts';
import { fractionMark, type WrittenCount } from './registerPace.ts';
import { seriesUnit } from './series.ts';
import { FileClock, fileTime, timeText } from './times.ts';

/** A table and its first rows: they show how its numbers are written. */
export interface WrittenTable {
  readonly layout: Layout;
  readonly rows: TableHead['rows'];
  readonly pace: Pace;
  /** IANA zone of times without an offset. */
  readonly zone: string;
}

/** Takes the marks between thousands out of a table's numbers. */
export class TableMarks {
  /** Of columns in Wh or W, and of the registers in kWh together: one table writes them alike, and the one that moves tells of the one that stands. */
  private readonly marks = new Map<number | 'registers', NumberMarks>();

  constructor(private readonly table: WrittenTable) {}

  /**
   * A number as a decimal text with a point; a text that is no number stays as it is.
   * @param length ms of its interval. @throws Refusal `own-number` where it cannot be told how it is written.
   */
  plain(text: string, of: FileColumn, length: number, line: number): string {
    return isLarge(of) ? this.marksOf(of).plain(text, mostOf(of, length), line) : smallNumber(text);
  }

  private marksOf(of: FileColumn): NumberMarks {
    const key = of.unit === 'kWh' ? 'registers' : of.column;
    const known = this.marks.get(key);
    if (known) return known;
    const made = key === 'registers' ? this.registerMarks() : this.columnMarks(key);
    this.marks.set(key, made);
    return made;
  }

  private columnMarks(column: number): NumberMarks {
    const { layout, pace } = this.table;
    const of = layout.energies.find((one) => one.column === column);
    return new NumberMarks(this.rowsOf('Wh').map((row) => row[column] ?? ''), of ? mostOf(of, pace.step) : Infinity);
  }

  private registerMarks(): NumberMarks {
    const rows = this.rowsOf('kWh');
    const columns = [...new Set(this.table.layout.energies.flatMap(({ column, unit }) => (unit === 'kWh' ? [column] : [])))];
    const known = columns.flatMap((column) => this.countsIn(column, rows).flatMap((counts) => fractionMark(counts) ?? []))[0];
    return new NumberMarks(columns.flatMap((column) => rows.map((row) => row[column] ?? '')), Infinity, known ?? null);
  }

  /** What a column says of each counter. */
  private countsIn(column: number, rows: TableHead['rows']): readonly (readonly WrittenCount[])[] {
    const { layout, zone, pace } = this.table;
    const name = (row: readonly string[]): string => (layout.series ? (row[layout.series.column] ?? '') : '');
    const read = (one: string): readonly WrittenCount[] => {
      const clock = new FileClock(layout.zone ?? zone, pace.descending);
      return rows.flatMap((row) => {
        const time = name(row) === one ? fileTime(timeText(row, layout), layout.order) : undefined;
        const at = time && clock.at(time);
        return at ? [{ at, text: row[column] ?? '' }] : [];
      });
    };
    return [...new Set(rows.map(name))].map(read);
  }

  /** The first rows whose numbers are of the unit; all where the rows do not say it. */
  private rowsOf(unit: FileColumn['unit']): TableHead['rows'] {
    const { layout: { series }, rows } = this.table;
    return rows.filter((row) => series === null || series.unit === null || seriesUnit(row[series.unit] ?? '') === unit);
  }
}

/** Whether its numbers may pass a thousand, so that a mark in them is to be looked at. */
const isLarge = ({ unit, counts }: FileColumn): boolean => unit === 'W' || unit === 'Wh' || (unit === 'kWh' && counts === 'register');

/** The most that a number of Wh or W can say of so many ms; a register and a time that is not known have no bound. */
const mostOf = ({ unit, counts }: FileColumn, length: number): number => (counts === 'register' || length <= 0 ? Infinity : unit === 'W' ? MOST_WATTS : (MOST_WATTS * length) / 3_600_000);
