import type { Instant, Interval } from '../time/instant.ts';

/** A stretch in which no list changes; `at[i]` is the element of list i. */
export interface SideBySide<Element> extends Interval {
  readonly at: readonly Element[];
}

/** Lists that each fill the interval, walked side by side. @throws RangeError for a list that does not fill it. */
export function sideBySide<Element extends Interval>(lists: readonly (readonly Element[])[], interval: Interval): readonly SideBySide<Element>[] {
  if (interval.start >= interval.end) return [];
  if (lists.length === 0) return [{ ...interval, at: [] }];
  const places = lists.map(() => 0);
  const pieces: SideBySide<Element>[] = [];
  for (let start = interval.start; start < interval.end; ) {
    const at = lists.map((list, index) => elementAt(list, places[index] ?? 0));
    const end = Math.min(...at.map((element) => element.end), interval.end) as Instant;
    pieces.push({ start, end, at });
    at.forEach((element, index) => (places[index] = (places[index] ?? 0) + (element.end === end ? 1 : 0)));
    start = end;
  }
  return pieces;
}

function elementAt<Element>(list: readonly Element[], place: number): Element {
  const element = list[place];
  if (element === undefined) throw new RangeError('a list does not fill its interval');
  return element;
}
