import type { Terms } from '#domain/ledger/account.ts';
import { priceSlots, type PriceSlot } from '#domain/tariff/price.ts';
import { unitPartsOfAll, type Schedule, type TableSlot, type Tariff, type TariffPart, type UnitPart } from '#domain/tariff/tariff.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import { after, type Instant, type Interval } from '#domain/time/instant.ts';
import { localDay, wallClock } from '#domain/time/zone.ts';

/** Prices of a table by the day are told at this minute of the day before: of Agile at 16:00, of the day-ahead auctions of Europe earlier. */
const TOLD_AT = 16 * 60;
/** The auctions of Europe are for a day of central European time. */
const AUCTION_ZONE = 'Europe/Brussels';
/** Prices so far back stand in for those not told yet. */
const LOOKS_BACK = 9 * DAY;

const auctionZone = (zone: string): string => (zone.startsWith('Europe/') ? AUCTION_ZONE : zone);

/** The end of the last day whose table is published at an instant. */
function toldUntil(zone: string, now: Instant): Instant {
  const today = localDay(now, auctionZone(zone)).interval.end;
  return wallClock(now, zone).minuteOfDay < TOLD_AT ? today : localDay(today, auctionZone(zone)).interval.end;
}

const cutTo = (schedule: Schedule, isKept: (slot: TableSlot) => boolean): Schedule => (schedule.kind === 'slots' ? { kind: 'slots', slots: schedule.slots.filter(isKept) } : schedule);

function cutPart(part: TariffPart, isKept: (slot: TableSlot) => boolean): TariffPart {
  if (part.per === 'none') return { ...part, schedule: cutTo(part.schedule, isKept) };
  return part.per === 'kWh' ? { ...part, tiers: part.tiers.map((tier) => ({ ...tier, schedule: cutTo(tier.schedule, isKept) })) } : part;
}

/** A tariff without the explicit prices from an instant on, and without those that no plan looks back to. */
const cutAt = (tariff: Tariff, now: Instant, until: Instant): Tariff => ({ ...tariff, parts: tariff.parts.map((part) => cutPart(part, ({ start, end }) => start < until && end > now - LOOKS_BACK)) });

/** What is paid for export, as parts of one tariff. */
function exportParts({ buying, selling }: Terms): readonly UnitPart[] {
  if (!selling) return unitPartsOfAll(buying, 'export');
  const own = unitPartsOfAll(selling, 'export');
  return own.length > 0 ? own : unitPartsOfAll(selling, 'import').map((part) => ({ ...part, direction: 'export', kind: 'export' }));
}

/** What one plan goes by: what is bought and what is sold in one tariff. */
export const planTariff = (terms: Terms): Tariff => ({
  ...terms.buying,
  parts: [...terms.buying.parts.filter((part) => part.per !== 'kWh' || part.direction === 'import'), ...exportParts(terms)],
});

/** The prices of a home, as they were known at any time and as they came. */
export class Prices {
  readonly tariff: Tariff;
  private known: { readonly until: Instant; readonly tariff: Tariff } | null = null;

  constructor(terms: Terms) {
    this.tariff = planTariff(terms);
  }

  /** Rules are known for ever, a table of explicit prices as far as it was published. */
  knownAt(now: Instant): Tariff {
    const until = toldUntil(this.tariff.zone, now);
    if (this.known?.until !== until) this.known = { until, tariff: cutAt(this.tariff, now, until) };
    return this.known.tariff;
  }

  /** With all that was ever published, for two horizons ahead. */
  trueAt(now: Instant): Tariff {
    return cutAt(this.tariff, now, after(now, 4 * DAY));
  }

  /** As paid; time that no table prices is left out. */
  paidOver(interval: Interval): readonly PriceSlot[] {
    return priceSlots(this.tariff, interval);
  }
}
