import { begunBetween, prepaid, supplyOf, type PrepaymentState } from '../ledger/prepayment.ts';
import type { PrepaymentTerms } from '../tariff/prepayment.ts';
import { floorTo, HOUR, type Instant } from '../time/instant.ts';
import { wallClock } from '../time/zone.ts';
import { micro } from '../units/money.ts';

/** How fast a purse empties: micro of use over a half-hour that starts at an instant, and the standing charge of a local day. */
export interface Spending {
  readonly use: (start: Instant) => number;
  readonly standing: number;
}

/** The moment supply would end; `paid` = what is left is used up before, but supply is not cut in these hours. Null = not within four weeks. */
export interface LastsUntil {
  /** The balance, and emergency credit where it was asked for, are used up. */
  readonly paid: Instant | null;
  readonly supply: Instant | null;
}

const STEP = HOUR / 2;
const FARTHEST = 28 * 24 * HOUR;

/** Walks ahead by half-hours: use, the standing charge and the debt's share as days and weeks begin. @throws RangeError for an unknown zone. */
export function lastsUntil(now: Instant, state: PrepaymentState, terms: PrepaymentTerms, { use, standing }: Spending, zone: string): LastsUntil {
  let purse = state;
  let paid: Instant | null = null;
  for (let at: number = now; at < now + FARTHEST; ) {
    const start = at as Instant;
    const supply = supplyOf(purse, terms, wallClock(start, zone).minuteOfDay);
    if (supply === 'ended' || supply === 'protected') paid ??= start;
    if (supply === 'ended') return { paid, supply: start };
    const end = (floorTo(start, STEP) + STEP) as Instant;
    const cost = (use(floorTo(start, STEP)) * (end - start)) / STEP;
    purse = prepaid(purse, { kind: 'charge', money: micro(Math.round(cost)) }, terms);
    for (const begun of begunBetween(start, end, zone)) {
      if (begun.kind === 'day') purse = prepaid(purse, { kind: 'charge', money: micro(Math.round(standing)) }, terms);
      purse = prepaid(purse, begun, terms);
    }
    at = end;
  }
  return { paid, supply: null };
}
