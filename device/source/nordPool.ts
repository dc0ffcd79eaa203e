import * as v from 'valibot';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instantOfSource, PLACES, priceOf, slotsOf, tableTariff } from './table.ts';

const entrySchema = v.object({ deliveryStart: v.string(), deliveryEnd: v.string(), entryPerArea: v.record(v.string(), v.number()) });
const answerSchema = v.object({ currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), multiAreaEntries: v.array(entrySchema) });

/** A delivery day is one of Brussels time. Answered with 204 until it is published. @param date yyyy-mm-dd. */
export function nordPoolUrl(area: string, currency: string, date: string): string {
  const asked = new URLSearchParams({ market: 'DayAhead', date, deliveryArea: area, currency });
  return `https://dataportal-api.nordpoolgroup.com/api/DayAheadPrices?${asked.toString()}`;
}

/** Delivery areas that an answer has prices of; none for what is no such answer. */
export function nordPoolAreas(raw: unknown): readonly string[] {
  const parsed = v.safeParse(answerSchema, raw);
  return parsed.success ? [...new Set(parsed.output.multiAreaEntries.flatMap(({ entryPerArea }) => Object.keys(entryPerArea)))] : [];
}

/**
 * Nord Pool's day-ahead prices of one delivery area: per MWh, before VAT, grid and taxes, so the energy part only. Its terms
 * restrict passing them on: they stay in the home.
 * @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readNordPoolPrices(raw: unknown, area: string): Tariff | string {
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no day-ahead answer of Nord Pool';
  const { currency, multiAreaEntries: entries } = parsed.output;
  if (entries.some(({ entryPerArea }) => !Object.hasOwn(entryPerArea, area))) return `not every time in it has a price of the area ${area}`;
  const slots = slotsOf(entries.map(({ deliveryStart, deliveryEnd, entryPerArea }) => ({
    start: instantOfSource(deliveryStart), end: instantOfSource(deliveryEnd), price: priceOf(entryPerArea[area] ?? Number.NaN, PLACES.perMWh),
  })));
  if (typeof slots === 'string') return slots;
  return tableTariff({ name: `Nord Pool ${area}`, source: 'Nord Pool', currency, zone: 'Europe/Brussels', vat: null, direction: 'import', part: 'Market price' }, slots);
}
