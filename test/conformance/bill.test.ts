import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bill } from '../../device/cli/bill.ts';
import type { Terminal } from '../../device/cli/command.ts';
import { sharedFiles } from './shared.ts';

/**
 * A real home's half-hours over 1029 local days, under two tariffs. The totals were computed apart from the product: exact
 * fractions over the CSV's rows, Python's zoneinfo for the local times, rounded half-even once.
 */
const shared = sharedFiles('data/homes');
const home = 'gb-a_halfhour_2020-08_2023-05.csv';

const fixed = {
  tidewatt: 'tariff', version: 1, name: 'Fixed', currency: 'GBP', zone: 'Europe/London', vat: { percent: 5, included: true },
  parts: [{ name: 'Energy', kind: 'energy', price: '0.2845317' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.46013' }],
};
const threeRates = {
  tidewatt: 'tariff', version: 1, name: 'Three rates', currency: 'GBP', zone: 'Europe/London', vat: { percent: 5, included: false },
  parts: [
    {
      name: 'Energy', kind: 'energy',
      rules: [
        { rate: 'night', price: '0.0910477', from: '23:30', to: '05:30' },
        { rate: 'peak', price: '0.4012345', months: [10, 11, 12, 1, 2, 3], weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '16:00', to: '19:00' },
        { rate: 'day', price: '0.2733331' },
      ],
    },
    { name: 'Grid', kind: 'grid', price: '0.0312345678' },
    { name: 'Standing charge', kind: 'standing', pricePerDay: '0.46013' },
  ],
};

async function totals(folder: string, tariff: object, ...args: readonly string[]): Promise<unknown> {
  const answers: unknown[] = [];
  const terminal: Terminal = {
    json: true,
    read: (file) => Promise.resolve(file === 'tariff' ? new TextEncoder().encode(JSON.stringify(tariff)) : readFileSync(join(folder, file))),
    print: (answer) => answers.push(answer),
    write: () => undefined,
    note: () => undefined,
  };
  await bill.run(['--tariff', 'tariff', '--usage', home, '--columns', 'end=halfhour ending at,import_kwh=usage', ...args], terminal);
  return answers[0];
}

if (shared.folder === null) console.info(`bill of a real home ${shared.reason}`);

describe.skipIf(shared.folder === null)('the bill of a real home', () => {
  const folder = shared.folder ?? '';
  const fourDays = ['--from', '2023-03-24', '--to', '2023-03-28', '--zone', 'Europe/London'];

  it('is right to the millionth over three years at one rate', async () =>
    expect(await totals(folder, fixed)).toMatchObject({ total_micro: 2_469_163_180, import_wh: 7_013_944, gaps: [], estimated_wh: 0, unpriced_wh: 0 }));

  it('is right to the millionth over three years at three rates, with and without VAT', async () => {
    const energies = [{ rate: 'day', wh: 4_904_835 }, { rate: 'night', wh: 1_548_561 }, { rate: 'peak', wh: 560_548 }];
    expect(await totals(folder, threeRates)).toMatchObject({ total_micro: 2_519_064_606, registers: energies });
    expect(await totals(folder, threeRates, '--vat', 'exc')).toMatchObject({ total_micro: 2_399_109_149 });
  });

  it('is right over the four days of a spring clock change', async () => {
    expect(await totals(folder, fixed, ...fourDays)).toMatchObject({ total_micro: 9_520_315, import_wh: 26_991 });
    expect(await totals(folder, threeRates, ...fourDays)).toMatchObject({ total_micro: 9_891_580, registers: [{ rate: 'night', wh: 5_205 }, { rate: 'day', wh: 19_376 }, { rate: 'peak', wh: 2_410 }] });
  });
});
