import type { ChunkRow } from '#wire/history/chunk.ts';
import { conventionOf, EXPORT_COLUMNS, type ExportColumn } from '#wire/history/export/columns.ts';
import { csvText, jsonText } from '#wire/history/export/write.ts';
import type { PastUse } from './past.ts';
import { dateOf, type Period } from './period.ts';

export type FileFormat = 'csv' | 'json';

/** A file for the person to keep. */
export interface FileToSave {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface ExportPlace {
  readonly zone: string;
  /** ISO 4217, of rows that do not name theirs. */
  readonly currency: string;
}

const TYPES: Readonly<Record<FileFormat, string>> = { csv: 'text/csv;charset=utf-8', json: 'application/json' };

/** "tidewatt-half-hours-2023-03-20-to-2023-03-26.csv": local dates, the last one included. */
const nameOf = (what: string, { start, end }: Period, zone: string, format: string): string => `tidewatt-${what}-${dateOf(start, zone)}-to-${dateOf(Math.max(start, end - 1), zone)}.${format}`;

/**
 * The half-hours of a period in the columns and with the convention of the gateway's own export (docs/formats/history.md).
 * @returns null when none is known.
 */
export async function exportSlots(past: Pick<PastUse, 'read'>, period: Period, { zone, currency }: ExportPlace, format: FileFormat): Promise<FileToSave | null> {
  const { rows, unread } = await past.read('slots', period.start, period.end);
  if (rows.length === 0) return null;
  const { store: _store, ...told } = conventionOf('slots', zone, '');
  const spans = unread.map(({ start, end }) => `${new Date(start).toISOString()}/${new Date(end).toISOString()}`);
  const convention = { ...told, cost: 'before standing charge, positive is paid', unread: spans.join(' ') || 'none' };
  const named = rows.map((row): ChunkRow => ({ ...row, currency: row['currency'] ?? (row['cost'] === null ? null : currency) }));
  return fileOf('half-hours', period, zone, format, { columns: EXPORT_COLUMNS.slots, convention, rows: named });
}

/** A table with its convention as a file. @param what it is of, in its name. */
export async function fileOf(what: string, period: Period, zone: string, format: FileFormat, { columns, convention, rows }: Table): Promise<FileToSave> {
  const write = format === 'csv' ? csvText : jsonText;
  return { name: nameOf(what, period, zone, format), type: TYPES[format], text: await joined(write(columns, convention, once(rows))) };
}

interface Table {
  readonly columns: readonly ExportColumn[];
  readonly convention: Readonly<Record<string, string>>;
  readonly rows: readonly ChunkRow[];
}

async function* once(rows: readonly ChunkRow[]): AsyncGenerator<readonly ChunkRow[]> {
  yield rows;
}

async function joined(parts: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const part of parts) all += part;
  return all;
}
