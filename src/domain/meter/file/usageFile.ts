import type { Instant } from '../../time/instant.ts';
import { Refusal } from '../../units/refusal.ts';
import type { Told } from './book.ts';
import { guess, mapped, type Mapping } from './guess.ts';
import { HEAD_LENGTH, tableHead } from './head.ts';
import { recognise } from './knownFormats.ts';
import type { FileDirection, FileFormat, Layout, TableHead } from './layout.ts';
import { isOctopusConsumption, OctopusFile } from './octopusFile.ts';
import type { SeriesChoice, SeriesFound } from './series.ts';
import { paceOf, TableFile } from './tableFile.ts';

export interface UsageFileOptions {
  /** IANA zone of times without an offset. */
  readonly zone: string;
  /** What a file that does not say so is of. */
  readonly direction: FileDirection;
  /** Null = the file is read as what it is known for. */
  readonly mapping: Mapping | null;
  /** Which counters of a table of several are the grid's, as a person said; null or left out = their names are to tell. */
  readonly series?: SeriesChoice | null;
  /** Nothing can have been used after this: the phone's time, and some room for its error. */
  readonly latest: Instant;
}

/** What a file told, and by what it was known. */
export interface ReadUsage {
  readonly kind: 'read';
  readonly format: FileFormat;
  readonly why: string;
  /** ms; null = every entry says its own. */
  readonly step: number | null;
  /** Lines or entries. */
  readonly lines: number;
  readonly told: Told;
}

/** A table that nobody knows: its columns and some rows, for a person to say what they are. */
export interface UnknownTable {
  readonly kind: 'unknown';
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: Mapping;
}

/** A table of several counters whose names do not tell which are the grid's: a person is to say, and it is read again. */
export interface SeveralSeries {
  readonly kind: 'series';
  readonly series: readonly SeriesFound[];
}

const ROWS_SHOWN = 3;
const SERIES_SHOWN = 3;

/** A usage file of any kind, piece by piece. */
export class UsageFile {
  private head = '';
  private reader: { readonly of: TableFile | OctopusFile; readonly format: FileFormat; readonly why: string; readonly step: number | null } | null = null;
  private unknown: TableHead | null = null;

  constructor(private readonly options: UsageFileOptions) {}

  /** @returns false when no more is needed: nobody knows the table. @throws Refusal `own-no-table`, `own-step`, `own-too-long`, `own-number`. */
  push(piece: string): boolean {
    if (this.reader) this.reader.of.push(piece);
    else {
      this.head += piece;
      if (this.head.length >= HEAD_LENGTH) this.open();
    }
    return this.unknown === null;
  }

  /** @throws Refusal as `push`, and `own-empty`, `own-late`, `own-mixed`, `own-unit`, `own-series`. */
  close(): ReadUsage | UnknownTable | SeveralSeries {
    if (!this.reader && !this.unknown) this.open();
    if (this.unknown) return { kind: 'unknown', header: this.unknown.header, rows: this.unknown.rows.slice(0, ROWS_SHOWN), guess: guess(this.unknown) };
    if (!this.reader) throw noTable();
    const { of, format, why, step } = this.reader;
    const { told, lines, counted, choice } = of.close();
    if (choice) return { kind: 'series', series: choice };
    checkTold(told, lines);
    return { kind: 'read', format, why: counted ? `${why}, ${counted.slice(0, SERIES_SHOWN).join(', ')}` : why, step, lines, told };
  }

  private open(): void {
    const { direction, latest, mapping } = this.options;
    const text = this.head.startsWith('\uFEFF') ? this.head.slice(1) : this.head;
    if (isOctopusConsumption(text)) this.reader = { of: new OctopusFile(direction, latest), format: 'octopus', why: 'consumption, interval_start, interval_end', step: null };
    else {
      const head = /[\0]/.test(text) || /^\s*[<{[]/.test(text) ? null : tableHead(text);
      if (!head) throw noTable();
      const layout = mapping ? mapped(head, mapping) : recognise(head);
      if (layout) this.reader = this.table(head, layout);
      else this.unknown = head;
    }
    this.reader?.of.push(text);
    this.head = '';
  }

  private table(head: TableHead, layout: Layout): NonNullable<UsageFile['reader']> {
    const { latest, series } = this.options;
    const zone = layout.zone ?? this.options.zone;
    const pace = paceOf(head, layout, zone);
    if (pace.step === 0 && layout.end === null && layout.energies.some(({ counts }) => counts !== 'register')) throw noStep(head.headerLine);
    return { of: new TableFile({ layout, rows: head.rows, pace, zone, latest, series: series ?? null }), format: layout.format, why: layout.why, step: pace.step === 0 ? null : pace.step };
  }
}

/** More lines than this share that cannot be read: it is not what it seems. */
const MOST_UNREAD = 0.1;

function checkTold({ period, notes }: Told, lines: number): void {
  const first = notes.time.first ?? notes.energy.first;
  if (period === null) throw !first && notes.late.first ? late(Math.min(notes.late.count, lines), lines, notes.late.first.line) : empty(lines, first?.line ?? null, first?.text ?? '');
  const unread = notes.time.count + notes.energy.count;
  if (first && unread > 5 && unread > lines * MOST_UNREAD) throw mixed(unread, lines, first.line, first.text);
}

const REMEDY = 'Take the file as your supplier or your meter’s app gives it, or name its columns yourself.';
const noTable = (): Refusal => new Refusal({ id: 'own-no-table', message: 'This file is no table of times and energies.', remedy: `Save a spreadsheet as CSV first. ${REMEDY}` });
const noStep = (line: number): Refusal => new Refusal({ id: 'own-step', message: `Below line ${line} there are not two times that can be read: how long an interval is cannot be told.`, remedy: REMEDY }, 'nothing-valid');
const empty = (lines: number, line: number | null, text: string): Refusal =>
  new Refusal({ id: 'own-empty', message: line === null ? `None of ${lines} lines tells an energy.` : `None of ${lines} lines can be used; the first that cannot is line ${line}: ${JSON.stringify(text)}.`, remedy: REMEDY }, 'nothing-valid');
const late = (count: number, lines: number, line: number): Refusal =>
  new Refusal({ id: 'own-late', message: `${count} of ${lines} lines are of a time yet to come; the first is line ${line}.`, remedy: 'Check the clock of this device, and whether the dates name the day or the month first.' }, 'nothing-valid');
const mixed = (unread: number, lines: number, line: number, text: string): Refusal =>
  new Refusal({ id: 'own-mixed', message: `${unread} of ${lines} lines cannot be read as the others; the first is line ${line}: ${JSON.stringify(text)}.`, remedy: `It may be two files in one. ${REMEDY}` });
