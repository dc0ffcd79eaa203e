import { HOUR, type Instant } from '../../time/instant.ts';
import { MOST_WATTS } from './book.ts';
import { thousandsOf, type Mark } from './marks.ts';

/** No home takes more for a whole day, W. */
const MOST_FOR_A_DAY = 25_000;

/** A register's count in kWh as it stands in a file, and when. */
export interface WrittenCount {
  readonly at: Instant;
  readonly text: string;
}

/**
 * The mark in counts of one register, once it can only begin their fractions: cut at thousands, `345,678` and `345,701` a
 * quarter of an hour later would be 23 kWh, more than any home's connection carries. Null where either may be meant.
 */
export function fractionMark(counts: readonly WrittenCount[]): Mark | null {
  const cut = counts.flatMap(({ at, text }) => {
    const thousands = thousandsOf(text);
    return thousands ? [{ at, ...thousands }] : [];
  });
  const [first, last] = [cut[0], cut.at(-1)];
  if (!first || !last) return null;
  const isTooMuch = cut.some((next, n) => wattsBetween(cut[n - 1] ?? next, next) > MOST_WATTS) || (Math.abs(last.at - first.at) >= 24 * HOUR && wattsBetween(first, last) > MOST_FOR_A_DAY);
  return isTooMuch ? first.mark : null;
}

interface Thousands {
  readonly at: Instant;
  /** kWh, as if the mark cut thousands. */
  readonly count: number;
}

/** Below zero where the count ran back: another meter was put in, and that says nothing. */
const wattsBetween = (from: Thousands, to: Thousands): number => (from.at === to.at ? 0 : ((to.count - from.count) * 1_000 * HOUR) / (to.at - from.at));
