import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forecastAt, initialOutlook, learn } from '#domain/forecast/outlook.ts';
import type { PriceSlot } from '#domain/tariff/price.ts';
import { after, HOUR } from '#domain/time/instant.ts';
import { wallClock } from '#domain/time/zone.ts';
import { microPerKWh } from '#domain/units/money.ts';
import { Means, slotsAfter } from './forecastScore.ts';
import { agile, HALF_HOUR, type Price } from './forecastSeries.ts';
import { sharedFiles } from './shared.ts';

const ZONE = 'Europe/London';
const DAY = 24 * HOUR;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const slotOf = ({ at, bought, sold }: Price): PriceSlot => ({ start: at, end: after(at, HALF_HOUR), importPrice: microPerKWh(bought), exportPrice: microPerKWh(sold), rate: 'agile', known: true });

/** Each day's prices are published at four the afternoon before: the 24 h after the last published one, each day after two weeks. Mean absolute errors in pence. */
function errors(prices: readonly Price[]) {
  const actual = new Map(prices.map(({ at, bought }) => [at as number, bought]));
  const missed = { ours: [] as number[], yesterday: [] as number[], week: [] as number[], mean: [] as number[], within: [] as number[] };
  let state = initialOutlook(ZONE);
  let told: Price[] = [];
  const before = new Means();
  prices.forEach((price, n) => {
    told.push(price);
    const { minuteOfDay } = wallClock(after(price.at, HALF_HOUR), ZONE);
    if (minuteOfDay !== 23 * 60) return;
    state = learn(state, { kind: 'prices', slots: told.map(slotOf) });
    for (const { at, bought } of told) before.add(at, bought);
    told = [];
    if (n < 14 * 48) return;
    const slots = slotsAfter(after(price.at, HALF_HOUR), 48);
    const outlook = forecastAt(state, after(price.at, -31 * HOUR), slots);
    slots.forEach(({ start }, slot) => {
      const came = actual.get(start);
      const estimate = outlook.prices[slot];
      const [yesterday, week] = [actual.get(start - DAY), actual.get(start - 7 * DAY)];
      if (came === undefined || !estimate || yesterday === undefined || week === undefined) return;
      missed.ours.push(Math.abs(estimate.importPrice.mean - came));
      missed.yesterday.push(Math.abs(yesterday - came));
      missed.week.push(Math.abs(week - came));
      missed.mean.push(Math.abs(before.at(start).sum / before.at(start).n - came));
      missed.within.push(came >= estimate.importPrice.p10 && came <= estimate.importPrice.p90 ? 1 : 0);
    });
  });
  const pence = (list: readonly number[]): number => mean(list) / 10_000;
  return { ours: pence(missed.ours), yesterday: pence(missed.yesterday), week: pence(missed.week), mean: pence(missed.mean), covered: mean(missed.within), n: missed.ours.length };
}

const files = sharedFiles(join('data', 'prices'));
if (files.folder === null) console.log(files.reason);
describe.skipIf(files.folder === null)('prices of the day that is not published yet', () => {
  it('Agile from November to May: nearer than the day before, the week before and the mean', () => {
    const { ours, yesterday, week, mean: usual, covered, n } = errors(agile(files.folder ?? '').slice(process.env['TIDEWATT_LONG'] ? 0 : -90 * 48));
    console.log(`Agile beyond what is published: MAE ${ours.toFixed(2)} p over ${n} half-hours; yesterday ${yesterday.toFixed(2)}, last week ${week.toFixed(2)}, the mean ${usual.toFixed(2)}; ${Math.round(100 * covered)} % between p10 and p90`);
    expect(n).toBeGreaterThan(3_000);
    expect(ours).toBeLessThan(Math.min(yesterday, week, usual));
  }, 600_000);
});
