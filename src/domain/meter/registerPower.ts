import { MINUTE, type Instant } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import { MOST_WATTS, registerTotal } from './flow.ts';
import type { MeterReading } from './reading.ts';

/** What the registers told, whole life, mWh. */
interface Told {
  readonly at: Instant;
  readonly bought: number;
  readonly sold: number;
}

/** The mean power by the registers of a meter that tells no W; JSON-able. */
export interface RegisterPower {
  readonly meter: string;
  /** Where the mean begins, and where the one after it will. */
  readonly from: Told;
  readonly next: Told;
  /** W over one to two minutes; null while less than one was seen. */
  readonly power: Watts | null;
}

/** A register counts whole Wh: over a minute that is 60 W. A mean over more than three says nothing of now. */
const SPAN = MINUTE;
const LONGEST = 3 * MINUTE;

/** Another meter, a silence, or a clock set back: begun afresh. */
const goesOn = ({ meter, next }: RegisterPower, reading: MeterReading): boolean => meter === reading.meter && reading.at >= next.at && reading.at - next.at <= LONGEST;

/** The mean after a reading; null where the power itself is told, or nothing of the energy for too long. */
export function registerPower(before: RegisterPower | null, reading: MeterReading): RegisterPower | null {
  if (reading.power !== null) return null;
  const known = before && goesOn(before, reading) ? before : null;
  const bought = registerTotal(reading.registers, 'import');
  if (bought === null) return known;
  const told: Told = { at: reading.at, bought, sold: registerTotal(reading.registers, 'export') ?? 0 };
  return known ? grown(known, told) : { meter: reading.meter, from: told, next: told, power: null };
}

function grown({ meter, from, next }: RegisterPower, told: Told): RegisterPower {
  const isFull = told.at - next.at >= SPAN;
  const begin = isFull ? next : from;
  const [bought, sold, length] = [told.bought - begin.bought, told.sold - begin.sold, told.at - begin.at];
  // A register that ran back or leapt: what it counts from now on is believed again.
  if (bought < 0 || sold < 0 || bought + sold > (MOST_WATTS * Math.max(SPAN, length)) / WATT_MS_PER_MWH) return { meter, from: told, next: told, power: null };
  const power = length < SPAN ? null : ((Math.round(((bought - sold) * WATT_MS_PER_MWH) / length) + 0) as Watts);
  return { meter, from: begin, next: isFull ? told : next, power };
}
