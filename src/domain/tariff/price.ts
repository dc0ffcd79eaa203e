import type { Instant, Interval } from '../time/instant.ts';
import { divideHalfEven } from '../units/decimal.ts';
import { roundPrice, type ExactPrice, type MicroPerKWh } from '../units/money.ts';
import { stretchesOf, type Stretch } from './schedule.ts';
import { standingParts, unitParts, VAT_WHOLE, type Tariff, type UnitPart, type Vat } from './tariff.ts';

/** A stretch in which no part of a list changes: `prices[i]` is of part i, null where its table says nothing. */
export interface PartPrices extends Interval {
  readonly prices: readonly (ExactPrice | null)[];
  /** The rate that the bill's register is named by; null where unpriced. */
  readonly rate: string | null;
}

/** A run of time at one price, as `state/tariff` carries it: micro per kWh as paid, VAT in it. */
export interface PriceSlot extends Interval {
  readonly importPrice: MicroPerKWh;
  /** What the home is paid; null where export has no price. */
  readonly exportPrice: MicroPerKWh | null;
  readonly rate: string;
  readonly known: boolean;
}

/** Body of `state/tariff`, same shape as the wire's. */
export interface TariffState {
  readonly name: string;
  readonly source: string;
  readonly currency: string;
  /** Micro per local day as paid; null where the tariff has none. */
  readonly standingCharge: number | null;
  readonly vatIncluded: boolean;
  readonly slots: readonly PriceSlot[];
}

/** All parts over an interval, cut where any changes; stretches in order that fill it. */
export function pricesOver(parts: readonly UnitPart[], interval: Interval, zone: string): readonly PartPrices[] {
  const lists = parts.map((part) => stretchesOf(scheduleOf(part), interval, zone));
  const naming = Math.max(0, parts.findIndex((part) => part.kind === 'energy' || part.kind === 'export'));
  return overlay(lists, interval).map(({ start, end, at }) => ({ start, end, prices: at.map((stretch) => stretch.price), rate: at[naming]?.rate ?? null }));
}

/** The schedule of the base tier, the only one there is yet. */
function scheduleOf(part: UnitPart): UnitPart['tiers'][number]['schedule'] {
  const base = part.tiers.find(({ from }) => from.kind === 'base');
  if (!base) throw new RangeError(`the part ${part.name} has no base tier`);
  return base.schedule;
}

interface Overlaid extends Interval {
  readonly at: readonly Stretch[];
}

/** Lists that each fill the interval, walked side by side. */
function overlay(lists: readonly (readonly Stretch[])[], interval: Interval): readonly Overlaid[] {
  if (interval.start >= interval.end) return [];
  if (lists.length === 0) return [{ ...interval, at: [] }];
  const places = lists.map(() => 0);
  const pieces: Overlaid[] = [];
  for (let start = interval.start; start < interval.end; ) {
    const at = lists.map((list, index) => stretchAt(list, places[index] ?? 0));
    const end = Math.min(...at.map((stretch) => stretch.end)) as Instant;
    pieces.push({ start, end, at });
    at.forEach((stretch, index) => (places[index] = (places[index] ?? 0) + (stretch.end === end ? 1 : 0)));
    start = end;
  }
  return pieces;
}

function stretchAt(list: readonly Stretch[], place: number): Stretch {
  const stretch = list[place];
  if (!stretch) throw new RangeError('a schedule does not fill its interval');
  return stretch;
}

/** The sum of all parts; null unless every one is priced, and for no parts at all. */
export function sumOfPrices(prices: readonly (ExactPrice | null)[]): ExactPrice | null {
  if (prices.length === 0) return null;
  let sum = 0;
  for (const price of prices) {
    if (price === null) return null;
    sum += price;
  }
  return sum as ExactPrice;
}

/** A price with the VAT on it where the table leaves it out, to 10^-12 of the currency, half-even. */
export function paidPrice(price: ExactPrice, vat: Vat | null): ExactPrice {
  if (vat === null || vat.included) return price;
  return Number(divideHalfEven(BigInt(price) * BigInt(VAT_WHOLE + vat.rate), BigInt(VAT_WHOLE))) as ExactPrice;
}

/** Per local day as paid; null where the tariff has no standing charge. */
export function standingCharge(tariff: Tariff): ExactPrice | null {
  const parts = standingParts(tariff);
  return parts.length === 0 ? null : paidPrice(parts.reduce((sum, part) => sum + part.price, 0) as ExactPrice, tariff.vat);
}

/** What buying and selling cost as paid, in a stretch where neither changes; null where no table says. */
export interface PaidPrices extends Interval {
  readonly importPrice: ExactPrice | null;
  readonly exportPrice: ExactPrice | null;
  readonly rate: string | null;
}

/** The tariff as paid prices, exact; stretches in order that fill the interval. @throws RangeError for an unknown zone. */
export function paidPrices(tariff: Tariff, interval: Interval): readonly PaidPrices[] {
  const imports = unitParts(tariff, 'import');
  return pricesOver([...imports, ...unitParts(tariff, 'export')], interval, tariff.zone).map(({ start, end, prices, rate }) => {
    const bought = sumOfPrices(prices.slice(0, imports.length));
    const exportPrice = sumOfPrices(prices.slice(imports.length));
    return { start, end, importPrice: bought === null ? null : paidPrice(bought, tariff.vat), exportPrice, rate };
  });
}

/**
 * The tariff as prices over an interval, in order. Time that no table prices is left out: unknown is never 0.
 * @throws RangeError for an unknown zone.
 */
export function priceSlots(tariff: Tariff, interval: Interval): readonly PriceSlot[] {
  const known = unitParts(tariff, 'import').every((part) => part.certainty === 'published');
  return paidPrices(tariff, interval).flatMap(({ start, end, importPrice, exportPrice, rate }) => {
    if (importPrice === null) return [];
    return [{ start, end, importPrice: roundPrice(importPrice), exportPrice: exportPrice === null ? null : roundPrice(exportPrice), rate: rate ?? '', known }];
  });
}

/** What `state/tariff` says of a tariff over an interval. */
export function tariffState(tariff: Tariff, interval: Interval): TariffState {
  const standing = standingCharge(tariff);
  return {
    name: tariff.name,
    source: tariff.source,
    currency: tariff.currency,
    standingCharge: standing === null ? null : roundPrice(standing),
    vatIncluded: true,
    slots: priceSlots(tariff, interval),
  };
}
