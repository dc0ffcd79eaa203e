import { periodsTouched } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import type { PrepaymentTerms } from '../tariff/prepayment.ts';
import { divideHalfEven } from '../units/decimal.ts';
import { micro, type Micro } from '../units/money.ts';

/** The purse of a prepayment meter, in micros. A balance below zero is emergency credit in use, or what was used while supply is never cut. */
export interface PrepaymentState {
  readonly balance: Micro;
  readonly debt: Micro;
  /** True from the person's asking for emergency credit until the balance is above zero again. */
  readonly emergency: boolean;
}

export type PrepaymentEvent =
  | { readonly kind: 'top-up'; readonly amount: Micro }
  /** What use and standing charge came to; what the home is paid for export is below zero. */
  | { readonly kind: 'charge'; readonly money: Micro }
  | { readonly kind: 'emergency' }
  /** A local day, or a week from Monday on, began. */
  | { readonly kind: 'day' | 'week' };

/** `protected` = nothing is left, in hours when supply is not cut. */
export type Supply = 'credit' | 'emergency' | 'protected' | 'ended';

const WHOLE = 1_000_000n;

/** One step of the purse. */
export function prepaid(state: PrepaymentState, event: PrepaymentEvent, terms: PrepaymentTerms): PrepaymentState {
  switch (event.kind) {
    case 'top-up': return toppedUp(state, event.amount, terms);
    case 'charge': return { ...state, balance: micro(state.balance - event.money) };
    case 'emergency': return { ...state, emergency: state.balance <= 0 || state.emergency };
    default: return terms.recovery?.by === event.kind ? recovered(state, terms.recovery.amount) : state;
  }
}

/** Takes the debt's share first; the rest pays back what was lent, for a balance below zero is that. */
function toppedUp(state: PrepaymentState, amount: Micro, { recovery }: PrepaymentTerms): PrepaymentState {
  const share = recovery?.by === 'top-up' ? Number(divideHalfEven(BigInt(amount) * BigInt(recovery.share), WHOLE)) : 0;
  const taken = Math.min(share, state.debt);
  const balance = micro(state.balance + amount - taken);
  return { balance, debt: micro(state.debt - taken), emergency: state.emergency && balance <= 0 };
}

function recovered(state: PrepaymentState, amount: Micro): PrepaymentState {
  const taken = Math.min(amount, state.debt);
  return { ...state, balance: micro(state.balance - taken), debt: micro(state.debt - taken) };
}

/** Whether there is supply. @param minuteOfDay on the wall of the home. */
export function supplyOf({ balance, emergency }: PrepaymentState, terms: PrepaymentTerms, minuteOfDay: number): Supply {
  if (balance > 0) return 'credit';
  if (emergency && balance + terms.emergencyCredit > 0) return 'emergency';
  return terms.neverCut.some(({ from, to }) => isWithin(from, to, minuteOfDay)) ? 'protected' : 'ended';
}

const isWithin = (from: number, to: number, minute: number): boolean => (from < to ? from <= minute && minute < to : from <= minute || minute < to);

/** The days and weeks that began after `from` and up to `to`. @throws RangeError for an unknown zone. */
export function begunBetween(from: Instant, to: Instant, zone: string): readonly PrepaymentEvent[] {
  const after = { start: from, end: (to + 1) as Instant };
  return (['day', 'week'] as const).flatMap((kind) => periodsTouched(kind, after, zone).flatMap(({ start }) => (start > from ? [{ kind, start }] : [])))
    .sort((a, b) => a.start - b.start)
    .map(({ kind }) => ({ kind }));
}
