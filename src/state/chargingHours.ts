import type { ChargingHours } from '#wire/message/bodies.ts';

export type ChargingWindow = ChargingHours['except'][number];

/** The early evening of weekdays, when most homes cook. */
const USUAL: ChargingWindow = { days: [1, 2, 3, 4, 5], from: 16 * 60, to: 20 * 60 };
const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** As many as the home takes. */
export const MOST_WINDOWS = 32;

/** The days of a window, 1 = Monday. */
export const daysOf = ({ days }: ChargingWindow): readonly number[] => days ?? WEEK;

/** The same hours with one window changed; one that is left no day is taken out. */
export const withWindow = (except: ChargingHours['except'], index: number, change: Partial<ChargingWindow>): ChargingHours['except'] =>
  except.map((one, n) => (n === index ? { ...one, ...change } : one)).filter(({ days }) => days?.length !== 0);

/** A day in or out of a window: all of them are every day. */
export function toggled(window: ChargingWindow, day: number): ChargingWindow['days'] {
  const days = daysOf(window);
  const next = days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort();
  return next.length === WEEK.length ? null : next;
}

export const added = (except: ChargingHours['except']): ChargingHours['except'] => [...except, USUAL];
