import type { Instant, Interval } from '../time/instant.ts';
import { meanOver, normal, type SlotEstimate } from './estimate.ts';
import { learnHalfHour, NO_SERIES, seriesAt, type Series } from './series.ts';

/** What an array has been heard to generate, W. */
export interface Generation {
  readonly usual: Series;
}

export const NO_GENERATION: Generation = { usual: NO_SERIES };

const FIRST_DEVIATION = 200;

/** After a half-hour from `at` in which it generated `power` W on average. */
export const learnGeneration = ({ usual }: Generation, at: Instant, power: number, zone: string): Generation => ({ usual: learnHalfHour(usual, at, power, zone, FIRST_DEVIATION) });

export function generationOver({ usual }: Generation, _now: Instant, slot: Interval, zone: string): SlotEstimate {
  return { ...meanOver(slot, (at) => seriesAt(usual, at, zone) ?? normal(0, FIRST_DEVIATION)), standing: seriesAt(usual, slot.start, zone) ? 'known' : 'missing' };
}
