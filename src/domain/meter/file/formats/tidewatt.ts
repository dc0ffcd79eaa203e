import { findColumns } from '../../columns.ts';
import { Refusal } from '../../../units/refusal.ts';
import { dateOrder } from '../times.ts';
import type { FileColumn, Layout, TableHead } from '../layout.ts';

/** Tidewatt's own export, and any table that names its columns as `bill` wants them: docs/formats/bill.md. */
export function tidewatt(head: TableHead): Layout | null {
  const found = columnsOf(head.header);
  if (!found) return null;
  const { start, end, energies } = found;
  const time = start ?? end;
  if (time === null) return null;
  const columns = energies.flatMap(({ kind, index, unit }): FileColumn[] => (kind === 'import' || kind === 'export' ? [{ column: index, direction: kind, unit, counts: 'interval' }] : []));
  if (columns.length === 0) return null;
  return {
    format: 'tidewatt', why: head.header.slice(0, 4).join(', '), delimiter: head.delimiter, headerLine: head.headerLine, time: [time],
    order: dateOrder(head.rows.map((row) => row[time] ?? '')), label: start === null ? 'end' : 'start', end: start === null ? null : end, energies: columns, countedAfter: 0, step: null, zone: null, series: null,
  };
}

function columnsOf(header: readonly string[]): ReturnType<typeof findColumns> | null {
  try {
    return findColumns(header, null, null);
  } catch (error) {
    // A table that names its columns otherwise is another kind.
    if (error instanceof Refusal) return null;
    throw error;
  }
}
