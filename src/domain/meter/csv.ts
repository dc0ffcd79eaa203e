/** A table of texts: the header and rows of cells, trimmed of nothing but the quotes. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** ';' tables write decimals with a comma. */
  readonly delimiter: ',' | ';' | '\t';
}

/** Reads CSV (RFC 4180: quotes doubled inside quotes, any line end); the delimiter is the commonest of , ; tab in the header. */
export function parseCsv(text: string): CsvTable {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const headerEnd = body.search(/[\r\n]|$/);
  const delimiter = commonest(body.slice(0, headerEnd));
  const records = body.includes('"') ? quotedRecords(body, delimiter) : plainRecords(body, delimiter);
  const [header = [], ...rows] = records;
  return { header: header.map((name) => name.trim()), rows, delimiter };
}

function commonest(line: string): CsvTable['delimiter'] {
  const counted = ([',', ';', '\t'] as const).map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

const plainRecords = (text: string, delimiter: string): string[][] =>
  text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').map((line) => line.split(delimiter));

function quotedRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))[^${delimiter}\\r\\n]*(${delimiter}|\\r\\n|\\n|\\r|$)`, 'gy');
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === delimiter) continue;
    if (record.some((value) => value.trim() !== '')) records.push(record);
    record = [];
    if (cell.lastIndex >= text.length) break;
  }
  return records;
}
