import { account, type Account, type Terms } from '../ledger/account.ts';
import { billOf, type Bill } from '../ledger/bill.ts';
import type { Metered } from '../ledger/metered.ts';
import { paidPrices } from '../tariff/price.ts';
import type { Interval } from '../time/instant.ts';
import type { Micro } from '../units/money.ts';
import { SHIFT, shiftSaves, type ShiftAssumptions } from './shifting.ts';
import type { Range } from './midnight.ts';
import type { PastDay } from './pastDay.ts';

/** A home's own past under one tariff, exact; and what moving some use would have taken off it. */
export interface Replayed {
  readonly name: string;
  readonly bill: Bill;
  /** mWh-exact energy that the tariff does not price: with any of it, its total is too low. */
  readonly unpriced: Account['unpriced'];
  /** Null where the days are not wholly priced. */
  readonly shifted: (Range & { readonly days: number; readonly assumed: ShiftAssumptions }) | null;
}

export interface Compared {
  readonly period: Interval;
  readonly ours: Replayed;
  readonly other: Replayed;
  /** What the other would have cost more; below zero where it would have been cheaper. Null where either leaves energy unpriced. */
  readonly difference: Micro | null;
}

/** The past that is replayed: stretches in order of time, and the days of it. */
export interface OwnPast {
  readonly period: Interval;
  readonly metered: readonly Metered[];
  readonly days: readonly PastDay[];
}

/** What would have been paid on another tariff, by the ledger over the same readings. @throws RangeError for an unknown zone, Refusal `bill-too-large`. */
export function compareTariffs(past: OwnPast, ours: Terms, other: Terms): Compared {
  const [a, b] = [replay(past, ours), replay(past, other)];
  const whole = a.unpriced === 0n && b.unpriced === 0n && ours.buying.currency === other.buying.currency;
  return { period: past.period, ours: a, other: b, difference: whole ? ((b.bill.total - a.bill.total) as Micro) : null };
}

/** @throws RangeError for an unknown zone, Refusal `bill-too-large`. */
export function replay({ period, metered, days }: OwnPast, terms: Terms): Replayed {
  const made = account(terms, period, metered);
  const shifted = shiftSaves(days, paidPrices(terms.buying, period));
  return { name: terms.buying.name, bill: billOf(made, terms.buying.vat, 'inc'), unpriced: made.unpriced, shifted: shifted && { ...shifted, assumed: SHIFT } };
}
