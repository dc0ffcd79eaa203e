import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bill } from '../../../../device/cli/bill.ts';
import { Refusal } from '#domain/units/refusal.ts';

/** Each example of docs/formats/tariff.md, billed; what it comes to was reckoned by hand beside the line. */
const docs = join(import.meta.dirname, '../../../../docs/formats');

interface Answer {
  readonly total_micro: number;
  readonly parts: readonly { readonly name: string; readonly micro: number }[];
  readonly [field: string]: unknown;
}

async function billed(tariff: string, usage: string, ...args: readonly string[]): Promise<Answer> {
  const answers: unknown[] = [];
  const read = (file: string): Uint8Array => (file === 'usage.csv' ? new TextEncoder().encode(usage) : readFileSync(join(docs, file)));
  await bill.run(['--tariff', tariff, '--usage', 'usage.csv', ...args], { json: true, read: (file) => Promise.resolve(read(file)), print: (answer) => answers.push(answer), write: () => undefined, note: () => undefined });
  return answers[0] as Answer;
}
const parts = ({ parts: list }: Answer): unknown => Object.fromEntries(list.map(({ name, micro }) => [name, micro]));

it('blocks count from the billing period’s begin, the usage before the bill among it; power tiers by the mean of a row', async () => {
  const usage = 'start,end,import_kwh\n2026-01-20T10:00Z,2026-01-20T11:00Z,290\n2026-02-10T16:30Z,2026-02-10T17:30Z,6\n2026-02-11T10:00Z,2026-02-11T11:00Z,8\n';
  const answer = await billed('tariff-blocks.json', usage, '--from', '2026-02-01', '--to', '2026-03-01');
  // 290 were used: 10 first at 0.12, 4 second at 0.18. Power: 4.5 + 4.5 kWh at 0.03, 1.5 kWh at 17:30-18:30 at 0.20, 3.5 at 0.06.
  expect(parts(answer)).toEqual({ Energy: 1_200_000 + 720_000, 'Steps of power': 270_000 + 300_000 + 210_000 });
  expect(answer).toMatchObject({ import_wh: 14_000, from: '2026-01-31T23:00:00Z' });
});

it('capacity is the mean of months with its least, a subscription by the month, reactive energy per kvarh, a levy of parts, two rates of VAT', async () => {
  const usage = 'start,end,import_kwh,reactive_kvarh\n2025-12-10T10:00Z,2025-12-10T10:15Z,1.5,0\n2026-01-20T10:00Z,2026-01-20T10:15Z,0.5,0.25\n2026-01-20T10:15Z,2026-01-20T10:30Z,0.5,0.25\n';
  const answer = await billed('tariff-capacity.json', usage, '--from', '2026-01-01', '--to', '2026-02-01');
  // (6 kW + 2.5 kW) / 2 = 4.25 kW at 4 a month. VAT: 6 % of 0.14 + 17 + 0.01 + 1.55 + 1.714, 21 % of 11.408.
  expect(parts(answer)).toEqual({ Energy: 140_000, 'Green levy': 1_714_000, Capacity: 17_000_000, 'Subscribed power': 11_408_000, 'Reactive energy': 10_000, Metering: 1_550_000, VAT: 1_224_840 + 2_395_680 });
  expect(answer).toMatchObject({ demands: [{ part: 'Capacity', month: '2026-01', rate: 'standard', w: 4250 }, { part: 'Subscribed power', month: '2026-01', rate: 'standard', w: 9200 }], unmeasured: [] });
});

it('reactive energy that nobody measured is named', async () =>
  expect(await billed('tariff-capacity.json', 'start,end,import_kwh\n2026-01-20T10:00Z,2026-01-20T10:15Z,0.5\n')).toMatchObject({ unmeasured: ['Reactive energy'] }));

