import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tariff that prices one long past hour only, written into a folder: nothing can be planned under it, acts of a former run stand. */
export function unpricedTariff(folder: string): string {
  const file = join(folder, 'unpriced.json');
  const slots = [{ start: '2020-01-01T00:00Z', end: '2020-01-01T01:00Z', price: '0.2', rate: 'past' }];
  writeFileSync(file, JSON.stringify({ tidewatt: 'tariff', version: 1, name: 'No price now', source: 'bench', currency: 'EUR', zone: 'UTC', parts: [{ kind: 'energy', name: 'energy', slots }] }));
  return file;
}
