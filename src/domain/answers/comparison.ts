import { account, type Account, type Terms } from '../ledger/account.ts';
import { billOf, type Bill } from '../ledger/bill.ts';
import type { Metered } from '../ledger/metered.ts';
import { paidPrices } from '../tariff/price.ts';
import type { Interval } from '../time/instant.ts';
import type { Range } from './midnight.ts';
import type { PastDay } from './pastDay.ts';
import { SHIFT, shiftSaves, type ShiftAssumptions } from './shifting.ts';

/** A home's own past under one tariff, exact; and what moving some use would have taken off it. */
export interface Replayed {
  readonly bill: Bill;
  /** Energy that the tariff does not price: with any of it, its total is too low. */
  readonly unpriced: Account['unpriced'];
  /** Micro. Null where no day is wholly priced. */
  readonly shifted: (Range & { readonly days: number; readonly assumed: ShiftAssumptions }) | null;
}

/** The past that is replayed: stretches in order of time, and the days of it. */
export interface OwnPast {
  readonly period: Interval;
  readonly metered: readonly Metered[];
  readonly days: readonly PastDay[];
}

/** What would have been paid on a tariff, by the ledger over own readings. @throws RangeError for an unknown zone, Refusal `bill-too-large`. */
export function replay({ period, metered, days }: OwnPast, terms: Terms): Replayed {
  const made = account(terms, period, metered);
  const shifted = shiftSaves(days, paidPrices(terms.buying, period));
  return { bill: billOf(made, terms.buying.vat, 'inc'), unpriced: made.unpriced, shifted: shifted && { ...shifted, assumed: SHIFT } };
}
