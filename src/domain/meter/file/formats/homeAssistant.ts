import { HOUR } from '../../../time/instant.ts';
import { dateOrder } from '../times.ts';
import type { FileDirection, Layout, TableHead } from '../layout.ts';

/** A counter of the grid by its name; null = it counts something else, or its name does not say. */
function directionOf(name: string): FileDirection | null {
  if (/gas|water|solar|pv|battery|batterie|accu|cost|kosten|price/i.test(name)) return null;
  if (/export|return|produc|inject|feed|teruglever|einspeis|delivered_to_grid/i.test(name)) return 'export';
  return /import|consum|grid|deliver|bezug|verbruik|usage|meter|1_8_/i.test(name) ? 'import' : null;
}

/**
 * Long-term statistics of Home Assistant as a table: `statistic_id`, `start`, `sum` (or `state`), optionally `unit`. A row
 * tells the count at the end of the hour that begins at `start` (developers.home-assistant.io, Long- and short-term statistics).
 */
export function homeAssistant(head: TableHead): Layout | null {
  const place = (...names: readonly string[]): number => head.header.findIndex((name) => names.includes(name.toLowerCase()));
  const [id, start, unit] = [place('statistic_id'), place('start', 'start_ts'), place('unit', 'unit_of_measurement')];
  const count = place('sum') < 0 ? place('state') : place('sum');
  if (id < 0 || start < 0 || count < 0) return null;
  const names = [...new Set(head.rows.map((row) => (row[id] ?? '').trim()))].filter((name) => name !== '');
  const known = names.flatMap((name) => {
    const direction = directionOf(name) ?? (names.length === 1 ? 'import' : null);
    return direction ? [[name, direction] as const] : [];
  });
  const isWh = head.rows.some((row) => (row[unit] ?? '').trim() === 'Wh');
  return {
    format: 'home-assistant', why: `statistic_id, ${names.slice(0, 3).join(', ')}`, delimiter: head.delimiter, headerLine: head.headerLine, time: [start],
    order: dateOrder(head.rows.map((row) => row[start] ?? '')), label: 'start', end: null,
    energies: (['import', 'export'] as const).map((direction) => ({ column: count, direction, unit: isWh ? 'Wh' : 'kWh', counts: 'register' })),
    countedAfter: HOUR, step: null, zone: null, series: { column: id, of: Object.fromEntries(known) },
  };
}
