import { dateOrder, fileTime } from './times.ts';
import type { FileColumn, FileDirection, Layout, TableHead } from './layout.ts';

/** What a person says of a table that nobody knows; columns from 0. */
export interface Mapping {
  readonly date: number;
  /** A column with the time of day alone; null = it stands with the date. */
  readonly time: number | null;
  readonly label: 'start' | 'end';
  readonly energies: readonly FileColumn[];
}

export function mapped(head: TableHead, { date, time, label, energies }: Mapping): Layout {
  const columns = time === null ? [date] : [date, time];
  return {
    format: 'mapped', why: energies.map(({ column }) => head.header[column] ?? '').join(', '), delimiter: head.delimiter, headerLine: head.headerLine, time: columns,
    order: dateOrder(head.rows.map((row) => row[date] ?? '')), label, end: null, energies: energies.flatMap(bothWays), countedAfter: 0, step: null, zone: null, series: null,
  };
}

/** One column with a sign tells both directions. */
const bothWays = (column: FileColumn): readonly FileColumn[] => (column.counts === 'net' ? [{ ...column, direction: 'import' }, { ...column, direction: 'export' }] : [column]);

const isTime = (texts: readonly string[]): boolean => texts.length > 0 && texts.every((text) => fileTime(text, 'dmy') !== undefined || fileTime(text, 'mdy') !== undefined);
const EXPORT = /export|return|feed|generat|produc|einspeis|injection|teruglever/i;
const ENERGY = /usage|consum|import|energy|energie|supply|verbrauch|bezug|verbruik|power|leistung|value|wert|k?wh|watt/i;

/** What the headers and the first rows suggest: a person looks at it before it is used. */
export function guess(head: TableHead): Mapping {
  const columns = head.header.map((_, column) => head.rows.slice(0, 20).map((row) => (row[column] ?? '').trim()));
  const date = Math.max(0, columns.findIndex(isTime));
  const time = columns.findIndex((texts) => texts.length > 0 && texts.every((text) => /^\d{1,2}:\d{2}(:\d{2})?$/.test(text)));
  const place = head.header.findIndex((name, column) => column !== date && column !== time && ENERGY.test(name) && columns[column]?.some((text) => /^[+-]?\d/.test(text)));
  return { date, time: time < 0 ? null : time, label: /end|bis|fin/i.test(head.header[date] ?? '') ? 'end' : 'start', energies: place < 0 ? [] : [energyOf(head.header[place] ?? '', place, columns[place] ?? [])] };
}

function energyOf(name: string, column: number, texts: readonly string[]): FileColumn {
  const direction: FileDirection = EXPORT.test(name) ? 'export' : 'import';
  const power = /power|leistung|watt|\bk?w\b/i.test(name) && !/wh/i.test(name);
  const numbers = texts.map((text) => Number(text.replace(',', '.')));
  // A home's means are above 30 in W and below it in kW; the same holds for half-hours in Wh and kWh.
  const isSmall = numbers.every((number) => Number.isNaN(number) || Math.abs(number) < 30);
  return { column, direction, unit: power ? (isSmall ? 'kW' : 'W') : /mwh/i.test(name) ? 'MWh' : /kwh/i.test(name) || isSmall ? 'kWh' : 'Wh', counts: texts.some((text) => text.startsWith('-')) ? 'net' : 'interval' };
}
