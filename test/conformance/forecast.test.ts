import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreOf, type Score } from './forecastScore.ts';
import { australia, britain, california, france, sceaux, type Row } from './forecastSeries.ts';
import { sharedFiles } from './shared.ts';

const IS_LONG = process.env['TIDEWATT_LONG'] !== undefined;
/** Half-hours taken of a file: the last months, all of it with TIDEWATT_LONG. */
const lately = (rows: readonly Row[], days: number): readonly Row[] => (IS_LONG ? rows : rows.slice(-days * 48));
const skill = (ours: number, other: number): string => `${Math.round(100 * (1 - ours / other))} %`;
const print = (name: string, { n, ours, median, yesterday, week, mean, pinball, covered, coveredDays }: Score): void =>
  console.log(`${name}: MAE ${ours.toFixed(0)} W (median ${median.toFixed(0)}) over ${n} half-hours; yesterday ${yesterday.toFixed(0)} (skill ${skill(ours, yesterday)}), last week ${week.toFixed(0)} (${skill(ours, week)}), the mean ${mean.toFixed(0)} (${skill(ours, mean)}); pinball ${pinball.toFixed(1)} W, ${Math.round(100 * covered)} % between p10 and p90, ${Math.round(100 * coveredDays)} % of days together`);

/** Last week and yesterday are beaten on any stretch; the mean of the half-hour, which takes weeks of record to learn, by the median. */
function holds(name: string, score: Score): void {
  print(name, score);
  expect(score.ours).toBeLessThan(Math.min(score.week, score.yesterday));
  expect(score.median).toBeLessThan(score.mean);
}

const homes = sharedFiles(join('data', 'homes'));
if (homes.folder === null) console.log(homes.reason);
const folder = homes.folder ?? '';

describe.skipIf(homes.folder === null)('forecasts of two days on recorded homes, from what was known then', () => {
  it.each([
    ['load of a British home, net behind an array', () => lately(britain(folder), 60), 'Europe/London'],
    ['load of a home in Sceaux', () => sceaux(folder), 'Europe/Paris'],
    ['load of a French home', () => lately(france(folder), 60), 'Europe/Paris'],
    ['load of a Californian home (1)', () => lately(california(folder, '01', 4), 60), 'Etc/GMT+8'],
    ...(IS_LONG
      ? ([
          ['load of an Australian home', () => australia(folder), 'Australia/Brisbane'],
          ['load of a Californian home (5)', () => california(folder, '05', 4), 'Etc/GMT+8'],
          ['load of a Californian home (12)', () => california(folder, '12', 5), 'Etc/GMT+8'],
        ] as const)
      : []),
  ] as const)('%s: nearer than yesterday and last week', (name, rows, zone) => {
    holds(name, scoreOf(rows(), zone, 'load'));
  }, 600_000);

  it.each([
    ['generation of a French home', () => lately(france(folder), 60), 'Europe/Paris', {}],
    ...(IS_LONG
      ? ([
          ["generation of a French home, its owner's forecast weighed", () => france(folder), 'Europe/Paris', { tells: true }],
          ['generation of a Californian home (1)', () => california(folder, '01', 4), 'Etc/GMT+8', {}],
          ['generation of a Californian home (12)', () => california(folder, '12', 5), 'Etc/GMT+8', {}],
        ] as const)
      : []),
  ] as const)('%s: nearer than yesterday and last week', (name, rows, zone, told) => {
    holds(name, scoreOf(rows(), zone, 'generation', told));
  }, 600_000);

  it.skipIf(!IS_LONG)('load of a Californian home (5), its weather told as it will be: nearer than without', () => {
    const rows = california(folder, '05', 4);
    const told = scoreOf(rows, 'Etc/GMT+8', 'load', { weather: true });
    holds('load of a Californian home (5), its weather known beforehand', told);
    expect(told.ours).toBeLessThan(scoreOf(rows, 'Etc/GMT+8', 'load').ours);
  }, 600_000);
});
