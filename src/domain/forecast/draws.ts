import type { Instant, Interval } from '../time/instant.ts';
import { meanOver, normal, type Estimate, type SlotEstimate } from './estimate.ts';
import { learnHalfHour, seriesAt, type Series } from './series.ts';

/** Hot water drawn by half-hours, W of heat taken out of the tank. */
export type DrawHabits = Series;

const FIRST_DEVIATION = 300;

/** After a half-hour from `at` in which `power` W of heat were drawn on average. */
export const learnDraw = (habits: DrawHabits, at: Instant, power: number, zone: string): DrawHabits => learnHalfHour(habits, at, power, zone, FIRST_DEVIATION);

/** Nobody puts hot water back. */
const atLeastNothing = ({ mean, spread, p10, p50, p90 }: Estimate): Estimate => ({ mean: Math.max(0, mean), spread, p10: Math.max(0, p10), p50: Math.max(0, p50), p90: Math.max(0, p90) });

/** What is expected to be drawn in a slot, W of heat; `missing` where nothing like it was heard. */
export function drawOver(habits: DrawHabits, slot: Interval, zone: string): SlotEstimate {
  let isHeard = true;
  const estimate = meanOver(slot, (at) => {
    const usual = seriesAt(habits, at, zone);
    isHeard &&= usual !== undefined;
    return atLeastNothing(usual ?? normal(0, FIRST_DEVIATION));
  });
  return { ...estimate, standing: isHeard ? 'known' : 'missing' };
}
