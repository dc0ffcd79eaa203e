import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTimeText, instantsInOrder } from '#domain/time/text.ts';
import { parseDecimal } from '#domain/units/decimal.ts';
import { bill } from '../../device/cli/bill.ts';
import { sharedFiles } from './shared.ts';

/** Bills of real homes beside those of a program of another make, Python's fractions: `billPeer.py`. */
const shared = sharedFiles('data');
const python = hasPython();
if (shared.folder === null) console.info(`bills beside another make ${shared.reason}`);
if (!python) console.info('bills beside another make skipped: there is no python3 with zoneinfo');

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import zoneinfo; zoneinfo.ZoneInfo("Europe/London")'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Peer {
  readonly agile: { readonly total: number; readonly wh: number; readonly unpriced: number; readonly negative_wh: number; readonly negative: number; readonly negatives: number };
  readonly german: { readonly total: number; readonly hours: number };
  readonly citylearn: Readonly<Record<string, { readonly total: number; readonly import: number; readonly export: number }>>;
  readonly sce4: Sce;
  readonly sce8: Sce;
}
interface Sce {
  readonly total: number;
  readonly energy: number;
  readonly demand: number;
  readonly peak: number;
}
interface Answer {
  readonly total_micro: number;
  readonly parts: readonly { readonly name: string; readonly micro: number }[];
  readonly registers: readonly { readonly rate: string; readonly wh: number; readonly micro: number }[];
  readonly demands: readonly { readonly w: number }[];
  readonly import_wh: number;
  readonly export_wh: number;
  readonly unpriced_wh: number;
  readonly estimated_wh: number;
}

const folder = shared.folder ?? '';
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const table = (name: string, delimiter = ','): string[][] => text(name).trim().split(/\r?\n/).slice(1).map((line) => line.split(delimiter));

async function billed(parts: readonly object[], more: { readonly currency: string; readonly zone: string }, usage: string, ...args: readonly string[]): Promise<Answer> {
  const answers: unknown[] = [];
  const tariff = JSON.stringify({ tidewatt: 'tariff', version: 2, name: 'Peer', ...more, parts });
  await bill.run(['--tariff', 'tariff', '--usage', 'usage', ...args], {
    json: true, read: (file) => Promise.resolve(new TextEncoder().encode(file === 'tariff' ? tariff : usage)), print: (answer) => answers.push(answer), write: () => undefined, note: () => undefined,
  });
  return answers[0] as Answer;
}

