import { instant, type Instant } from './instant.ts';
import { parseCivilDate, MS_PER_DAY } from './civil.ts';
import { dayOf, instantsOf } from './zone.ts';

/** A time as a text gives it: an instant where it names its offset, else what a wall clock showed. */
export type TimeText = { readonly kind: 'instant'; readonly at: Instant } | { readonly kind: 'wall'; readonly wall: number };

const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads ISO 8601 dates and times, with `T` or a space, to the millisecond: "2023-03-26 01:00:00+00:00", "2023-03-26T02:30".
 * 24:00 is the midnight that ends the day. A date alone is its midnight. Undefined for anything else.
 */
export function parseTimeText(text: string): TimeText | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, date = '', hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const days = parseCivilDate(date);
  if (days === undefined || !isTimeOfDay(Number(hour), Number(minute), Number(second))) return undefined;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  const wall = days * MS_PER_DAY + time;
  if (offset === undefined) return { kind: 'wall', wall };
  const behind = offsetMilliseconds(offset);
  return behind === undefined ? undefined : { kind: 'instant', at: instant(wall - behind) };
}

const isTimeOfDay = (hour: number, minute: number, second: number): boolean =>
  (hour < 24 && minute < 60 && second < 60) || (hour === 24 && minute === 0 && second === 0);

function offsetMilliseconds(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  if (hours > 15 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A single time from a person or a flag: wall times are in `zone`, the earlier where the clock shows it twice. */
export function instantOfText(text: string, zone: string): Instant | undefined {
  const time = parseTimeText(text);
  if (!time) return undefined;
  if (time.kind === 'instant') return time.at;
  // A date whose midnight is left out by the clock change still has a first moment.
  if (/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return dayOf(text.trim(), zone)?.interval.start;
  return instantsOf(time.wall, zone)[0];
}

/**
 * Wall times of a list in the order they were written, as instants: in the repeated hour the first round is meant until
 * the wall clock runs back, then the second. `null` where the clock never showed that time.
 * @param descending true when the list runs from new to old.
 */
export function instantsInOrder(walls: readonly number[], zone: string, descending = false): readonly (Instant | null)[] {
  const resolved: (Instant | null)[] = [];
  let before: Instant | null = null;
  for (const wall of walls) {
    const chosen = chooseRound(instantsOf(wall, zone), before, descending);
    resolved.push(chosen);
    before = chosen ?? before;
  }
  return resolved;
}

/** Of the instants that a wall time may mean, the one that goes on from `before`; null where there is none. */
export function chooseRound(rounds: readonly Instant[], before: Instant | null, descending: boolean): Instant | null {
  const ordered = descending ? [...rounds].reverse() : rounds;
  const onward = ordered.find((at) => before === null || (descending ? at < before : at > before));
  return onward ?? ordered.at(-1) ?? null;
}
