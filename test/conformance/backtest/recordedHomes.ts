import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '#domain/meter/csv.ts';
import { after, HOUR, instant, type Instant } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';

/**
 * Recorded homes as `backtest` takes them: files by name, and the arguments. Every one is composed: the load of a home, the
 * prices of a market, the sessions of another's car, and a battery that nobody has there.
 */
export interface RecordedHome {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  /** Without `--from` and `--to`. */
  readonly args: readonly string[];
  /** Four weeks each: name, first day. */
  readonly months: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const iso = (at: number): string => new Date(at).toISOString();

/** "d/m/yyyy HH:MM" or "d.m.yyyy HH:MM" of a zone. */
function wallTime(text: string, zone: string): Instant | undefined {
  const [, day = '', month = '', year = '', time = ''] = /^(\d+)[./](\d+)[./](\d+) (\d+:\d+)$/.exec(text.trim()) ?? [];
  return year === '' ? undefined : instantOfText(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`, zone);
}

interface Priced {
  readonly start: Instant;
  readonly price: string;
}

const slots = (priced: readonly Priced[], step: number): readonly object[] => priced.map(({ start, price }) => ({ start: iso(start), end: iso(start + step), price, rate: 'standard' }));

/** A tariff of explicit prices, which are told by the day. */
function slotTariff(name: string, currency: string, zone: string, kind: 'energy' | 'export', priced: readonly Priced[], step: number): string {
  return JSON.stringify({ tidewatt: 'tariff', version: 1, name, currency, zone, parts: [{ name, kind, slots: slots(priced, step) }] });
}

/** Pence to pounds, exact. */
const pounds = (pence: string): string => (Number(pence) / 100).toFixed(4);

function agile(data: string): { readonly buying: string; readonly selling: string } {
  const { rows } = parseCsv(readFileSync(join(data, 'prices/gb-agile_halfhour_2022-11_2023-05.csv'), 'utf8'));
  const seen = new Set<Instant>();
  const lines = rows.flatMap((row) => {
    const start = wallTime(row[0] ?? '', 'Europe/London');
    if (start === undefined || seen.has(start)) return [];
    seen.add(start);
    return [{ start, bought: pounds(row[2] ?? ''), sold: pounds(row[3] ?? '') }];
  });
  const tariff = (kind: 'energy' | 'export', price: (line: (typeof lines)[number]) => string): string =>
    slotTariff(kind === 'energy' ? 'Agile' : 'Agile export', 'GBP', 'Europe/London', kind, lines.map((line) => ({ start: line.start, price: price(line) })), HOUR / 2);
  return { buying: tariff('energy', ({ bought }) => bought), selling: tariff('export', ({ sold }) => sold) };
}

const battery = (kilowattHours: number, kilowatts: number): object => ({
  id: 'battery', capacity_wh: kilowattHours * 1_000, max_charge_w: kilowatts * 1_000, max_discharge_w: kilowatts * 1_000, charge_efficiency: 0.95, discharge_efficiency: 0.95,
});

const devices = (parts: object): string => JSON.stringify({ tidewatt: 'backtest-devices', version: 1, ...parts });

/** The sessions of one car, moved by whole weeks from the years they are of to the years of the prices. */
function trondheimSessions(data: string, user: string, power: number): readonly object[] {
  const { header, rows } = parseCsv(readFileSync(join(data, 'ev_sessions/no-trondheim_residential_2018-12_2020-01.csv'), 'utf8'));
  const [who, plug, unplug, energy] = ['User_ID', 'Start_plugin', 'End_plugout', 'El_kWh'].map((name) => header.indexOf(name));
  let told = -Infinity;
  return rows
    .flatMap((row) => {
      const [start, end] = [plug, unplug].map((column) => wallTime(row[column ?? -1] ?? '', 'Europe/London'));
      const kwh = Number((row[energy ?? -1] ?? '').replace(',', '.'));
      if (row[who ?? -1] !== user || start === undefined || end === undefined || !(kwh > 0)) return [];
      const weeks = start < instant(Date.UTC(2019, 8, 1)) ? 209 : 157;
      return [{ start: start + weeks * WEEK, end: end + weeks * WEEK, kwh: Math.min(kwh, (power * (end - start)) / HOUR) }];
    })
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => start >= told && end > start && ((told = end), true))
    .map(({ start, end, kwh }) => ({ start: iso(start), end: iso(end), kwh }));
}

/** A net import register behind unseen PV, half-hourly prices and carbon of the same time; car and battery composed. */
export function britishHome(data: string): RecordedHome {
  const { buying, selling } = agile(data);
  const car = { id: 'car', max_charge_w: 3_600, sessions: trondheimSessions(data, 'AsO2-1', 3.6) };
  const month = (name: string, from: string): RecordedHome['months'][number] => ({ name, from, to: iso(Date.parse(from) + 28 * DAY).slice(0, 10) });
  return {
    name: 'gb-a, Agile, a Trondheim car, a battery',
    files: new Map([
      ['home', readFileSync(join(data, 'homes/gb-a_halfhour_2020-08_2023-05.csv'), 'utf8')],
      ['tariff', buying], ['export', selling],
      ['carbon', readFileSync(join(data, 'carbon/gb-ci_hourly_actual_2020-01_2023-05.csv'), 'utf8')],
      ['devices', devices({ batteries: [battery(5, 2.5)], cars: [car] })],
    ]),
    args: ['--home', 'home', '--columns', 'end=halfhour ending at,import_kwh=usage', '--tariff', 'tariff', '--export-tariff', 'export', '--carbon', 'carbon', '--devices', 'devices'],
    months: [month('Nov', '2022-11-08'), month('Jan', '2023-01-09'), month('Mar', '2023-03-06'), month('May', '2023-05-01')],
  };
}

/** W of a half-hour as Wh; an empty cell stays one, but for PV in the evening and at night, when its recorder is silent. */
const halfHourWh = (cell: string, empty: string): string => (cell === '' ? empty : String(Math.max(0, Number(cell)) / 2));

/** Load and PV of one home; rates by day and night and a price for what is sold, composed, and a battery. */
export function frenchHome(data: string): RecordedHome {
  const { rows } = parseCsv(readFileSync(join(data, 'homes/fr-emhass_30min_load-pv-pvforecast_2024-02_2024-10.csv'), 'utf8'));
  const isNight = (time: string): boolean => Number(time.slice(11, 13)) < 7 || Number(time.slice(11, 13)) >= 17;
  const lines = rows.map(([time = '', load = '', pv = '']) => `${time},${halfHourWh(load, '')},${halfHourWh(pv, isNight(time) ? '0' : '')}`);
  const rules = [{ rate: 'night', price: '0.2068', from: '22:00', to: '06:00' }, { rate: 'day', price: '0.27' }];
  const tariff = { tidewatt: 'tariff', version: 1, name: 'Day and night', currency: 'EUR', zone: 'Europe/Paris', parts: [{ name: 'Energy', kind: 'energy', rules }, { name: 'Sold', kind: 'export', price: '0.1269' }] };
  return {
    name: 'fr-emhass with its PV, day and night, a battery',
    files: new Map([['home', ['start,load_wh,generation_wh', ...lines].join('\n')], ['tariff', JSON.stringify(tariff)], ['devices', devices({ batteries: [battery(10, 5)] })]]),
    args: ['--home', 'home', '--tariff', 'tariff', '--devices', 'devices'],
    months: [{ name: 'Apr', from: '2024-04-01', to: '2024-04-29' }, { name: 'Jul', from: '2024-07-01', to: '2024-07-29' }, { name: 'Sep', from: '2024-09-02', to: '2024-09-30' }],
  };
}

const CALIFORNIA = 'Etc/GMT+8';
/** The first row is the last hour of 31 July 2016, without a date. */
const FIRST_HOUR = instant(Date.UTC(2016, 7, 1, 7));

const hourly = (data: string, part: string): ReturnType<typeof parseCsv> => parseCsv(readFileSync(join(data, `homes/us-citylearn2022_hourly_${part}.csv`), 'utf8'));

/** A home of Fontana by the hour; its own prices and carbon, a battery as large as the competition's. */
export function californianHome(data: string, building: string, kilowattPeak: number): RecordedHome {
  const { header, rows } = hourly(data, `building${building}`);
  const [load, solar] = [header.indexOf('non_shiftable_load'), header.indexOf('solar_generation')];
  const at = (index: number): string => iso(after(FIRST_HOUR, index * HOUR));
  const lines = rows.map((row, index) => `${at(index)},${Math.max(0, Number(row[load]))},${Math.max(0, Number(row[solar])) / 1_000}`);
  const prices = hourly(data, 'pricing').rows.map((row, index) => ({ start: after(FIRST_HOUR, index * HOUR), price: Number(row[0]).toFixed(4) }));
  const carbon = hourly(data, 'carbon_intensity').rows.map((row, index) => `${at(index)},${Number(row[0]) * 1_000}`);
  const tariff: unknown = JSON.parse(slotTariff('Time of use', 'USD', CALIFORNIA, 'energy', prices, HOUR));
  return {
    name: `CityLearn ${building}, ${kilowattPeak} kWp, a battery`,
    files: new Map([
      ['home', ['start,load_kwh,generation_kwh', ...lines].join('\n')],
      ['tariff', JSON.stringify(tariff)],
      ['carbon', ['start,g', ...carbon].join('\n')],
      ['devices', devices({ batteries: [battery(6.4, 5)], generation_times: kilowattPeak })],
    ]),
    args: ['--home', 'home', '--tariff', 'tariff', '--carbon', 'carbon', '--devices', 'devices'],
    months: [
      { name: 'Oct', from: '2016-10-03', to: '2016-10-31' }, { name: 'Jan', from: '2017-01-02', to: '2017-01-30' },
      { name: 'Apr', from: '2017-04-03', to: '2017-05-01' }, { name: 'Jul', from: '2017-07-01', to: '2017-07-29' },
    ],
  };
}
