import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantsInOrder } from '#domain/time/text.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';

export const HALF_HOUR = HOUR / 2;

/** Mean W of a half-hour; null where the file says nothing. */
export interface Row {
  readonly at: number;
  readonly load: number | null;
  readonly generation: number | null;
  /** W that somebody said a day before would be made. */
  readonly told: number | null;
  /** °C outside; left out where the file has none. */
  readonly celsius?: number;
}

const linesOf = (folder: string, name: string): readonly string[] => readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1);
const numberOf = (text: string | undefined): number | null => (text === undefined || text === '' || !Number.isFinite(Number(text)) ? null : Number(text));

/** `halfhour ending at,usage` in kWh, UTC: the net at the meter behind an array that nobody metered. */
export const britain = (homes: string): readonly Row[] =>
  linesOf(homes, 'gb-a_halfhour_2020-08_2023-05.csv').map((line) => {
    const [end = '', kWh = ''] = line.split(',');
    return { at: Date.parse(end.replace(' ', 'T')) - HALF_HOUR, load: Number(kWh) * 2_000, generation: null, told: null };
  });

/** Half-hour means in W, UTC, with the array's forecast as its owner had it. */
export const france = (homes: string): readonly Row[] =>
  linesOf(homes, 'fr-emhass_30min_load-pv-pvforecast_2024-02_2024-10.csv').map((line) => {
    const [at = '', load, made, told] = line.split(',');
    return { at: Date.parse(at), load: numberOf(load), generation: numberOf(made), told: numberOf(told) };
  });

/** `d/m/yyyy,h:mm:ss,kW` each minute, Central European winter time. */
export function sceaux(homes: string): readonly Row[] {
  const sums = new Map<number, { watts: number; minutes: number }>();
  for (const line of linesOf(homes, 'fr-uci_1min_2006-12-16_2007-01-19.csv')) {
    const [date = '', time = '', kW] = line.split(',');
    const [day = '', month = '', year = ''] = date.split('/');
    const power = numberOf(kW);
    if (power === null) continue;
    const at = Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(8, '0')}+01:00`);
    const start = Math.floor(at / HALF_HOUR) * HALF_HOUR;
    const { watts, minutes } = sums.get(start) ?? { watts: 0, minutes: 0 };
    sums.set(start, { watts: watts + power * 1_000, minutes: minutes + 1 });
  }
  return [...sums].map(([at, { watts, minutes }]) => ({ at, load: watts / minutes, generation: null, told: null }));
}

/** kWh a half-hour; the file names no zone: taken as Australian Eastern Standard Time. */
export const australia = (homes: string): readonly Row[] =>
  linesOf(homes, 'au-sgsc_30min_10018060.csv').map((line) => {
    const [, end = '', kWh = ''] = line.split(',');
    return { at: Date.parse(`${end}+10:00`) - HALF_HOUR, load: Number(kWh) * 2_000, generation: null, told: null };
  });

/** Hourly kWh and W per kW of array from 1 August 2016 on, without summer time: each hour is two half-hours alike. */
export function california(homes: string, building: string, kilowatts: number): readonly Row[] {
  const weather = linesOf(homes, 'us-citylearn2022_hourly_weather.csv').map((line) => Number(line.split(',')[0]));
  return linesOf(homes, `us-citylearn2022_hourly_building${building}.csv`).flatMap((line, hour) => {
    const columns = line.split(',');
    const at = Date.parse('2016-08-01T07:00:00Z') + hour * HOUR;
    const row = { load: Number(columns[7]) * 1_000, generation: Number(columns[11]) * kilowatts, told: null, celsius: weather[hour] ?? Number.NaN };
    return [{ at, ...row }, { at: at + HALF_HOUR, ...row }];
  });
}

/** Micro per kWh by half-hours. */
export interface Price {
  readonly at: Instant;
  readonly bought: number;
  readonly sold: number;
}

/** `d/m/yyyy HH:MM` London time, pence per kWh. */
export function agile(prices: string): readonly Price[] {
  const rows = linesOf(prices, 'gb-agile_halfhour_2022-11_2023-05.csv').map((line) => line.split(','));
  const walls = rows.map(([from = '']) => {
    const [, day, month, year, hour, minute] = /(\d+)\/(\d+)\/(\d+) (\d+):(\d+)/.exec(from) ?? [];
    return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  });
  return instantsInOrder(walls, 'Europe/London').flatMap((at, n) => {
    const [, , bought, sold] = rows[n] ?? [];
    return at === null ? [] : [{ at, bought: Math.round(Number(bought) * 10_000), sold: Math.round(Number(sold) * 10_000) }];
  });
}
