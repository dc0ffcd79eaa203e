import type { Interval } from '../time/instant.ts';
import { stretchesOf } from './schedule.ts';
import { EXACT_PER_UNIT } from './bounds.ts';
import type { IncentivePart, Tariff } from './tariff.ts';

/** What a kWh of the grid is over a stretch, apart from its price: g of CO2, or per cent of renewables. */
export interface IncentiveSlot extends Interval {
  readonly value: number;
  /** False = forecast or a guess. */
  readonly known: boolean;
}

/** The first part of a kind over an interval, in order; time that it says nothing of is left out. @throws RangeError for an unknown zone. */
export function incentiveSlots(tariff: Tariff, kind: IncentivePart['kind'], interval: Interval): readonly IncentiveSlot[] {
  const part = tariff.parts.find((one): one is IncentivePart => one.per === 'none' && one.kind === kind);
  if (!part) return [];
  const known = part.certainty === 'published';
  return stretchesOf(part.schedule, interval, tariff).flatMap(({ start, end, price }) => (price === null ? [] : [{ start, end, value: price / EXACT_PER_UNIT, known }]));
}
