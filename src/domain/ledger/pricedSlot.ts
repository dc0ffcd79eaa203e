import { paidPrices, type PaidPrices } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { milliWattHours, type MilliWattHours } from '../units/energy.ts';
import { roundMoney } from '../units/money.ts';
import type { IntervalRecord } from './accounting.ts';
import type { Bar } from './bars.ts';
import { costOfBar } from './cost.ts';

/** A slot with its price: micro of the currency before standing charge, under the tariff when it closed; null where that priced none of it. */
export interface PricedSlot extends IntervalRecord {
  readonly cost: number | null;
  readonly currency: string | null;
}

/** A slot that closes, with its rate and cost under the tariff that held when it began: a tariff by the day forgets its old prices. */
export function pricedSlot(record: IntervalRecord, tariff: Tariff | null, currency: string | null): PricedSlot {
  const prices = tariff ? paidPrices(tariff, { start: record.start, end: record.end }) : [];
  const cost = record.tierCost ?? costOfSlot(record, prices);
  // The books may have gone over to the next tariff since; one that spans rates has none.
  const rate = record.rate === null || tariff === null ? record.rate : (prices[0]?.rate ?? null);
  return { ...record, rate, cost, currency: cost === null ? null : currency };
}

/** Micro of the currency; null where none of it has a price. */
export function costOfSlot(record: IntervalRecord, prices: readonly PaidPrices[]): number | null {
  const { money } = costOfBar(closedBar(record), prices);
  return money === null ? null : roundMoney(money);
}

const closedBar = (record: IntervalRecord): Bar => ({
  ...record,
  import: energy(record.import),
  export: energy(record.export),
  estimated: 0,
  covered: record.end - record.start,
  estimatedTime: 0,
  open: false,
});
const energy = (value: number | null): MilliWattHours | null => (value === null ? null : milliWattHours(value));
