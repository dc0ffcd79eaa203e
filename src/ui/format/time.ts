import type { Words } from '../text/en.ts';
import { times } from './formatters.ts';
import { formatCount } from './power.ts';

/** "14:02" in the home's zone. @param at ms UTC. */
export function formatClock(language: string, at: number, zone: string): string {
  return times(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at);
}

/** "Fri 24 Mar, 14:02" in the home's zone. */
export function formatMoment(language: string, at: number, zone: string): string {
  return times(language, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at);
}

/** Days from which a weekday could be another week's. */
const WEEK = 6 * 86_400_000;

/** "14:02" on the day of another instant, "Fri 14:02" on another day, "Fri 24 Mar, 14:02" when that is far. */
export function formatNear(language: string, at: number, zone: string, from: number): string {
  if (Math.abs(at - from) > WEEK) return formatMoment(language, at, zone);
  const clock = formatClock(language, at, zone);
  const isSameDay = formatDay(language, at, zone) === formatDay(language, from, zone);
  return isSameDay ? clock : `${times(language, { weekday: 'short', timeZone: zone }).format(at)} ${clock}`;
}

/** "24 Mar 2023" of a local date, yyyy-mm-dd. */
export const formatDate = (language: string, date: string): string => times(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date));

/** "Friday 24 March". */
export function formatDay(language: string, at: number, zone: string): string {
  return times(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(at);
}

/** Whether a time of day, "HH:MM", is within [from, to), over midnight too; equal ends are no time at all. */
export const isBetween = (time: string, from: string, to: string): boolean => (from <= to ? from <= time && time < to : from <= time || time < to);

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** "Fri". @param day 1 = Monday. */
export const formatWeekday = (language: string, day: number): string => times(language, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + (day - 1) * 86_400_000);

/** "22:00". @param minutes of the day. */
export const formatMinutes = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** "4 s ago". @param age ms. */
export function formatAge(words: Words, age: number): string {
  const seconds = Math.floor(age / 1000);
  const count = (value: number): string => formatCount(words.language.tag, Math.floor(value));
  if (seconds < 60) return words.age.seconds(count(seconds));
  if (seconds < 3_600) return words.age.minutes(count(seconds / 60));
  return seconds < 86_400 ? words.age.hours(count(seconds / 3_600)) : words.age.days(count(seconds / 86_400));
}
