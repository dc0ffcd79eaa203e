import { readTariff } from '#wire/tariff.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';

/**
 * What the home reckons with while nobody has given a tariff: two rates, the cheap one at night, a standing charge, and
 * less for what is sent out than for the cheapest that is bought, so that nobody's battery trades night with the grid.
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
        rules: [
          { rate: 'night', price: '0.09', from: '00:30', to: '05:30' },
          { rate: 'day', price: '0.28' },
        ],
      },
      { kind: 'export', name: 'export', price: '0.05', rate: 'export' },
      { kind: 'standing', name: 'standing charge', pricePerDay: '0.45' },
    ],
  });
  if (!read.ok) throw new Error(`the example tariff is wrong: ${read.reason}`);
  return read.tariff;
}
