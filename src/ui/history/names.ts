import type { Period, Stretch } from '../../state/period.ts';
import { localHours } from '../format/day.ts';
import { formatClock } from '../format/time.ts';
import type { ChartMark } from '../parts/tw-chart.ts';
import type { HistoryWords } from '../text/en/history.ts';

const DAY = 86_400_000;

const formatted = (language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
const LONG_DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };

/** "Friday, 24 March 2023", "20–26 March 2023", "March 2023", "2023", "14:02–15:02, Friday …". */
export function periodName({ since }: HistoryWords, language: string, { span, start, end }: Period, zone: string): string {
  const day = (at: number): string => formatted(language, zone, LONG_DAY).format(at);
  switch (span) {
    case 'hour':
      return `${formatClock(language, start, zone)}–${formatClock(language, end, zone)}, ${day(start)}`;
    case 'day':
      return day(start);
    case 'week':
      return formatted(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).formatRange(start, end - 1);
    case 'month':
      return formatted(language, zone, { month: 'long', year: 'numeric' }).format(start);
    case 'year':
      return formatted(language, zone, { year: 'numeric' }).format(start);
    case 'all':
      return since(formatted(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(start));
  }
}

/** All there is is drawn by years where months would be too many. */
export const isYear = ({ start, end }: Stretch): boolean => end - start > 40 * DAY;

/** What one bar is called; on a day with a change of the clock the hour that comes twice is told apart. */
export function barName(language: string, { span, start, end }: Period, zone: string, bar: Stretch): string {
  if (span === 'hour') return formatClock(language, bar.start, zone);
  if (span === 'day' && end - start === DAY) return formatClock(language, bar.start, zone);
  if (span === 'day') return formatted(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }).format(bar.start);
  if (span === 'week') return formatted(language, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(bar.start);
  if (span === 'month') return formatted(language, zone, { day: 'numeric', month: 'long' }).format(bar.start);
  return formatted(language, zone, isYear(bar) ? { year: 'numeric' } : { month: 'long', year: 'numeric' }).format(bar.start);
}

/** The few words under the bars. */
export function marksOf(language: string, { span, start, end }: Period, zone: string, bars: readonly Stretch[]): readonly ChartMark[] {
  if (span === 'day') return localHours(start, end, zone).flatMap(({ at, hour }) => (hour % 6 === 0 ? [{ at, text: String(hour).padStart(2, '0') }] : []));
  const step = span === 'hour' ? 15 : span === 'week' ? 1 : span === 'month' ? 7 : Math.ceil(bars.length / 6);
  return bars.flatMap((bar, n) => (n % step === 0 ? [{ at: bar.start, text: markText(language, span, zone, bar) }] : []));
}

function markText(language: string, span: Period['span'], zone: string, bar: Stretch): string {
  if (span === 'hour') return formatClock(language, bar.start, zone);
  if (span === 'week') return formatted(language, zone, { weekday: 'short' }).format(bar.start);
  if (span === 'month') return formatted(language, zone, { day: 'numeric' }).format(bar.start);
  return formatted(language, zone, isYear(bar) ? { year: 'numeric' } : { month: 'short' }).format(bar.start);
}
