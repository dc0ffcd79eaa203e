import type { MilliWattHours } from '../units/energy.ts';
import { between, chance } from './chance.ts';
import { isWeekend } from './habits.ts';

/** A day's drive: ms of the local day, and what it takes from the car's cells. */
export interface Outing {
  readonly leaves: number;
  readonly returns: number;
  readonly driven: MilliWattHours;
}

const STREAM = { goes: 40, leaves: 41, stays: 42, kilometres: 43 };
const HOUR = 3_600_000;
/** 0.18 kWh a kilometre. */
const MWH_PER_KM = 180_000;

/** Work on most working days, errands on most days of a weekend; null when the car stays at home. */
export function outingOf(seed: number, day: number): Outing | null {
  const weekend = isWeekend(day);
  if (chance(seed, STREAM.goes, day) > (weekend ? 0.7 : 0.85)) return null;
  const leaves = weekend ? between(9.5, 14, chance(seed, STREAM.leaves, day)) : between(7.2, 8.3, chance(seed, STREAM.leaves, day));
  const stays = weekend ? between(1, 5, chance(seed, STREAM.stays, day)) : between(8.5, 10.5, chance(seed, STREAM.stays, day));
  const kilometres = between(12, weekend ? 90 : 55, chance(seed, STREAM.kilometres, day));
  const seconds = (hours: number): number => Math.round(hours * 3600) * 1000;
  return { leaves: seconds(leaves), returns: Math.min(24 * HOUR - 1000, seconds(leaves + stays)), driven: Math.round(kilometres * MWH_PER_KM) as MilliWattHours };
}

/** Away from home at `time` (ms of the local day). */
export const isAway = (outing: Outing | null, time: number): boolean => outing !== null && outing.leaves <= time && time < outing.returns;
