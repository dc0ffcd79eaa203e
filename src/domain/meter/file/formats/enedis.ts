import { MINUTE, type Milliseconds } from '../../../time/instant.ts';
import { dateOrder } from '../times.ts';
import type { FileColumn, FileDirection, Layout, TableHead } from '../layout.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();

/**
 * The load curve that Enedis gives (account of the householder, and R63): `Horodate;Valeur`, the mean power in W of the
 * step that ends at the time, or its energy in Wh. The kind of meter and the step stand above the table or in columns.
 */
export function enedis(head: TableHead): Layout | null {
  const names = head.header.map(plain);
  const [time, value] = [names.indexOf('horodate'), names.indexOf('valeur')];
  if (time < 0 || value < 0) return null;
  const told = (name: string): string => plain(head.rows[0]?.[names.indexOf(name)] ?? toldAbove(head, name) ?? '');
  const unit = unitOf(told('unite'));
  if (!unit) return null;
  const direction: FileDirection = told('grandeur metier').startsWith('prod') ? 'export' : 'import';
  const energies: readonly FileColumn[] = [{ column: value, direction, unit, counts: 'interval' }];
  return {
    format: 'enedis', why: 'Horodate; Valeur', delimiter: head.delimiter, headerLine: head.headerLine, time: [time],
    order: dateOrder(head.rows.map((row) => row[time] ?? '')), label: 'end', end: null, energies, countedAfter: 0, step: stepOf(told('pas en minutes') || told('pas')), zone: 'Europe/Paris', series: null,
  };
}

/** Of a table of one row above the table: names, and below them what they are. */
function toldAbove({ above, delimiter }: TableHead, name: string): string | undefined {
  const [names = '', values = ''] = above;
  const place = names.split(delimiter).map((one) => plain(one.replace('\uFEFF', ''))).indexOf(name);
  return place < 0 ? undefined : values.split(delimiter)[place];
}

/** W where the file does not say: so the account's own file without a head. */
const unitOf = (text: string): FileColumn['unit'] | undefined => ({ w: 'W', kw: 'kW', wh: 'Wh', kwh: 'kWh', '': 'W' } as const)[text];

/** "30" or "PT30M". */
function stepOf(text: string): Milliseconds | null {
  const minutes = /^(?:pt)?(\d{1,2})m?$/.exec(text)?.[1];
  return minutes === undefined || Number(minutes) === 0 ? null : ((Number(minutes) * MINUTE) as Milliseconds);
}
