import { parseUsage } from '#domain/meter/usage.ts';
import { after, HOUR, instant, type Instant } from '#domain/time/instant.ts';
import { plan } from '#workers/plan/solve.ts';
import type { Backtest } from '../../../device/backtest/backtest.ts';
import { NO_CARBON } from '../../../device/backtest/carbon.ts';
import { readSetup } from '../../../device/backtest/devicesFile.ts';
import { LONGEST } from '../../../device/backtest/play.ts';
import type { Planner } from '../../../device/backtest/planned.ts';
import { seriesOf } from '../../../device/backtest/series.ts';
import { tariffFromText } from '../../../device/source/tariffFile.ts';

export const DAY = 24 * HOUR;
/** A Monday; the recording begins two weeks before it. */
export const MONDAY = instant(Date.UTC(2024, 5, 3));
const RECORDED_FROM = after(MONDAY, -14 * DAY);

/** A usage CSV by the half-hour: W at each. */
export function recording(until: Instant, loadAt: (at: Instant) => number, generationAt?: (at: Instant) => number): string {
  const lines = ['start,load_wh' + (generationAt ? ',generation_wh' : '')];
  for (let at = RECORDED_FROM; at < until; at = after(at, HOUR / 2)) {
    lines.push([new Date(at).toISOString(), loadAt(at) / 2, ...(generationAt ? [generationAt(at) / 2] : [])].join(','));
  }
  return lines.join('\n');
}

/** 10 of the small coin from midnight to six, else 30; 5 for what is sold. */
export const TWO_RATES = JSON.stringify({
  tidewatt: 'tariff', version: 1, name: 'Two rates', currency: 'EUR', zone: 'UTC',
  parts: [
    { name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.10', from: '00:00', to: '06:00' }, { rate: 'day', price: '0.30' }] },
    { name: 'Sold', kind: 'export', price: '0.05' },
  ],
});

/** 6 kWh, 3 kW, no loss. */
export const BATTERY = { id: 'battery', capacity_wh: 6_000, max_charge_w: 3_000, max_discharge_w: 3_000, charge_efficiency: 1, discharge_efficiency: 1 };

/** Plans by descent alone: no solver to load. */
export const byDescent: Planner = (problem) => plan(problem, { solver: null, author: 'test', clock: () => 0, budget: { seconds: 1, nodes: 1, relativeGap: 0.01, absoluteGap: 0.01 } });

/** A backtest of some days from that Monday, in UTC. */
export function backtestOf(days: number, usage: string, devices: object, options: { readonly tariff?: string; readonly planner?: Planner; readonly every?: number } = {}): Backtest {
  const setup = readSetup(JSON.stringify({ tidewatt: 'backtest-devices', version: 1, ...devices }));
  const read = parseUsage(usage, { columns: null, label: null, zone: 'UTC' });
  const recorded = { start: RECORDED_FROM, end: read.rows.at(-1)?.end ?? MONDAY };
  const series = seriesOf(read, recorded, MONDAY, setup.generationTimes);
  return {
    series, played: series, grain: LONGEST, setup, terms: { buying: tariffFromText(options.tariff ?? TWO_RATES, 'inc'), selling: null }, carbon: NO_CARBON,
    zone: 'UTC', period: { start: MONDAY, end: after(MONDAY, days * DAY) }, forecast: 'own', planner: options.planner ?? byDescent, every: options.every ?? 2 * HOUR,
  };
}
