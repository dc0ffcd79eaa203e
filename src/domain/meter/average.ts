import { after, floorTo, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import { registerTotal } from './flow.ts';
import { type MeterReading, staleAfter } from './reading.ts';

/** The half-hour of the averages, on UTC boundaries. */
export const SPAN = 30 * MINUTE;

/** A mean over more than a day says nothing of a half-hour. */
const LONGEST_SILENCE = 24 * HOUR;

/** The half-hour that runs: what was seen of it, and the mean of the one before. */
export interface RunningAverage {
  readonly start: Instant;
  /** W·ms seen, and over how many ms. */
  readonly sum: number;
  readonly seen: number;
  readonly before: Watts | null;
}

export const beginAverage = (start: Instant): RunningAverage => ({ start, sum: 0, seen: 0, before: null });

const mean = ({ sum, seen }: RunningAverage): Watts | null => (seen === 0 ? null : ((sum / seen) as Watts));

export const averages = (average: RunningAverage): { averageNow: Watts | null; averageBefore: Watts | null } => ({ averageNow: mean(average), averageBefore: average.before });

/** Moves on to the half-hour that starts at `start`; itself while it has not come, afresh where the clock was set back. */
export function passTime(average: RunningAverage, start: Instant): RunningAverage {
  if (start === average.start) return average;
  return { ...beginAverage(start), before: start === after(average.start, SPAN) ? mean(average) : null };
}

/** Adds the time between two readings, shared over the half-hours it touches. */
export function take(average: RunningAverage, last: MeterReading | null, reading: MeterReading): RunningAverage {
  const power = last && reading.at > last.at ? powerBetween(last, reading) : null;
  let running = average;
  if (last && power !== null) {
    for (let at = last.at; at < reading.at; ) {
      const end = Math.min(after(floorTo(at, SPAN), SPAN), reading.at) as Instant;
      running = passTime(running, floorTo(at, SPAN));
      const { start, sum, seen, before } = running;
      running = { start, sum: sum + power * (end - at), seen: seen + (end - at), before };
      at = end;
    }
  }
  return passTime(running, floorTo(reading.at, SPAN));
}

/** Power held while the meter speaks; over a silence, the mean that its registers tell; null where neither does. */
function powerBetween(last: MeterReading, reading: MeterReading): number | null {
  const length = reading.at - last.at;
  if (last.power !== null && length <= staleAfter(last.period)) return last.power;
  const [before, now] = [netEnergy(last), netEnergy(reading)];
  return before === null || now === null || last.meter !== reading.meter || length > LONGEST_SILENCE ? null : ((now - before) * WATT_MS_PER_MWH) / length;
}

function netEnergy({ registers }: MeterReading): number | null {
  const bought = registerTotal(registers, 'import');
  return bought === null ? null : bought - (registerTotal(registers, 'export') ?? 0);
}
