import { periodsTouched } from '../time/calendar.ts';
import { lengthOf, type Instant, type Interval } from '../time/instant.ts';
import type { PrepaymentTerms } from '../tariff/prepayment.ts';
import { micro, type Micro } from '../units/money.ts';
import { prepaid, type PrepaymentEvent, type PrepaymentState } from './prepayment.ts';

/** What somebody did at a prepayment meter, and when. */
export interface PurseEntry {
  readonly at: Instant;
  readonly event: Extract<PrepaymentEvent, { readonly kind: 'top-up' | 'emergency' }>;
}

/** A prepayment meter as a person tells of it: its terms, what its display showed once, and what was done since, in order of time. */
export interface PurseBook {
  readonly terms: PrepaymentTerms;
  readonly opening: { readonly at: Instant; readonly state: PrepaymentState };
  readonly entries: readonly PurseEntry[];
}

/** What a stretch of use came to, micro; below zero where the home was paid. */
export interface Spent extends Interval {
  readonly cost: number;
}

/** Micro a local day, and the zone of the days. */
export interface PurseDays {
  readonly standing: number;
  readonly zone: string;
}

interface Happened {
  readonly at: Instant;
  readonly event: PrepaymentEvent;
}

/**
 * The purse at a moment: the opening, and after it use, standing charges, the debt's share and what people did, in order.
 * It is folded anew each time, so that a late or corrected reading finds its place. @throws RangeError for an unknown zone.
 */
export function purseAt({ terms, opening, entries }: PurseBook, spent: readonly Spent[], until: Instant, days: PurseDays): PrepaymentState {
  const span = { start: opening.at, end: until };
  const happened: Happened[] = [...spent.flatMap((one) => charged(one, span)), ...begun(span, days), ...entries.filter(({ at }) => at >= span.start && at <= until)];
  return happened.sort((a, b) => a.at - b.at).reduce((state, { event }) => prepaid(state, event, terms), opening.state);
}

/** Of a stretch over the edge of the span its share of time. */
function charged(spent: Spent, { start, end }: Interval): Happened[] {
  const [from, to] = [Math.max(spent.start, start), Math.min(spent.end, end)];
  if (to <= from) return [];
  return [{ at: to as Instant, event: { kind: 'charge', money: money((spent.cost * (to - from)) / lengthOf(spent)) } }];
}

function begun({ start, end }: Interval, { standing, zone }: PurseDays): Happened[] {
  if (end <= start) return [];
  const over = { start, end: (end + 1) as Instant };
  return (['day', 'week'] as const).flatMap((kind) =>
    periodsTouched(kind, over, zone)
      .filter((period) => period.start > start)
      .flatMap(({ start: at }): Happened[] => (kind === 'day' ? [{ at, event: { kind: 'charge', money: money(standing) } }, { at, event: { kind } }] : [{ at, event: { kind } }])),
  );
}

const money = (value: number): Micro => micro(Math.round(value));

/** What is older than a moment becomes the opening: the book does not grow with the years. @throws as {@link purseAt}. */
export function carriedForward(book: PurseBook, spent: readonly Spent[], at: Instant, days: PurseDays): PurseBook {
  if (book.opening.at >= at) return book;
  return { terms: book.terms, opening: { at, state: purseAt(book, spent, at, days) }, entries: book.entries.filter((entry) => entry.at > at) };
}
