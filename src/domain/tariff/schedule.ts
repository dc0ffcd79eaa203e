import type { Instant, Interval } from '../time/instant.ts';
import { MS_PER_DAY } from '../time/civil.ts';
import { daysTouched, offsetRuns, wallClockAt, type OffsetRun, type WallClock } from '../time/zone.ts';
import type { ExactPrice } from '../units/money.ts';
import { weekdayOf } from './holidays.ts';
import type { Rule, Schedule, TableSlot, Tariff } from './tariff.ts';

/** Whose wall clock and holidays the rules go by. */
export type RuleCalendar = Pick<Tariff, 'zone' | 'holidays'>;

/** A stretch at one price of one rate; null where the table says nothing. */
export interface Stretch extends Interval {
  readonly rate: string | null;
  readonly price: ExactPrice | null;
}

/** The schedule over an interval: stretches in order that fill it without a gap. @throws RangeError for an unknown zone. */
export function stretchesOf(schedule: Schedule, interval: Interval, calendar: RuleCalendar): readonly Stretch[] {
  if (interval.start >= interval.end) return [];
  if (schedule.kind === 'constant') return [{ start: interval.start, end: interval.end, rate: schedule.rate, price: schedule.price }];
  if (schedule.kind === 'slots') return slotStretches(schedule.slots, interval);
  return merged(daysTouched(interval, calendar.zone).flatMap((day) => ruleStretches(schedule.rules, clip(day.interval, interval), calendar)));
}

/** The rule that prices a moment: the first that matches. */
export function ruleAt(rules: readonly Rule[], clock: Pick<WallClock, 'month' | 'weekday' | 'minuteOfDay'>): Rule | undefined {
  return rules.find(
    ({ months, weekdays, hours }) =>
      (months?.includes(clock.month) ?? true) && (weekdays?.includes(clock.weekday) ?? true) && (hours === null || inHours(hours, clock.minuteOfDay)),
  );
}

function inHours({ from, to }: { readonly from: number; readonly to: number }, minute: number): boolean {
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}

export const clip = (interval: Interval, to: Interval): Interval => ({
  start: Math.max(interval.start, to.start) as Instant,
  end: Math.min(interval.end, to.end) as Instant,
});

/** Within one local day: the prices can change where the offset does and at the rules' own times on the wall. */
function ruleStretches(rules: readonly Rule[], day: Interval, { zone, holidays = [] }: RuleCalendar): readonly Stretch[] {
  const minutes = rules.flatMap(({ hours }) => (hours ? [hours.from, hours.to] : []));
  return offsetRuns(day, zone).flatMap((run) => {
    const cuts = cutsOf(run, minutes);
    return cuts.slice(0, -1).map((start, index) => {
      const clock = wallClockAt(start, run.offset);
      const rule = ruleAt(rules, { ...clock, weekday: weekdayOf(clock.date, clock.weekday, holidays) });
      return { start, end: cuts[index + 1] ?? run.end, rate: rule?.rate ?? null, price: rule?.price ?? null };
    });
  });
}

/** The run's start, the instants inside it at which its wall shows one of the minutes of the day, or midnight, and its end. */
function cutsOf(run: OffsetRun, minutes: readonly number[]): readonly Instant[] {
  const firstDay = Math.floor((run.start + run.offset) / MS_PER_DAY);
  const lastDay = Math.floor((run.end + run.offset) / MS_PER_DAY);
  const inside: number[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    for (const minute of [0, ...minutes]) inside.push(day * MS_PER_DAY + minute * 60_000 - run.offset);
  }
  const sorted = [...new Set(inside)].filter((at) => run.start < at && at < run.end).sort((a, b) => a - b);
  return [run.start, ...sorted, run.end] as Instant[];
}

function slotStretches(slots: readonly TableSlot[], interval: Interval): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = interval.start;
  const silent = (until: Instant): void => {
    if (at < until) stretches.push({ start: at, end: until, rate: null, price: null });
  };
  for (const slot of slots) {
    if (slot.end <= at || slot.start >= interval.end) continue;
    const { start, end } = clip(slot, { start: at, end: interval.end });
    silent(start);
    stretches.push({ start, end, rate: slot.rate, price: slot.price });
    at = end;
  }
  silent(interval.end);
  return merged(stretches);
}

export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && last.end === stretch.start && last.price === stretch.price && last.rate === stretch.rate) joined[joined.length - 1] = { ...last, end: stretch.end };
    else joined.push(stretch);
  }
  return joined;
}
