import * as v from 'valibot';
import { EXACT_PER_UNIT } from '#domain/tariff/bounds.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { instantOfSource, ONE_RATE } from './table.ts';

const INDEXES = ['very low', 'low', 'moderate', 'high', 'very high'] as const;
const intensitySchema = v.object({ forecast: v.nullable(v.number()), actual: v.optional(v.nullable(v.number())), index: v.picklist(INDEXES) });
const rowSchema = v.object({ from: v.string(), to: v.string(), intensity: intensitySchema });
const nationalSchema = v.object({ data: v.array(rowSchema) });
/** A region is answered in an object, by some paths in a list of one. */
const regionalSchema = v.object({ data: v.union([nationalSchema, v.pipe(v.tuple([nationalSchema]), v.transform(([only]) => only))]) });

/** No grid has ever been near it (coal alone is about 1000). */
const MOST_GRAMS = 2_000;
const API = 'https://api.carbonintensity.org.uk';

/** g CO2 per kWh of the grid's electricity over a half-hour. Data of the Carbon Intensity API, CC BY 4.0. */
export interface CarbonSlot extends Interval {
  readonly grams: number;
  /** Metered where it is, else the forecast. */
  readonly certainty: 'published' | 'estimated';
  readonly index: (typeof INDEXES)[number];
}

/** 48 hours from an instant. @param from yyyy-mm-ddThh:mmZ. @param region 1..17; null = Great Britain. */
export const carbonUrl = (from: string, region: number | null): string =>
  region === null ? `${API}/intensity/${from}/fw48h` : `${API}/regional/intensity/${from}/fw48h/regionid/${region}`;

/** An answer of the GB Carbon Intensity API, national or regional. @returns slots in order, or a sentence on what is wrong. */
export function readCarbon(raw: unknown): readonly CarbonSlot[] | string {
  const regional = v.safeParse(regionalSchema, raw);
  const national = v.safeParse(nationalSchema, raw);
  if (!regional.success && !national.success) return 'it is no answer of the GB Carbon Intensity API';
  const rows = regional.success ? regional.output.data.data : national.success ? national.output.data : [];
  const slots: CarbonSlot[] = [];
  for (const { from, to, intensity } of rows) {
    const [start, end] = [instantOfSource(from), instantOfSource(to)];
    const grams = intensity.actual ?? intensity.forecast;
    if (start === undefined || end === undefined || start >= end) return `the time from ${from} to ${to} cannot be read`;
    // A half-hour that nobody has said anything of is missing, not clean.
    if (grams === null) continue;
    if (grams < 0 || grams > MOST_GRAMS) return `${grams} g/kWh at ${from} is out of range`;
    slots.push({ start, end, grams, certainty: typeof intensity.actual === 'number' ? 'published' : 'estimated', index: intensity.index });
  }
  slots.sort((a, b) => a.start - b.start);
  if (slots.some((slot, index) => slot.start < (slots[index - 1]?.end ?? -Infinity))) return 'two of its half-hours overlap';
  return slots.length === 0 ? 'it has no intensities' : slots;
}

const SOURCE = 'Carbon Intensity API';

/** Slots as a table of one CO2 part, which stands beside prices and in no bill. They are forecasts, whatever was metered of them. */
export const carbonTariff = (carbon: readonly CarbonSlot[]): Tariff => ({
  name: 'Carbon intensity', source: SOURCE, currency: 'GBP', zone: 'Europe/London', vat: null,
  parts: [
    {
      per: 'none', kind: 'co2', name: 'CO2', scope: { kind: 'connection' }, source: SOURCE, certainty: 'estimated',
      schedule: { kind: 'slots', slots: carbon.map(({ start, end, grams }) => ({ start, end, rate: ONE_RATE, price: (grams * EXACT_PER_UNIT) as ExactPrice })) },
    },
  ],
});
