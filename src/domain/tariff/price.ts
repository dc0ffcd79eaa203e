import type { Instant, Interval } from '../time/instant.ts';
import { divideHalfEven } from '../units/decimal.ts';
import { roundPrice, type ExactPrice, type MicroPerKWh } from '../units/money.ts';
import { daysIn, periodAt } from '../time/calendar.ts';
import type { CubicMetre } from './gas.ts';
import { incentiveSlots } from './incentive.ts';
import { relativePrice } from './relative.ts';
import { sideBySide } from './sideBySide.ts';
import type { Given } from './sources.ts';
import type { RuleCalendar } from './schedule.ts';
import { relativeParts, standingParts, unitParts, VAT_WHOLE, type RelativePart, type StandingPart, type Tariff, type UnitPart, type Vat } from './tariff.ts';
import { namingPart, nextPrices, type ReachedTiers } from './tiers.ts';
import type { TypedTariff } from './typed.ts';

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
  /** g of CO2 per kWh of the grid; time that nobody speaks of is left out. */
  readonly carbon?: readonly (Interval & { readonly grams: number; readonly known: boolean })[];
  /** Of now, as paid, and from when on which price held, each until the next; left out by homes without a gateway. */
  readonly gas?: { readonly name: string; readonly source: string; readonly price: MicroPerKWh | null; readonly standingCharge: number | null; readonly perCubicMetre: CubicMetre | null; readonly past?: readonly (readonly [Instant, MicroPerKWh | null])[] } | null;
  /** What the home's sources said last, and why they say nothing now. */
  readonly sources?: readonly { readonly gives: Given; readonly kind: string; readonly until: Instant | null; readonly at: Instant | null; readonly reason: string | null }[];
  readonly typed?: readonly TypedTariff[];
}

const NONE_REACHED: ReachedTiers = new Map();

/** All parts over an interval at their base tiers, or those that were reached, cut where any changes; stretches in order that fill it. */
export function pricesOver(parts: readonly UnitPart[], interval: Interval, calendar: RuleCalendar, reached = NONE_REACHED): readonly PartPrices[] {
  const lists = parts.map((part) => nextPrices(part, interval, calendar, reached));
  const naming = namingPart(parts);
  return sideBySide(lists, interval).map(({ start, end, at }) => ({ start, end, prices: at.map((stretch) => stretch.price), rate: at[naming]?.rate ?? null }));
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

/** For the local day of an instant, as paid; null where the tariff has no standing charge. @throws RangeError for an unknown zone. */
export function standingCharge(tariff: Tariff, at: Instant): ExactPrice | null {
  const parts = standingParts(tariff);
  if (parts.length === 0) return null;
  const days = daysIn(periodAt('month', at, tariff.zone), tariff.zone);
  const perDay = ({ per, price }: StandingPart): number => (per === 'day' ? price : Number(divideHalfEven(BigInt(price), BigInt(days))));
  return vatGroups(tariff, parts, parts.map(perDay));
}

/** Prices of parts added up, each with its VAT on it; those of one VAT rate are rounded together. */
export function vatGroups(tariff: Tariff, parts: readonly { readonly vatRate?: number }[], prices: readonly number[]): ExactPrice {
  const sums = new Map<number | undefined, number>();
  parts.forEach(({ vatRate }, index) => sums.set(vatRate, (sums.get(vatRate) ?? 0) + (prices[index] ?? 0)));
  return [...sums].reduce((total, [rate, sum]) => total + paidPrice(sum as ExactPrice, vatOf(tariff.vat, rate)), 0) as ExactPrice;
}

const vatOf = (vat: Vat | null, rate: number | undefined): Vat | null => (vat && rate !== undefined ? { ...vat, rate } : vat);

/** What buying and selling cost as paid, in a stretch where neither changes; null where no table says. */
export interface PaidPrices extends Interval {
  readonly importPrice: ExactPrice | null;
  readonly exportPrice: ExactPrice | null;
  readonly rate: string | null;
}

/** The tariff as paid prices, exact; stretches in order that fill the interval. @throws RangeError for an unknown zone. */
export function paidPrices(tariff: Tariff, interval: Interval, reached = NONE_REACHED): readonly PaidPrices[] {
  const imports = unitParts(tariff, 'import');
  const relatives = relativeParts(tariff);
  return pricesOver([...imports, ...unitParts(tariff, 'export')], interval, tariff, reached).map(({ start, end, prices, rate }) => {
    const bought = prices.slice(0, imports.length);
    const exportPrice = sumOfPrices(prices.slice(imports.length));
    return { start, end, importPrice: paidImport(tariff, imports, relatives, bought), exportPrice, rate };
  });
}

function paidImport(tariff: Tariff, imports: readonly UnitPart[], relatives: readonly RelativePart[], bought: readonly (ExactPrice | null)[]): ExactPrice | null {
  if (sumOfPrices(bought) === null) return null;
  const named = new Map(imports.map(({ name }, index) => [name, bought[index] ?? (0 as ExactPrice)]));
  const shares = relatives.map((part) => relativePrice(part, named));
  return vatGroups(tariff, [...imports, ...relatives], [...named.values(), ...shares]);
}

/**
 * The tariff as prices over an interval, in order. Time that no table prices is left out: unknown is never 0.
 * @throws RangeError for an unknown zone.
 */
export function priceSlots(tariff: Tariff, interval: Interval, reached = NONE_REACHED): readonly PriceSlot[] {
  // What a further kWh costs in a higher block depends on the meter: of tiers the one that was reached is told, else the base price, as an estimate.
  const known = unitParts(tariff, 'import').every((part) => part.certainty === 'published' && part.tiers.length === 1);
  return paidPrices(tariff, interval, reached).flatMap(({ start, end, importPrice, exportPrice, rate }) => {
    if (importPrice === null) return [];
    return [{ start, end, importPrice: roundPrice(importPrice), exportPrice: exportPrice === null ? null : roundPrice(exportPrice), rate: rate ?? '', known }];
  });
}

/** What `state/tariff` says of a tariff over an interval. @param reached of its blocks, now. */
export function tariffState(tariff: Tariff, interval: Interval, reached = NONE_REACHED): TariffState {
  const standing = standingCharge(tariff, interval.start);
  return {
    name: tariff.name,
    source: tariff.source,
    currency: tariff.currency,
    standingCharge: standing === null ? null : roundPrice(standing),
    vatIncluded: true,
    slots: priceSlots(tariff, interval, reached),
    carbon: incentiveSlots(tariff, 'co2', interval).map(({ start, end, value, known }) => ({ start, end, grams: value, known })),
  };
}
