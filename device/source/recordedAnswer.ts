import type { Tariff } from '#domain/tariff/tariff.ts';
import { readAwattarPrices } from './awattar.ts';
import { readEvccPrices } from './evccTariff.ts';
import { nordPoolAreas, readNordPoolPrices } from './nordPool.ts';
import { readTibberPrices } from './tibber.ts';

/** What answers of a market or a neighbour leave to whoever has recorded one. */
export interface AnswerPlace {
  /** IANA zone of local days. */
  readonly zone: string;
  /** ISO 4217, for an answer that names none; null = not said. */
  readonly currency: string | null;
  /** The delivery area, for an answer that has several; null = not said. */
  readonly area: string | null;
}

const at = (raw: unknown, name: string): unknown => (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name) ? (raw as Readonly<Record<string, unknown>>)[name] : undefined);

/** The answer of Tibber, aWATTar, Nord Pool or evcc as it came; null for none of these, or a sentence on what is wrong with it. */
export function readRecordedAnswer(raw: unknown, place: AnswerPlace): Tariff | string | null {
  if (at(at(raw, 'data'), 'viewer') !== undefined) return readTibberPrices(raw, place.zone, null);
  if (at(raw, 'multiAreaEntries') !== undefined) return nordPool(raw, place.area);
  if (Array.isArray(at(raw, 'rates')) || Array.isArray(at(at(raw, 'result'), 'rates'))) return evcc(raw, place);
  const rows = at(raw, 'data');
  // Both of its countries are on the same clock.
  return Array.isArray(rows) && at(rows[0], 'marketprice') !== undefined ? readAwattarPrices(raw, 'de') : null;
}

function nordPool(raw: unknown, wanted: string | null): Tariff | string {
  const areas = nordPoolAreas(raw);
  const area = wanted ?? (areas.length === 1 ? areas[0] : undefined);
  return area === undefined ? `it has prices of ${areas.join(', ') || 'no area'}: name the one of this home with --products` : readNordPoolPrices(raw, area);
}

function evcc(raw: unknown, { currency, zone }: AnswerPlace): Tariff | string {
  return currency === null ? 'it names no currency: say it with --currency' : readEvccPrices(raw, 'import', currency, zone);
}
