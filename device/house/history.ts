import { costOfSlot, type PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { paidPrices, type PaidPrices } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { HistoryInterval } from '#wire/message/history.ts';

/** Slots of the store as the app's replica takes them: priced under a tariff, or as they were when it does not reach back. In order of time. */
export function toHistory(records: readonly PricedSlot[], tariff: Tariff | null): HistoryInterval[] {
  const [first] = records;
  const last = records.at(-1);
  const prices = tariff && first && last ? paidPrices(tariff, { start: first.start, end: last.end }) : [];
  return records.map((record) => toInterval(record, prices));
}

function toInterval(record: PricedSlot, prices: readonly PaidPrices[]): HistoryInterval {
  const { start, end, quality, revision, rate } = record;
  return { start, end, importEnergy: record.import, exportEnergy: record.export, cost: costOfSlot(record, prices) ?? record.cost, rate, quality, revision };
}
