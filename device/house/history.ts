import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { Bar } from '#domain/ledger/bars.ts';
import { costOfBar } from '#domain/ledger/cost.ts';
import { paidPrices, type PaidPrices } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { roundMoney } from '#domain/units/money.ts';
import type { HistoryInterval } from '#wire/message/history.ts';
import type { PricedSlot } from './storage/slots.ts';

/** A slot that closes, with what it costs under the tariff of now: a tariff by the day forgets its old prices. */
export function pricedSlot(record: IntervalRecord, tariff: Tariff | null, currency: string | null): PricedSlot {
  const prices = tariff ? paidPrices(tariff, { start: record.start, end: record.end }) : [];
  const cost = costUnder(record, prices);
  return { ...record, cost, currency: cost === null ? null : currency };
}

/** Slots of the store as the app's replica takes them: priced under a tariff, or as they were when it does not reach back. In order of time. */
export function toHistory(records: readonly PricedSlot[], tariff: Tariff | null): HistoryInterval[] {
  const [first] = records;
  const last = records.at(-1);
  const prices = tariff && first && last ? paidPrices(tariff, { start: first.start, end: last.end }) : [];
  return records.map((record) => toInterval(record, prices));
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
const energy = (value: number | null): ReturnType<typeof milliWattHours> | null => (value === null ? null : milliWattHours(value));

function costUnder(record: IntervalRecord, prices: readonly PaidPrices[]): number | null {
  const { money } = costOfBar(closedBar(record), prices);
  return money === null ? null : roundMoney(money);
}

function toInterval(record: PricedSlot, prices: readonly PaidPrices[]): HistoryInterval {
  const { start, end, quality, revision, rate } = record;
  return { start, end, importEnergy: record.import, exportEnergy: record.export, cost: costUnder(record, prices) ?? record.cost, rate, quality, revision };
}
