import { periodAt, type CalendarPeriod } from '../time/calendar.ts';
import type { CivilDate } from '../time/civil.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { micro, type Micro } from '../units/money.ts';
import { account, type Account, type Terms } from './account.ts';
import { type Bill, billOf } from './bill.ts';
import { accountEditions, type Edition } from './editions.ts';
import { NO_MEMORY, neededFrom, type AccountMemory } from './memory.ts';
import type { Metered } from './metered.ts';

/** One reading of the journal, which only grows: the highest revision of a time stands. */
export interface Posted extends Metered {
  readonly revision: number;
}

/** One billing period: its readings, and what they come to. */
export interface BookedPeriod {
  readonly period: CalendarPeriod;
  /** By start; of each start the highest revision. */
  readonly readings: ReadonlyMap<Instant, Posted>;
  readonly account: Account;
  /** As it was sent; null while the period runs. */
  readonly closed: Bill | null;
}

/** The ledger of a home: billing periods in order, by the calendar of `terms`. A period of which nothing was read is not in it. */
export interface Book {
  readonly terms: Terms;
  /** Which terms hold when in a period. */
  readonly editions: (period: Interval) => readonly Edition[];
  readonly periods: readonly BookedPeriod[];
}

/** @param editions left out = `terms` hold throughout. */
export const newBook = (terms: Terms, editions: Book['editions'] = ({ start, end }) => [{ start, end, terms }]): Book => ({ terms, editions, periods: [] });

/**
 * Readings posted, in any order, late ones and corrections among them: the periods from the earliest that they touch on
 * are run again, each with the memory of the one before. What is said twice is said once.
 * @throws RangeError for an unknown zone.
 */
export function post(book: Book, posted: Iterable<Posted>): Book {
  const { zone, billing } = book.terms.buying;
  const drafts = new Map(book.periods.map(({ period, readings }) => [period.key, { period, readings: new Map(readings) }]));
  let first: Instant | null = null;
  let period: CalendarPeriod | undefined;
  for (const reading of posted) {
    for (let at = reading.start; at < reading.end; at = period.end) {
      if (!period || at < period.start || at >= period.end) period = periodAt('billing', at, zone, billing);
      const draft = drafts.get(period.key) ?? { period, readings: new Map<Instant, Posted>() };
      drafts.set(period.key, draft);
      if (!stands(draft.readings.get(reading.start), reading)) continue;
      draft.readings.set(reading.start, reading);
      first = first === null || period.start < first ? period.start : first;
    }
  }
  return first === null ? book : rerun(book, [...drafts.values()].sort((a, b) => a.period.start - b.period.start), first);
}

const stands = (known: Posted | undefined, reading: Posted): boolean => known === undefined || reading.revision > known.revision;

/** The bill of a period as it stands now is the one sent. Closing again changes nothing. */
export function close(book: Book, key: CivilDate): Book {
  return { ...book, periods: book.periods.map((one) => (one.period.key === key && one.closed === null ? { ...one, closed: billNow(book, one) } : one)) };
}

/** A bill as it stands with all that is known now. */
export const billNow = ({ terms }: Book, { account: made }: BookedPeriod): Bill => billOf(made, terms.buying.vat, 'inc');

/** What a closed bill has to be put right by: one entry, whatever number of readings came late. */
export interface Adjustment {
  readonly period: CalendarPeriod;
  /** Above zero: owed besides what was sent. */
  readonly money: Micro;
}

/** The adjustments of all closed bills that are not right any more. */
export const adjustments = (book: Book): readonly Adjustment[] =>
  book.periods.flatMap((one) => {
    if (!one.closed) return [];
    const money = billNow(book, one).total - one.closed.total;
    return money === 0 ? [] : [{ period: one.period, money: micro(money) }];
  });

function rerun({ terms, editions, periods }: Book, drafts: readonly Pick<BookedPeriod, 'period' | 'readings'>[], from: Instant): Book {
  const before = new Map(periods.map((one) => [one.period.key, one]));
  let memory: AccountMemory = NO_MEMORY;
  const made = drafts.map(({ period, readings }): BookedPeriod => {
    const known = before.get(period.key);
    const kept = known && period.start < from ? known : { period, readings, account: accountOf(editions(period), period, standing(readings), memory), closed: known?.closed ?? null };
    memory = neededFrom(kept.account.memory, period.key);
    return kept;
  });
  return { terms, editions, periods: made };
}

function accountOf(editions: readonly Edition[], period: CalendarPeriod, readings: readonly Posted[], memory: AccountMemory): Account {
  const [only, another] = editions;
  return only && !another && only.end >= period.end ? account(only.terms, period, readings, { memory }) : accountEditions(editions, period, readings, memory);
}

/** In order; of readings that overlap the higher revision, else the earlier. */
function standing(readings: ReadonlyMap<Instant, Posted>): readonly Posted[] {
  const kept: Posted[] = [];
  for (const reading of [...readings.values()].sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    if (!last || last.end <= reading.start) kept.push(reading);
    else if (reading.revision > last.revision) kept[kept.length - 1] = reading;
  }
  return kept;
}