it('a critical peak replaces, a relief adds, a holiday is cheap', async () => {
  const usage = 'start,end,import_kwh\n' + ['2026-01-12T15', '2026-01-12T16', '2026-01-12T18', '2026-01-12T19', '2026-05-15T10'].map((hour) => `${hour}:00Z,${hour.slice(0, 11)}${Number(hour.slice(11)) + 1}:00Z,1\n`).join('');
  expect((await billed('tariff-critical-peak.json', usage)).registers).toMatchObject([
    { rate: 'high', wh: 1000, micro: 270_000 }, { rate: 'critical', wh: 1000, micro: 750_000 }, { rate: 'relief', wh: 2000, micro: 440_000 }, { rate: 'low', wh: 1000, micro: 150_000 },
  ]);
});

it('neighbours, heat pump and car have prices of their own; the grid’s is on all', async () => {
  const header = 'start,end,import_kwh,export_kwh,import_kwh@community,export_kwh@community,import_kwh@heat pump,import_kwh@car\n';
  const answer = await billed('tariff-community.json', `${header}2026-01-12T10:00Z,2026-01-12T11:00Z,10,5,2,3,3,1\n`);
  expect(parts(answer)).toEqual({ Grid: 700_000, Household: 1_500_000, 'Shared by neighbours': 360_000, Heat: 660_000, 'Discount for the car': -40_000, 'Feed-in': -160_000, 'Sold to neighbours': -450_000 });
});

it('a sub-meter that the usage lacks is refused, naming the column', async () => {
  const refused = await billed('tariff-community.json', 'start,end,import_kwh\n2026-01-12T10:00Z,2026-01-12T11:00Z,10\n').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({ id: 'usage-meter', remedy: expect.stringContaining('import_kwh@community') });
});

it('prices of five minutes are a register each, export at a negative price is owed, and grams are no money', async () => {
  const usage = 'start,end,import_kwh,export_kwh\n2026-01-11T23:00Z,2026-01-11T23:05Z,1,0\n2026-01-11T23:05Z,2026-01-11T23:10Z,2,0\n2026-01-11T23:10Z,2026-01-11T23:15Z,0,3\n';
  const answer = await billed('tariff-real-time.json', usage, '--by', 'price');
  expect(parts(answer)).toEqual({ Spot: 81_000 + 159_000, 'Spot for export': 12_000 });
  expect(answer['by']).toEqual([
    { from: '2026-01-11T23:00:00Z', to: '2026-01-11T23:05:00Z', direction: 'import', rate: 'standard', price_micro: 81_000, wh: 1000 },
    { from: '2026-01-11T23:05:00Z', to: '2026-01-11T23:10:00Z', direction: 'import', rate: 'standard', price_micro: 79_500, wh: 2000 },
    { from: '2026-01-11T23:10:00Z', to: '2026-01-11T23:15:00Z', direction: 'import', rate: 'standard', price_micro: -2_100, wh: 0 },
    { from: '2026-01-11T23:00:00Z', to: '2026-01-11T23:15:00Z', direction: 'export', rate: 'standard', price_micro: -4_000, wh: 3000 },
  ]);
});

it('gas is counted in cubic metres and charged in kWh', async () => {
  // 100 m3 x 1.02264 x 39.5 / 3.6 = 1122.0633… kWh.
  const answer = await billed('tariff-gas.json', 'start,end,gas_m3\n2026-01-12T00:00Z,2026-01-13T00:00Z,100\n');
  expect(answer).toMatchObject({ import_wh: 1_122_063.333333333333, parts: [{ micro: 71_138_815 }, { micro: 291_100 }] });
});

it('by day, the days add up to the bill', async () => {
  const usage = 'start,end,import_kwh,reactive_kvarh\n2026-01-20T10:00Z,2026-01-20T10:15Z,0.5,0.25\n2026-01-21T10:15Z,2026-01-21T10:30Z,0.7,0.25\n';
  const answer = await billed('tariff-capacity.json', usage, '--by', 'day', '--from', '2026-01-20', '--to', '2026-01-23');
  const days = answer['by'] as readonly Answer[];
  expect(days.map(({ from }) => from)).toEqual(['2026-01-19T23:00:00Z', '2026-01-20T23:00:00Z', '2026-01-21T23:00:00Z']);
  expect(days.reduce((sum, { total_micro }) => sum + total_micro, 0)).toBe(answer.total_micro);
});
