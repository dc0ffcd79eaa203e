import { dateOrder } from '../times.ts';
import type { FileColumn, FileDirection, Layout, TableHead } from '../layout.ts';

/** OBIS 1.8.n and 2.8.n (IEC 62056-61), as 1-0:1.8.1, 1_8_1 or 1.8.1. */
const OBIS = /(?:^|[^\d])([12])[._]8[._]([0-9])(?!\d)/;
/** As loggers of the Dutch P1 port write them (DSMR-reader and those that take its names). */
const NAMED = /^electricity_(delivered|returned|used|produced)(?:_tariff)?_?([12])?(?:_?\[?kwh\]?)?$/i;
const TIME = /^(?:time|timestamp|date_?time|datum|read_at|tijd|zeit|zeitstempel)$/i;

interface Register {
  readonly direction: FileDirection;
  /** 0 = the total. */
  readonly rate: number;
}

const unitOf = (name: string): FileColumn['unit'] => (/mwh/i.test(name) ? 'MWh' : /[^k]wh/i.test(name) ? 'Wh' : 'kWh');

function registerOf(name: string): Register | null {
  const obis = OBIS.exec(name);
  if (obis) return { direction: obis[1] === '1' ? 'import' : 'export', rate: Number(obis[2]) };
  const named = NAMED.exec(name);
  if (!named) return null;
  return { direction: /returned|produced/i.test(named[1] ?? '') ? 'export' : 'import', rate: Number(named[2] ?? 0) };
}

/** What loggers of a P1 port write: a time, and registers named by their OBIS code or by what is delivered and returned. */
export function p1Logger(head: TableHead): Layout | null {
  const time = head.header.findIndex((name) => TIME.test(name));
  const found = head.header.flatMap((name, column) => {
    const register = registerOf(name);
    return register ? [{ ...register, column, unit: unitOf(name) }] : [];
  });
  if (time < 0 || found.length === 0) return null;
  // A total stands for its rates.
  const counted = found.filter(({ direction, rate }) => rate === 0 || !found.some((other) => other.direction === direction && other.rate === 0));
  const energies = counted.map(({ column, direction, unit }): FileColumn => ({ column, direction, unit, counts: 'register' }));
  return {
    format: 'p1-logger', why: energies.map(({ column }) => head.header[column] ?? '').slice(0, 3).join(', '), delimiter: head.delimiter, headerLine: head.headerLine, time: [time],
    order: dateOrder(head.rows.map((row) => row[time] ?? '')), label: 'start', end: null, energies, countedAfter: 0, step: null, zone: null, series: null,
  };
}
