import { account, type Terms } from '#domain/ledger/account.ts';
import { newBook, post, type Posted } from '#domain/ledger/book.ts';
import { after, instant, MINUTE } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';
import { percentile, single, type Figure } from './figure.ts';

const HALF_HOUR = 30 * MINUTE;
const START = instant(Date.UTC(2016, 0, 1));
const YEARS = 10;
const ROWS = 175_344;
const MOST_SECONDS = 1;
const RUNS = 5;

const common = { tidewatt: 'tariff', version: 2, name: 'Bench', currency: 'GBP', zone: 'Europe/London', vat: { percent: 5, included: false } };
const rates = { name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.0910477', from: '23:30', to: '05:30' }, { rate: 'peak', price: '0.4012345', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '16:00', to: '19:00' }, { rate: 'day', price: '0.2733331' }] };
const grid = { name: 'Grid', kind: 'grid', price: '0.0312345678' };
const standing = { name: 'Standing charge', kind: 'standing', pricePerDay: '0.46013' };
const blocks = { name: 'Blocks', kind: 'levy', blocks: 'month', tiers: [{ price: '0.01' }, { aboveKWh: 250, price: '0.02' }] };
const capacity = { name: 'Capacity', kind: 'capacity', each: 'year', price: '48', peak: { minutes: 30, months: 12, leastKW: '2.5' } };
const feedIn = { name: 'Feed-in', kind: 'export', price: '0.15' };

function termsOf(parts: readonly object[]): Terms {
  const read = readTariff({ ...common, parts });
  if (!read.ok) throw new Error(read.reason);
  return { buying: read.tariff, selling: null };
}

/** A home that repeats itself by no round number: what it draws is of no matter, that every row differs is. */
function tenYears(): readonly Posted[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const start = after(START, index * HALF_HOUR);
    const energy = (seed: number): ExactEnergy => (BigInt((index * seed) % 1_999) * 10n ** 15n) as ExactEnergy;
    return { start, end: after(start, HALF_HOUR), import: energy(7919), export: energy(104_729), estimated: false, revision: 1 };
  });
}

interface Timed {
  readonly wall: readonly number[];
  /** What others take of the machine is not in it. */
  readonly processor: readonly number[];
}

/** Seconds of each of some runs. */
function timed(run: () => void): Timed {
  const runs = Array.from({ length: RUNS }, () => {
    const [began, before] = [performance.now(), process.cpuUsage()];
    run();
    const { user, system } = process.cpuUsage(before);
    return { wall: (performance.now() - began) / 1_000, processor: (user + system) / 1e6 };
  });
  return { wall: runs.map(({ wall }) => wall), processor: runs.map(({ processor }) => processor) };
}

/** `bench ledger`: ten years of half-hours as one bill and as a book of monthly ones, and what a late reading costs. */
export function benchLedger(): Promise<readonly Figure[]> {
  const rows = tenYears();
  const period = { start: START, end: rowAt(rows, ROWS - 1).end };
  const rated = termsOf([rates, grid, feedIn, standing]);
  const full = termsOf([rates, grid, blocks, feedIn, capacity, standing]);
  const bill = timed(() => void account(rated, period, rows));
  const all = timed(() => void account(full, period, rows));
  const book = post(newBook(full), rows);
  const built = timed(() => void post(newBook(full), rows));
  const late = (index: number): Posted => ({ ...rowAt(rows, index), revision: 2 });
  const lastMonth = timed(() => void post(book, [late(ROWS - 40)]));
  const firstMonth = timed(() => void post(book, [late(40)]));
  return Promise.resolve([
    ...figures(`${YEARS} years of half-hours, three rates, import and export`, bill, MOST_SECONDS),
    ...figures(`${YEARS} years with monthly blocks and a capacity charge too`, all, null),
    ...figures(`${YEARS} years as a book of monthly bills`, built, null),
    ...figures('a late reading in the last month', lastMonth, null),
    ...figures(`a late reading in the first of ${YEARS * 12} months`, firstMonth, null),
  ]);
}

function rowAt(rows: readonly Posted[], index: number): Posted {
  const row = rows[index];
  if (!row) throw new RangeError(`no row ${index}`);
  return row;
}

/** Medians of the runs; a budget is on processor time. */
function figures(name: string, { wall, processor }: Timed, budget: number | null): readonly Figure[] {
  const median = (runs: readonly number[], most: number | null): Omit<Figure, 'name'> => ({ ...single(name, percentile(runs, 0.5), { unit: 's', ...(most === null ? {} : { budget: most }) }), n: runs.length });
  return [{ ...median(processor, budget), name: `${name}, processor` }, { ...median(wall, null), name: `${name}, wall` }];
}
