import * as v from 'valibot';
import type { Direction, Tariff } from '#domain/tariff/tariff.ts';
import { instantOfSource, PLACES, priceOf, slotsOf, tableTariff } from './table.ts';

const rateSchema = v.object({ start: v.string(), end: v.string(), value: v.number() });
const ratesSchema = v.object({ rates: v.array(rateSchema) });
/** Older evcc wraps its answers. */
const answerSchema = v.union([ratesSchema, v.pipe(v.object({ result: ratesSchema }), v.transform(({ result }) => result))]);

const PATHS: Readonly<Record<Direction, string>> = { import: 'grid', export: 'feedin' };

/** @param home address of evcc in the home's own network, `http://192.168.1.20:7070`. */
export const evccUrl = (home: string, direction: Direction): string => new URL(`/api/tariff/${PATHS[direction]}`, home).href;

/**
 * The tariff that a neighbouring evcc goes by: per kWh as paid, with the fees and taxes that it was told. It names no
 * currency, so the home's is meant. @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readEvccPrices(raw: unknown, direction: Direction, currency: string, zone: string): Tariff | string {
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no tariff of evcc';
  const slots = slotsOf(parsed.output.rates.map(({ start, end, value }) => ({ start: instantOfSource(start), end: instantOfSource(end), price: priceOf(value, PLACES.perKWh) })));
  if (typeof slots === 'string') return slots;
  return tableTariff({ name: 'evcc', source: 'evcc', currency, zone, vat: null, direction, part: direction === 'import' ? 'Energy, grid and taxes' : 'Feed-in' }, slots);
}
