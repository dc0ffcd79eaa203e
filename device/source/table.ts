import { parseTimeText } from '#domain/time/text.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Direction, TableSlot, Tariff, UnitKind, Vat } from '#domain/tariff/tariff.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import type { ExactPrice } from '#domain/units/money.ts';

/** Exact prices are counted in 10^-12 of the currency. */
const EXACT_SCALE = 12;
/** Decimal places from the unit of a source to the currency per kWh. */
export const PLACES = { perKWh: 0, penceOrCents: 2, perMWh: 3 } as const;
export const ONE_RATE = 'standard';

/** A row of a source's answer: what cannot be read is undefined. */
export interface Row {
  readonly start: Instant | undefined;
  readonly end: Instant | undefined;
  readonly price: ExactPrice | undefined;
}

/** A JSON number of a source as an exact price: rounded to 10^-12 of the currency, below which only binary noise lies. */
export function priceOf(amount: number, places: number): ExactPrice | undefined {
  const decimal = parseDecimal(String(amount));
  const price = decimal && Number(toScale({ ...decimal, scale: decimal.scale + places }, EXACT_SCALE));
  return price !== undefined && Number.isSafeInteger(price) ? (price as ExactPrice) : undefined;
}

/** A time that names its offset; seconds may be left out. */
export function instantOfSource(text: string): Instant | undefined {
  const time = parseTimeText(text);
  return time?.kind === 'instant' ? time.at : undefined;
}

/**
 * The rows in order of time; a row that stands twice with the same price counts once.
 * @returns the slots, or a sentence on the first row that cannot be read or contradicts another.
 */
export function slotsOf(rows: readonly Row[]): readonly TableSlot[] | string {
  const slots: TableSlot[] = [];
  for (const [index, { start, end, price }] of rows.entries()) {
    if (start === undefined || end === undefined || start >= end) return `row ${index + 1} has no times that can be read`;
    if (price === undefined) return `row ${index + 1} has no price that can be read`;
    slots.push({ start, end, rate: ONE_RATE, price });
  }
  slots.sort((a, b) => a.start - b.start || a.end - b.end);
  const once = slots.filter((slot, index) => !isSame(slot, slots[index - 1]));
  const late = once.find((slot, index) => slot.start < (once[index - 1]?.end ?? -Infinity));
  if (late) return `two of its prices contradict each other at ${new Date(late.start).toISOString()}`;
  return once.length === 0 ? 'it has no prices' : once;
}

const isSame = (a: TableSlot, b: TableSlot | undefined): boolean => b !== undefined && a.start === b.start && a.end === b.end && a.price === b.price;

/** Shortest distance between two starts, ms; undefined where there are not two. */
export function stepOf(starts: readonly Instant[]): number | undefined {
  const sorted = [...new Set(starts)].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((start, index) => start - (sorted[index] ?? start));
  return steps.length === 0 ? undefined : Math.min(...steps);
}

export interface TableTerms {
  readonly name: string;
  readonly source: string;
  readonly currency: string;
  readonly zone: string;
  readonly vat: Vat | null;
  readonly direction: Direction;
  /** As the bill prints it. */
  readonly part: string;
}

const KIND_OF: Readonly<Record<Direction, UnitKind>> = { import: 'energy', export: 'export' };

/** A tariff of one part with explicit prices. */
export const tableTariff = ({ name, source, currency, zone, vat, direction, part }: TableTerms, slots: readonly TableSlot[]): Tariff => ({
  name, source, currency, zone, vat,
  parts: [
    {
      per: 'kWh', kind: KIND_OF[direction], name: part, scope: { kind: 'connection' }, source, certainty: 'published',
      direction, incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule: { kind: 'slots', slots } }],
    },
  ],
});
