import { HOUR } from '../../../time/instant.ts';
import { dateOrder } from '../times.ts';
import type { Layout, TableHead } from '../layout.ts';

/**
 * Long-term statistics of Home Assistant as a table: `statistic_id`, `start`, `sum` (or `state`), optionally `unit`. A row
 * tells the count at the end of the hour that begins at `start` (developers.home-assistant.io, Long- and short-term statistics).
 */
export function homeAssistant(head: TableHead): Layout | null {
  const place = (...names: readonly string[]): number => head.header.findIndex((name) => names.includes(name.toLowerCase()));
  const [id, start, unit] = [place('statistic_id'), place('start', 'start_ts'), place('unit', 'unit_of_measurement')];
  const count = place('sum') < 0 ? place('state') : place('sum');
  if (id < 0 || start < 0 || count < 0) return null;
  return {
    format: 'home-assistant', why: 'statistic_id', delimiter: head.delimiter, headerLine: head.headerLine, time: [start],
    order: dateOrder(head.rows.map((row) => row[start] ?? '')), label: 'start', end: null,
    energies: (['import', 'export'] as const).map((direction) => ({ column: count, direction, unit: 'kWh', counts: 'register' })),
    countedAfter: HOUR, step: null, zone: null, series: { column: id, unit: unit < 0 ? null : unit },
  };
}
