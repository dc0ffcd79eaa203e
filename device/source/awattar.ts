import * as v from 'valibot';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import { PLACES, priceOf, slotsOf, tableTariff } from './table.ts';

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const rowSchema = v.object({ start_timestamp: time, end_timestamp: time, marketprice: v.number(), unit: v.literal('Eur/MWh') });
const answerSchema = v.object({ data: v.array(rowSchema) });

export type AwattarCountry = 'de' | 'at';
const ZONES: Readonly<Record<AwattarCountry, string>> = { de: 'Europe/Berlin', at: 'Europe/Vienna' };

/** `GET` without a key; next day from about 14:00. */
export const awattarUrl = (country: AwattarCountry): string => `https://api.awattar.${country}/v1/marketdata`;

/**
 * aWATTar's market data: EUR per MWh of the exchange, before VAT, fees, grid and taxes, so it is the energy part only.
 * @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readAwattarPrices(raw: unknown, country: AwattarCountry): Tariff | string {
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no market data of aWATTar in Eur/MWh';
  const slots = slotsOf(parsed.output.data.map((row) => ({ start: instant(row.start_timestamp), end: instant(row.end_timestamp), price: priceOf(row.marketprice, PLACES.perMWh) })));
  if (typeof slots === 'string') return slots;
  return tableTariff({ name: 'aWATTar market price', source: 'aWATTar', currency: 'EUR', zone: ZONES[country], vat: null, direction: 'import', part: 'Market price' }, slots);
}
