import type { EventRest } from '#wire/message/bodies.ts';

/** Minutes of the day; null = no quiet hours. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const DAY = 1_440;
const isWholeDay = ({ from, to }: QuietHours): boolean => from === 0 && to === DAY;

/** The hours of every day in which no event may lie; null where there are none. */
export function quietHours({ quiet }: EventRest): QuietHours | null {
  const one = quiet.find((window) => window.days === null && !isWholeDay(window));
  return one ? { from: one.from, to: one.to } : null;
}

/** Weekdays on which no event may lie, 1 = Monday. */
export const quietDays = ({ quiet }: EventRest): readonly number[] => quiet.filter(isWholeDay).flatMap(({ days }) => days ?? [1, 2, 3, 4, 5, 6, 7]);

/** The same rest with other quiet times: what this screen does not show is left as it is. */
export function withQuiet(rest: EventRest, hours: QuietHours | null, days: readonly number[]): EventRest {
  const others = rest.quiet.filter((window) => !isWholeDay(window) && window.days !== null);
  const nightly = hours ? [{ days: null, ...hours }] : [];
  return { ...rest, quiet: [...others, ...nightly, ...(days.length > 0 ? [{ days: [...days].sort(), from: 0, to: DAY }] : [])] };
}
