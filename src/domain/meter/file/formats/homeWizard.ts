import { dateOrder } from '../times.ts';
import type { FileColumn, Layout, TableHead } from '../layout.ts';

const REGISTER = /^(import|export)(?: t[1-9])? kwh$/i;

/** The CSV export of the HomeWizard app: `time,Import T1 kWh,…`, the registers of the meter, local times without an offset. */
export function homeWizard(head: TableHead): Layout | null {
  if (head.header[0]?.toLowerCase() !== 'time') return null;
  const energies = head.header.flatMap((name, column): FileColumn[] => {
    const direction = REGISTER.exec(name)?.[1]?.toLowerCase();
    return direction === 'import' || direction === 'export' ? [{ column, direction, unit: 'kWh', counts: 'register' }] : [];
  });
  if (!energies.some(({ direction }) => direction === 'import')) return null;
  return {
    format: 'homewizard', why: head.header.slice(0, 3).join(', '), delimiter: head.delimiter, headerLine: head.headerLine, time: [0],
    order: dateOrder(head.rows.map((row) => row[0] ?? '')), label: 'start', end: null, energies, countedAfter: 0, step: null, zone: null, series: null,
  };
}
