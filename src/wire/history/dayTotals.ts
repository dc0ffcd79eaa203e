import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import type { DayTotal } from './catalogue.ts';

const plus = (sum: number | null, more: number | null): number | null => (more === null ? sum : (sum ?? 0) + more);

/** Sums of slots by local day; a slot counts to the day that it starts in. @param slots in order of time. */
export function dayTotals(slots: Iterable<PricedSlot>, zone: string): DayTotal[] {
  const days: DayTotal[] = [];
  for (const slot of slots) {
    const last = days.at(-1);
    if (last && slot.start < last.end) days[days.length - 1] = withSlot(last, slot);
    else days.push(withSlot(emptyDay(slot.start, zone), slot));
  }
  return days;
}

function emptyDay(at: Instant, zone: string): DayTotal {
  const { date, interval } = localDay(at, zone);
  return { date, ...interval, importEnergy: null, exportEnergy: null, cost: null, covered: 0, estimated: 0, unpriced: 0 };
}

function withSlot(day: DayTotal, { start, end, import: bought, export: sold, cost, quality }: PricedSlot): DayTotal {
  const length = end - start;
  return {
    ...day,
    importEnergy: plus(day.importEnergy, bought),
    exportEnergy: plus(day.exportEnergy, sold),
    cost: plus(day.cost, cost),
    covered: day.covered + (quality === 'missing' ? 0 : length),
    estimated: day.estimated + (quality === 'estimated' ? length : 0),
    unpriced: day.unpriced + (cost === null ? length : 0),
  };
}
