import { lengthOf } from '../time/instant.ts';
import { meanPower, milliWattHours } from '../units/energy.ts';
import { FEWEST_LIKE, type PastDay } from './pastDay.ts';
import { ascending, median, quantile } from './quantile.ts';

/** What never goes off: W, the energy of a day of it in mWh, and micro a day. */
export interface AlwaysOn {
  readonly power: number;
  readonly perDay: number;
  /** Null where the day's prices are not known. */
  readonly costPerDay: number | null;
  /** Days it was seen in. */
  readonly days: number;
}

/** Of a day's slots this share is as low or lower: a single slot may be a meter's mistake. */
const FLOOR = 0.05;
/** W: no home stands as still as that, a battery or the sun feeds it unseen. */
const LEAST = 10;
/** A day mostly fed by the sun does not show its floor. */
const LEAST_SLOTS = 12;

/**
 * The floor that this home's load returns to: the median over days of each day's lowest slots (U13). Slots that sent out
 * are left out, since the sun hides what is on. Null while too few days are known, or a battery hides it.
 * @param days the latest four weeks of them are used; @param meanPrice micro per kWh over a day, null where it is not known.
 */
export function alwaysOn(days: readonly PastDay[], meanPrice: number | null): AlwaysOn | null {
  const floors = days.slice(-28).flatMap(floorOf);
  const power = floors.length < FEWEST_LIKE ? undefined : median(floors);
  if (power === undefined || power < LEAST) return null;
  const perDay = Math.round(power * 24_000);
  return { power, perDay, costPerDay: meanPrice === null ? null : Math.round((perDay * meanPrice) / 1e6), days: floors.length };
}

function floorOf({ slots }: PastDay): number[] {
  const powers = slots.flatMap((slot) => ((slot.export ?? 0) > 0 || slot.import === null ? [] : [meanPower(milliWattHours(Math.round(slot.import)), lengthOf(slot))]));
  return powers.length < LEAST_SLOTS ? [] : [quantile(ascending(powers), FLOOR)];
}
