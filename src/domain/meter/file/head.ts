import { cellsOf, delimiterOf } from '../csv.ts';
import { LineCutter } from './lines.ts';
import type { TableHead } from './layout.ts';
import { fileTime } from './times.ts';

/** Characters that a file is known by. */
export const HEAD_LENGTH = 64 * 1024;
/** Tables of some suppliers have a few lines about the meter above the header. */
const ABOVE = 20;

const isNumber = (cell: string): boolean => /^\s*[+-]?\d+([.,]\d+)?\s*$/.test(cell);
const isFigure = (cell: string): boolean => isNumber(cell) || fileTime(cell, 'dmy') !== undefined || fileTime(cell, 'mdy') !== undefined;
/** A header names things: a line of it has at least two cells, and none is a number or a time. */
const isHeader = (cells: readonly string[]): boolean => cells.length > 1 && cells.some((cell) => /\p{L}/u.test(cell)) && !cells.some(isFigure);
const isRow = (cells: readonly string[]): boolean => cells.length > 1 && cells.some(isFigure);

/** The header of a table and some of its rows: the last line that names things before the first two rows; null where there is none. */
export function tableHead(text: string): TableHead | null {
  const records: { readonly record: string; readonly line: number }[] = [];
  const cutter = new LineCutter((record, line) => records.push({ record, line }));
  cutter.push(text);
  // A last line without an end may be cut; the only ones of a short file are whole.
  if (text.length < HEAD_LENGTH) cutter.end();
  const place = placeOfHeader(records.slice(0, ABOVE).map(({ record }) => record));
  const header = records[place];
  if (!header) return null;
  const delimiter = delimiterOf(header.record);
  const cells = (record: string): readonly string[] => cellsOf(record, delimiter);
  return { delimiter, headerLine: header.line, header: cells(header.record).map((name) => name.trim()), rows: records.slice(place + 1).map(({ record }) => cells(record)), above: records.slice(0, place).map(({ record }) => record) };
}

function placeOfHeader(records: readonly string[]): number {
  for (let place = 0; place < records.length; place++) {
    const record = records[place] ?? '';
    const delimiter = delimiterOf(record);
    const cells = cellsOf(record, delimiter);
    const next = records[place + 1];
    if (!isHeader(cells) || next === undefined) continue;
    const below = cellsOf(next, delimiter);
    if (isRow(below) && !isHeader(below) && Math.abs(below.length - cells.length) <= 1 && !isPreamble(records[place + 2], delimiter, below.length)) return place;
  }
  return -1;
}

/** A header, one row, and then another header: what stood above told of the meter. */
const isPreamble = (record: string | undefined, delimiter: string, width: number): boolean => record !== undefined && isHeader(cellsOf(record, delimiter)) && cellsOf(record, delimiter).length !== width;
