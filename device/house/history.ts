import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { Bar } from '#domain/ledger/bars.ts';
import { costOfBar } from '#domain/ledger/cost.ts';
import { paidPrices, type PaidPrices } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { roundMoney } from '#domain/units/money.ts';
import type { HistoryInterval } from '#wire/message/history.ts';

/** Slots of the store as the app's replica takes them, priced under a tariff. In order of time. */
export function toHistory(records: readonly IntervalRecord[], tariff: Tariff | null): HistoryInterval[] {
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

function toInterval(record: IntervalRecord, prices: readonly PaidPrices[]): HistoryInterval {
  const { start, end, quality, revision, rate } = record;
  const { money } = costOfBar(closedBar(record), prices);
  return { start, end, importEnergy: record.import, exportEnergy: record.export, cost: money === null ? null : roundMoney(money), rate, quality, revision };
}
