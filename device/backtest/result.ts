import type { Terms } from '#domain/ledger/account.ts';
import { account } from '#domain/ledger/account.ts';
import { billOf } from '#domain/ledger/bill.ts';
import { LEAST_SAVING } from '#domain/plan/tolerance.ts';
import type { CivilDate } from '#domain/time/civil.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import type { Progress, Way } from './backtest.ts';
import type { Tally } from './tally.ts';

/** What one way of deciding came to. Money in micro. */
export interface Outcome {
  /** Bill and wear, less what the batteries hold more than at first. */
  readonly cost: number;
  readonly bill: number;
  readonly wear: number;
  readonly stock: number;
  /** g; null where some import had no intensity. */
  readonly carbon: number | null;
  readonly imported: ExactEnergy;
  readonly exported: ExactEnergy;
  readonly wishesKept: number;
  readonly wishesBroken: number;
  /** Stretches of at most five minutes. */
  readonly overLimit: number;
}

/** A day of one way of deciding, beside the same day of doing nothing. */
export interface DayBeside {
  readonly date: CivilDate;
  /** Its money less that of doing nothing. */
  readonly money: number;
}

const outcomeOf = (tally: Tally, terms: Terms, period: Interval, stockBefore: number): Outcome => {
  const made = account(terms, period, tally.metered);
  const bill = billOf(made, terms.buying.vat, 'inc').total;
  const [wear, stock] = [Math.round(tally.wear), Math.round(tally.stock - stockBefore)];
  return {
    cost: bill + wear - stock, bill, wear, stock, carbon: tally.carbon, imported: made.importEnergy, exported: made.exportEnergy,
    wishesKept: tally.kept, wishesBroken: tally.broken, overLimit: tally.overLimit,
  };
};

/** The ways' outcomes, by the ledger. @param stockBefore micro that the batteries held at first. */
export function outcomesOf({ tallies, reached }: Progress, terms: Terms, { start }: Interval, stockBefore: number): Readonly<Record<Way, Outcome>> {
  const of = (way: Way): Outcome => outcomeOf(tallies[way], terms, { start, end: reached }, stockBefore);
  return { tidewatt: of('tidewatt'), nothing: of('nothing'), simple: of('simple'), perfect: of('perfect') };
}

/** Every day beside doing nothing, the worst first. */
export function daysBeside({ tallies }: Progress, way: Way): readonly DayBeside[] {
  const days = [...tallies.nothing.days].map(([date, money]) => ({ date, money: Math.round((tallies[way].days.get(date) ?? 0) - money) }));
  return days.sort((a, b) => b.money - a.money || (a.date < b.date ? -1 : 1));
}

/** Dearer by a tenth of a cent: below it is what wattages are rounded by. */
export const isDearer = ({ money }: DayBeside): boolean => money > LEAST_SAVING;

/** Share of what perfect foresight would have saved; null where it would have saved nothing. */
export function capturedShare({ tidewatt, nothing, perfect }: Readonly<Record<Way, Outcome>>): number | null {
  const most = nothing.cost - perfect.cost;
  return most > 0 ? (nothing.cost - tidewatt.cost) / most : null;
}
