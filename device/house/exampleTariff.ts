import { readTariff } from '#wire/tariff.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';

/**
 * What the home reckons with while nobody has given a tariff: two rates, the cheap one at night, and a standing charge.
 * Nobody's real tariff, and its name says so.
 */
export function exampleTariff(zone: string, currency: string): Tariff {
  const read = readTariff({
    tidewatt: 'tariff',
    version: 1,
    name: 'Example tariff (not yours)',
    source: 'example',
    currency,
    zone,
    vat: { percent: 5, included: true },
    parts: [
      {
        kind: 'energy',
        name: 'energy',
        certainty: 'estimated',
        rules: [
          { rate: 'night', price: '0.09', from: '00:30', to: '05:30' },
          { rate: 'day', price: '0.28' },
        ],
      },
      { kind: 'export', name: 'export', certainty: 'estimated', price: '0.15', rate: 'export' },
      { kind: 'standing', name: 'standing charge', certainty: 'estimated', pricePerDay: '0.45' },
    ],
  });
  if (!read.ok) throw new Error(`the example tariff is wrong: ${read.reason}`);
  return read.tariff;
}
