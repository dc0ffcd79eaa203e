/** A table of texts: the header and rows of cells, trimmed of nothing but the quotes. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line of the text that each row begins in, from 1. */
  readonly lines: readonly number[];
  /** ';' tables write decimals with a comma. */
  readonly delimiter: ',' | ';' | '\t';
}

/** Reads CSV (RFC 4180: quotes doubled inside quotes, any line end); the delimiter is the commonest of , ; tab in the header. */
export function parseCsv(text: string): CsvTable {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const headerEnd = body.search(/[\r\n]|$/);
  const delimiter = delimiterOf(body.slice(0, headerEnd));
  const [header, ...records] = body.includes('"') ? quotedRecords(body, delimiter) : plainRecords(body, delimiter);
  return { header: (header?.cells ?? []).map((name) => name.trim()), rows: records.map(({ cells }) => cells), lines: records.map(({ line }) => line), delimiter };
}

/** The commonest of , ; and tab in a line, those in quotes apart. */
export function delimiterOf(line: string): CsvTable['delimiter'] {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counted = ([',', ';', '\t'] as const).map((mark) => ({ mark, count: bare.split(mark).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

/** The cells of one record, without its line end. */
export const cellsOf = (record: string, delimiter: string): readonly string[] => (record.includes('"') ? quotedRecords(record, delimiter) : plainRecords(record, delimiter))[0]?.cells ?? [];

interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
}

const isTold = ({ cells }: CsvRecord): boolean => cells.some((cell) => cell.trim() !== '');
const LINE_END = /\r\n|\n|\r/;

const plainRecords = (text: string, delimiter: string): CsvRecord[] =>
  text.split(LINE_END).flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, cells: line.split(delimiter) }]));

function quotedRecords(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))[^${delimiter}\\r\\n]*(${delimiter}|\\r\\n|\\n|\\r|$)`, 'gy');
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    record.cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    line += match[0].split(LINE_END).length - 1;
    if (match[3] === delimiter) continue;
    if (isTold(record)) records.push(record);
    record = { line, cells: [] };
    if (cell.lastIndex >= text.length) break;
  }
  return records;
}
