import { costOfSlot, type PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { paidPrices, type PaidPrices } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { HistoryInterval } from '#wire/message/history.ts';

/**
 * Slots of the store as the app's replica takes them: each priced under the tariff of its start, or as it was when that does not
 * reach back. In order of time. @param tariffAt the same object for as long as the same tariff holds.
 */
export function toHistory(records: readonly PricedSlot[], tariffAt: (at: Instant) => Tariff | null): HistoryInterval[] {
  return heldTogether(records, tariffAt).flatMap(({ tariff, slots }) => {
    const [first] = slots;
    const last = slots.at(-1);
    const prices = tariff && first && last ? paidPrices(tariff, { start: first.start, end: last.end }) : [];
    return slots.map((record) => toInterval(record, prices));
  });
}

interface Held {
  readonly tariff: Tariff | null;
  readonly slots: PricedSlot[];
}

function heldTogether(records: readonly PricedSlot[], tariffAt: (at: Instant) => Tariff | null): readonly Held[] {
  const runs: Held[] = [];
  for (const record of records) {
    const tariff = tariffAt(record.start);
    const last = runs.at(-1);
    if (last && last.tariff === tariff) last.slots.push(record);
    else runs.push({ tariff, slots: [record] });
  }
  return runs;
}

function toInterval(record: PricedSlot, prices: readonly PaidPrices[]): HistoryInterval {
  const { start, end, quality, revision, rate } = record;
  return { start, end, importEnergy: record.import, exportEnergy: record.export, cost: costOfSlot(record, prices) ?? record.cost, rate, quality, revision };
}