/** "29/10/2022 00:30" and "29.10.2023 00:30", in order, as UTC. */
function instants(walls: readonly string[], zone: string): readonly string[] {
  const read = walls.map((wall) => {
    const [, day, month, year, time] = /^(\d+)[./](\d+)[./](\d+) (.*)$/.exec(wall) ?? [];
    const parsed = parseTimeText(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T${time}`);
    if (parsed?.kind !== 'wall') throw new Error(wall);
    return parsed.wall;
  });
  return instantsInOrder(read, zone).map((at) => new Date(at ?? NaN).toISOString());
}
const hundredth = (decimal: string, places: number): string => `${decimal}e-${places}`;

describe.skipIf(shared.folder === null || !python)('bills are equal to those of another make', () => {
  const peer = shared.folder === null || !python ? null : (JSON.parse(execFileSync('python3', [join(import.meta.dirname, 'billPeer.py'), folder], { encoding: 'utf8' })) as Peer);

  it('a British home under Agile over the March clock change and all its negative half-hours', async () => {
    const rows = table('prices/gb-agile_halfhour_2022-11_2023-05.csv');
    const starts = instants(rows.map(([from]) => from ?? ''), 'Europe/London');
    const slots = rows.map(([, , price = ''], index) => ({ start: starts[index], end: new Date(Date.parse(starts[index] ?? '') + 1_800_000).toISOString(), price: hundredth(price, 2), rate: price.startsWith('-') ? 'negative' : 'agile' }));
    const answer = await billed([{ name: 'Energy', kind: 'energy', slots }], { currency: 'GBP', zone: 'Europe/London' }, text('homes/gb-a_halfhour_2020-08_2023-05.csv'), '--columns', 'end=halfhour ending at,import_kwh=usage', '--from', '2022-11-01', '--to', '2023-05-17');
    const negative = answer.registers.find(({ rate }) => rate === 'negative');
    expect({ total: answer.total_micro, wh: answer.import_wh - answer.unpriced_wh, unpriced: answer.unpriced_wh, negative_wh: negative?.wh, negative: negative?.micro, negatives: slots.filter(({ rate }) => rate === 'negative').length }).toEqual(peer?.agile);
    expect(peer?.agile.negatives).toBe(56);
    expect(answer.estimated_wh).toBe(0);
  });

  it('the German October night with its two hours at 02:00, under a composed load', async () => {
    const rows = table('prices/de-dayahead_hourly_2023-05_2023-12.csv', ';').filter(([from]) => from?.startsWith('29.10.2023'));
    const starts = instants(rows.map(([from]) => from ?? ''), 'Europe/Berlin');
    const end = (index: number): string => new Date(Date.parse(starts[index] ?? '') + 3_600_000).toISOString();
    const slots = rows.map(([, , price = ''], index) => ({ start: starts[index], end: end(index), price: hundredth(price, 3) }));
    // 0.1 kWh in the first hour, a tenth more in each: nobody's load, so that every hour counts another.
    const usage = `start,end,import_wh\n${starts.map((start, index) => `${start},${end(index)},${(index + 1) * 100}\n`).join('')}`;
    const answer = await billed([{ name: 'Market', kind: 'energy', slots }, { name: 'Grid', kind: 'grid', price: '0.0949' }], { currency: 'EUR', zone: 'Europe/Berlin' }, usage);
    expect({ total: answer.total_micro, hours: rows.length }).toEqual(peer?.german);
    expect(answer).toMatchObject({ unpriced_wh: 0, estimated_wh: 0, gaps: [] });
  });

  /** Rows without dates, in order from the last hour of July 2016 on: a composed calendar without clock changes. */
  const hourly = (row: (index: number) => string, count: number): string => Array.from({ length: count }, (_, index) => `${new Date(Date.UTC(2016, 7, 1, 7 + index)).toISOString()},${new Date(Date.UTC(2016, 7, 1, 8 + index)).toISOString()},${row(index)}\n`).join('');
  const zone = 'Etc/GMT+8';

  it.each([['01', 4], ['05', 4], ['12', 5]] as const)('CityLearn home %s under its prices, with the power of its panels', async (building, kWp) => {
    const rows = table(`homes/us-citylearn2022_hourly_building${building}.csv`);
    const generation = (perKW: string): string => {
      const decimal = parseDecimal(perKW);
      return `${(decimal?.units ?? 0n) * BigInt(kWp)}e-${decimal?.scale ?? 0}`;
    };
    const usage = `start,end,load_kwh,generation_wh\n${hourly((index) => `${rows[index]?.[7]},${generation(rows[index]?.[11] ?? '')}`, rows.length)}`;
    const prices = table('homes/us-citylearn2022_hourly_pricing.csv').map(([price]) => price);
    const answer = await billed([{ name: 'Energy', kind: 'energy', series: { start: '2016-08-01T07:00Z', minutes: 60, prices } }, { name: 'Feed-in', kind: 'export', price: '0.08' }], { currency: 'USD', zone }, usage);
    expect({ total: answer.total_micro, import: answer.import_wh, export: answer.export_wh }).toEqual(peer?.citylearn[building]);
  });

  it.each([['sce4', 'tou_sce_tou_ev_4_march_2019.json', '01'], ['sce8', 'tou_sce_tou_ev_8_june_2019.json', '05']] as const)('a year under the table %s with its demand charge', async (name, file, building) => {
    const rows = table(`homes/us-citylearn2022_hourly_building${building}.csv`);
    const usage = `start,end,import_kwh\n${hourly((index) => rows[index]?.[7] ?? '', rows.length)}`;
    const answer = await billed(sceParts(text(`prices/${file}`)), { currency: 'USD', zone }, usage);
    const [energy, demand] = ['Energy', 'Demand'].map((part) => answer.parts.find((one) => one.name === part)?.micro);
    expect(answer.total_micro).toBe(peer?.[name].total);
    // A total is shared out by largest remainder: a part may be a millionth off its own rounding.
    expect(Math.abs((energy ?? NaN) - (peer?.[name].energy ?? NaN))).toBeLessThanOrEqual(1);
    expect(Math.abs((demand ?? NaN) - (peer?.[name].demand ?? NaN))).toBeLessThanOrEqual(1);
    expect(Math.max(...answer.demands.map(({ w }) => w))).toBe(peer?.[name].peak);
  });
});

interface SceSeason {
  readonly id: string;
  readonly dow_mask: string;
  readonly times: readonly number[];
  readonly tariffs: readonly number[];
  readonly demand_charge: number;
}

/** A Californian table as ours: its seasons by month, its days, its hours as lists of beginnings. */
function sceParts(json: string): readonly object[] {
  const { schedule } = JSON.parse(json) as { readonly schedule: readonly SceSeason[] };
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const rules = schedule.flatMap(({ id, dow_mask: days, times, tariffs }) => times.map((from, index) => ({
    rate: `${id} ${tariffs[index]}`, price: tariffs[index], months: id.startsWith('Summer') ? [6, 7, 8, 9] : [10, 11, 12, 1, 2, 3, 4, 5],
    ...(days === 'ALL' ? {} : { weekdays: days === 'WEEKENDS' ? ['sat', 'sun'] : ['mon', 'tue', 'wed', 'thu', 'fri'] }),
    ...(times.length === 1 ? {} : { from: clock(from), to: clock(times[index + 1] ?? 24) }),
  })));
  return [{ name: 'Energy', kind: 'energy', rules }, { name: 'Demand', kind: 'capacity', each: 'month', price: schedule[0]?.demand_charge, peak: { minutes: 15 } }];
}
