import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_HABIT } from '#domain/forecast/habit.ts';
import { baselineAt, baselineOf } from '#domain/proof/baseline.ts';
import { QUARTER, type Quarter } from '#domain/proof/before.ts';
import { withQuarter, type MeteredDay } from '#domain/proof/days.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { wallClock } from '#domain/time/zone.ts';
import { sharedFiles } from './shared.ts';

/** Mean W of each quarter-hour. */
type Metered = ReadonlyMap<number, number>;
const CALL = 2 * HOUR;
const HOURS = [7, 9, 12, 16, 17, 18, 19, 20];
const LEARNED = 14;

/** `halfhour ending at,usage` in kWh, UTC; the last seventy days of it, all of it with TIDEWATT_LONG. */
function britain(folder: string): Metered {
  const lines = readFileSync(join(folder, 'gb-a_halfhour_2020-08_2023-05.csv'), 'utf8').trim().split('\n').slice(process.env['TIDEWATT_LONG'] ? 1 : -70 * 48);
  return new Map(
    lines.flatMap((line) => {
      const [end = '', kWh = ''] = line.split(',');
      const at = Date.parse(end.replace(' ', 'T'));
      return [1, 2].map((quarters): [number, number] => [at - quarters * QUARTER, Number(kWh) * 2_000]);
    }),
  );
}

/** `d/m/yyyy,h:mm:ss,kW` each minute, Central European winter time. */
function france(folder: string): Metered {
  const sums = new Map<number, { watts: number; minutes: number }>();
  for (const line of readFileSync(join(folder, 'fr-uci_1min_2006-12-16_2007-01-19.csv'), 'utf8').trim().split('\n').slice(1)) {
    const [date = '', time = '', kW = ''] = line.split(',');
    const [day = '', month = '', year = ''] = date.split('/');
    const power = Number(kW) * 1_000;
    if (!Number.isFinite(power)) continue;
    const at = Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(8, '0')}+01:00`);
    const quarter = Math.floor(at / QUARTER) * QUARTER;
    const { watts, minutes } = sums.get(quarter) ?? { watts: 0, minutes: 0 };
    sums.set(quarter, { watts: watts + power, minutes: minutes + 1 });
  }
  return new Map([...sums].map(([at, { watts, minutes }]) => [at, watts / minutes]));
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const quartersFrom = (start: number): readonly number[] => Array.from({ length: CALL / QUARTER }, (_, n) => start + n * QUARTER);

/** Mean absolute error, W, of what two hours would have used, at eight hours of each day after two weeks; no call ever came. */
function errors(metered: Metered, zone: string): { readonly ours: number; readonly lastDays: number; readonly before: number; readonly n: number } {
  const missed = { ours: [] as number[], lastDays: [] as number[], before: [] as number[] };
  const forecast = { zone, habit: NO_HABIT, anchor: null, last: null };
  let days: readonly MeteredDay[] = [];
  let quarters: readonly Quarter[] = [];
  const first = Math.min(...metered.keys());
  for (const [at, watts] of [...metered].sort(([one], [other]) => one - other)) {
    const { minuteOfDay } = wallClock(at as Instant, zone);
    const isCall = at - first > LEARNED * 24 * HOUR && quarters.length >= 8 && HOURS.some((hour) => hour * 60 === minuteOfDay);
    const actual = isCall ? quartersFrom(at).flatMap((quarter) => metered.get(quarter) ?? []) : [];
    if (isCall && actual.length === CALL / QUARTER) {
      const interval = { start: at as Instant, end: after(at as Instant, CALL) };
      const of = (known: readonly Quarter[]): number => mean(quartersFrom(at).map((quarter) => baselineAt(baselineOf(interval, { quarters: known, days, forecast }), quarter as Instant) ?? Number.NaN));
      missed.ours.push(Math.abs(of(quarters) - mean(actual)));
      missed.lastDays.push(Math.abs(of([]) - mean(actual)));
      missed.before.push(Math.abs(mean(quarters.map(({ work, covered }) => work / covered)) - mean(actual)));
    }
    const over: Quarter = { start: at as Instant, work: watts * QUARTER, covered: QUARTER, devices: {} };
    days = withQuarter(days, over, false, zone);
    quarters = [...quarters, over].slice(-8).filter(({ start }) => at - start < CALL);
  }
  return { ours: mean(missed.ours), lastDays: mean(missed.lastDays), before: mean(missed.before), n: missed.ours.length };
}

const homes = sharedFiles(join('data', 'homes'));
if (homes.folder === null) console.log(homes.reason);
describe.skipIf(homes.folder === null)('what would have been used, against what was, in homes that nobody called (E16)', () => {
  it.each([
    ['a British home by half-hours', britain, 'Europe/London'],
    ['a French home by minutes', france, 'Europe/Paris'],
  ])('%s: the similar days moved by the hours before miss by less than those days alone, and than the hours before alone', (name, read, zone) => {
    const { ours, lastDays, before, n } = errors(read(homes.folder ?? ''), zone);
    console.log(`${name}: misses ${n} calls of two hours by ${Math.round(ours)} W on average; the similar days alone ${Math.round(lastDays)} W, the two hours before alone ${Math.round(before)} W`);
    expect(n).toBeGreaterThan(100);
    expect(ours).toBeLessThan(lastDays);
    expect(ours).toBeLessThan(before);
  }, 600_000);
});
