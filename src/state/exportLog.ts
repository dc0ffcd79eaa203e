import type { ExportColumn } from '#wire/history/export/columns.ts';
import { fileOf, type FileFormat, type FileToSave } from './exportPast.ts';
import type { Period } from './period.ts';

/** A line as it is shown: ms UTC, and words. */
interface Line {
  readonly at: number;
  readonly kind: string;
  readonly said: string;
  readonly why: string;
}

const words = (column: string): ExportColumn => ({ name: column, of: (row) => (row[column] === null ? null : String(row[column])) });
const COLUMNS: readonly ExportColumn[] = [{ name: 'time', of: ({ at }) => new Date(Number(at)).toISOString() }, words('kind'), words('what'), words('why')];

/** The log as it is shown, the newest first, as a file: instants are UTC, words are those of the screen. */
export function logFile(lines: readonly Line[], period: Period, zone: string, format: FileFormat): Promise<FileToSave> {
  const convention = { what: 'log', order: 'newest first', time: 'UTC; of an act its beginning', zone };
  const rows = lines.map(({ at, kind, said, why }) => ({ at, kind, what: said, why: why || null }));
  return fileOf('log', period, zone, format, { columns: COLUMNS, convention, rows });
}
