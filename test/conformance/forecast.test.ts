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

const homes = sharedFiles(join('data', 'homes'));
if (homes.folder === null) console.log(homes.reason);
const folder = homes.folder ?? '';

describe.skipIf(homes.folder === null)('forecasts of two days on recorded homes, from what was known then', () => {
  it.each([
    ['load of a British home, net behind an array', () => lately(britain(folder), 100), 'Europe/London'],
    ['load of a home in Sceaux', () => sceaux(folder), 'Europe/Paris'],
    ['load of a French home', () => lately(france(folder), 100), 'Europe/Paris'],
    ['load of an Australian home', () => lately(australia(folder), 80), 'Australia/Brisbane'],
    ['load of a Californian home (1)', () => lately(california(folder, '01', 4), 80), 'Etc/GMT+8'],
    ['load of a Californian home (5)', () => lately(california(folder, '05', 4), 80), 'Etc/GMT+8'],
    ['load of a Californian home (12)', () => lately(california(folder, '12', 5), 80), 'Etc/GMT+8'],
  ] as const)('%s', (name, rows, zone) => {
    const score = scoreOf(rows(), zone, 'load');
    print(name, score);
    expect(score.ours).toBeLessThan(Math.min(score.week, score.yesterday, score.mean));
  }, 600_000);

  it.each([
    ['generation of a French home', () => lately(france(folder), 120), 'Europe/Paris', false],
    ['generation of a French home, its owner\'s forecast weighed', () => lately(france(folder), 120), 'Europe/Paris', true],
    ['generation of a Californian home (1)', () => lately(california(folder, '01', 4), 120), 'Etc/GMT+8', false],
    ['generation of a Californian home (12)', () => lately(california(folder, '12', 5), 120), 'Etc/GMT+8', false],
  ] as const)('%s', (name, rows, zone, tells) => {
    const score = scoreOf(rows(), zone, 'generation', { tells });
    print(name, score);
    expect(score.ours).toBeLessThan(Math.min(score.week, score.yesterday, score.mean));
  }, 600_000);
});
