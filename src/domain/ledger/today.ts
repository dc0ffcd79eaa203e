import { after, floorTo, type Instant } from '../time/instant.ts';
import type { LocalDay } from '../time/zone.ts';
import type { PaidPrices } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { type ExactMoney, type Micro, roundMoney } from '../units/money.ts';
import { type Bar, type BarQuality, qualityOf } from './bars.ts';
import { costOfBar } from './cost.ts';
import type { AccountMemory } from './memory.ts';
import { tieredCosts } from './tieredCost.ts';

/** One slot of the day: mWh, micro before standing charge; null where unknown. */
export interface TodayBar {
  readonly start: Instant;
  readonly end: Instant;
  readonly importEnergy: number | null;
  readonly exportEnergy: number | null;
  readonly cost: Micro | null;
  readonly quality: BarQuality;
}

/** The local day so far: the body of `state/today`, same shape as the wire's. */
export interface TodayState {
  readonly day: string;
  readonly start: Instant;
  readonly end: Instant;
  /** The last moment that is accounted. */
  readonly until: Instant;
  readonly importEnergy: number;
  readonly exportEnergy: number;
  /** Micro, energy only, as paid; null when no tariff prices it. */
  readonly energyCost: Micro | null;
  readonly standingCharge: Micro | null;
  readonly unpricedEnergy: number;
  readonly estimatedEnergy: number;
  readonly bars: readonly TodayBar[];
}

export interface DayBook {
  readonly day: LocalDay;
  readonly until: Instant;
  readonly bars: readonly Bar[];
  readonly step: number;
  readonly prices: readonly PaidPrices[];
  readonly standingCharge: Micro | null;
  /** Where the tariff has tiers: it, and what its blocks had used when the day began. */
  readonly tiers?: { readonly tariff: Tariff; readonly before: AccountMemory } | null;
}

/** Adds the day up, rounding its money once; slots that nothing was measured in are there, and missing. */
export function todayOf({ day, until, bars, step, prices, standingCharge, tiers = null }: DayBook): TodayState {
  const { start, end } = day.interval;
  const known = bars.filter((bar) => bar.start >= start && bar.start < end);
  const costs = tiers ? tieredCosts(known, tiers.tariff, tiers.before) : known.map((bar) => costOfBar(bar, prices));
  const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
  const moneys = costs.flatMap(({ money }) => (money === null ? [] : [money as bigint]));
  return {
    day: day.date,
    start,
    end,
    until,
    importEnergy: sum(known.map((bar) => bar.import)),
    exportEnergy: sum(known.map((bar) => bar.export)),
    energyCost: moneys.length === 0 ? null : roundMoney(moneys.reduce((total, money) => total + money, 0n) as ExactMoney),
    standingCharge,
    unpricedEnergy: sum(costs.map(({ unpriced }) => unpriced)),
    estimatedEnergy: sum(known.map(({ estimated }) => estimated)),
    bars: withMissing(known.map((bar, index) => shown(bar, costs[index]?.money ?? null)), start, until, step),
  };
}

const shown = (bar: Bar, money: ExactMoney | null): TodayBar => ({
  start: bar.start, end: bar.end, importEnergy: bar.import, exportEnergy: bar.export, cost: money === null ? null : roundMoney(money), quality: qualityShown(bar),
});

/** The slot now running is not missing what has not been yet. */
const qualityShown = (bar: Bar): BarQuality => (bar.open && bar.revision === 0 ? qualityOf({ ...bar, covered: bar.end - bar.start }) : qualityOf(bar));

/** Bars are in order; time up to `until` that none of them covers is filled by missing ones of `step`. */
function withMissing(bars: readonly TodayBar[], start: Instant, until: Instant, step: number): readonly TodayBar[] {
  const filled: TodayBar[] = [];
  let at = start;
  const fill = (limit: Instant): void => {
    while (at < limit) {
      const end = Math.min(after(floorTo(at, step), step), limit) as Instant;
      filled.push({ start: at, end, importEnergy: null, exportEnergy: null, cost: null, quality: 'missing' });
      at = end;
    }
  };
  for (const bar of bars) {
    fill(bar.start);
    filled.push(bar);
    at = bar.end;
  }
  fill(until);
  return filled;
}
