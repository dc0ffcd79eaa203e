import { chance } from '#domain/sim/chance.ts';
import { MINUTE, type Instant, type Interval } from '#domain/time/instant.ts';
import type { Series, Stretch } from './series.ts';

/** Of a load that is the same for the whole interval: the rest comes and goes. */
const STEADY = 0.5;
/** Of chance: apart from what a simulated home draws with the same seed. */
const STREAM = 7_001;

/** Shares of the minutes of an interval, 1 in the mean: exponential about a steady part, as short appliances make it. */
function sharesOf(start: Instant, count: number, seed: number): readonly number[] {
  const drawn = Array.from({ length: count }, (_, minute) => STEADY - (1 - STEADY) * Math.log(1 - chance(seed, STREAM, start / MINUTE + minute)));
  const mean = drawn.reduce((sum, share) => sum + share, 0) / count;
  return drawn.map((share) => share / mean);
}

function minutesOf({ start, end, load, generation, measured }: Stretch, seed: number): readonly Stretch[] {
  const count = Math.floor((end - start) / MINUTE);
  if (count <= 1) return [{ start, end, load, generation, measured }];
  const step = (end - start) / count;
  return sharesOf(start, count, seed).map((share, minute) => ({ start: (start + minute * step) as Instant, end: (start + (minute + 1) * step) as Instant, load: load * share, generation, measured }));
}

/** A part of a recording with the load of each interval spread over its minutes by chance, its energy unchanged. */
export const byMinutes = ({ stretches, sees }: Series, { start, end }: Interval, seed: number): Series => ({
  sees,
  stretches: stretches.filter((stretch) => stretch.end > start && stretch.start < end).flatMap((stretch) => minutesOf(stretch, seed)),
});
