import type { Words } from '../text/en.ts';
import { formatCount } from './power.ts';

/** A length of time in words that count down well: "43 min", "2 h 5 min", seconds only in the last two minutes. @param ms positive. */
export function formatSpan(words: Words, ms: number): string {
  const { duration } = words.events;
  const count = (value: number): string => formatCount(words.language.tag, value);
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 120) return duration.seconds(count(seconds));
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return duration.minutes(count(minutes));
  if (minutes < 48 * 60 && minutes % 60 === 0) return duration.wholeHours(count(minutes / 60));
  if (minutes < 48 * 60) return duration.hours(count(Math.floor(minutes / 60)), count(minutes % 60));
  return duration.days(count(Math.floor(minutes / 1_440)));
}
