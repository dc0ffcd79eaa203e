import type { Instant, Interval } from '../time/instant.ts';
import type { PaidPrices } from '../tariff/price.ts';
import { costAt, exactEnergy, type ExactMoney } from '../units/money.ts';
import type { Bar } from './bars.ts';
import { shareOf } from './metered.ts';

/** What a slot's energy comes to as paid; `money` is null where none of it has a price. */
export interface BarCost {
  readonly money: ExactMoney | null;
  /** mWh of either direction without a price. */
  readonly unpriced: number;
}

/** Prices a slot; over a change of price its energy is shared in proportion to time. Export is paid to the home: below zero. */
export function costOfBar(bar: Bar, prices: readonly PaidPrices[]): BarCost {
  const pieces = prices.filter(({ start, end }) => start < bar.end && end > bar.start);
  const bought = priced(bar, bar.import, pieces, ({ importPrice }) => importPrice);
  const sold = priced(bar, bar.export, pieces, ({ exportPrice }) => exportPrice);
  const unpriced = bought.unpriced + sold.unpriced;
  if (bought.money === null && sold.money === null) return { money: null, unpriced };
  return { money: ((bought.money ?? 0n) - (sold.money ?? 0n)) as ExactMoney, unpriced };
}

function priced(bar: Bar, energy: Bar['import'], pieces: readonly PaidPrices[], priceOf: (prices: PaidPrices) => PaidPrices['importPrice']): BarCost {
  if (energy === null) return { money: null, unpriced: 0 };
  const exact = exactEnergy(energy);
  let [money, known, without] = [0n, false, exact as bigint];
  for (const prices of pieces) {
    const price = priceOf(prices);
    if (price === null) continue;
    const share = shareOf(exact, overlap(prices, bar), bar);
    money += costAt(price, share);
    without -= share;
    known = true;
  }
  return { money: known ? (money as ExactMoney) : null, unpriced: Math.round(Number(without) / 1e12) };
}

const overlap = (a: Interval, b: Interval): Interval => ({ start: Math.max(a.start, b.start) as Instant, end: Math.min(a.end, b.end) as Instant });
