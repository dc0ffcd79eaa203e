import { instant, type Instant } from '../../time/instant.ts';
import { MS_PER_DAY } from '../../time/civil.ts';
import { parseTimeText, chooseRound, type TimeText } from '../../time/text.ts';
import { instantsOf, offsetAt } from '../../time/zone.ts';
import type { DateOrder, Layout } from './layout.ts';

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?=$|[ T,])[, ]*(.*)$/;
const EPOCH = /^\d{10}(?:\.\d+)?$|^\d{13}$/;

/** Where a row says its time. */
export const timeText = (cells: readonly string[], { time }: Layout): string => time.map((column) => cells[column] ?? '').join(' ');

/** ISO 8601, dates with the day or the month first, and seconds or milliseconds since 1970; undefined for anything else. */
export function fileTime(text: string, order: DateOrder): TimeText | undefined {
  const trimmed = text.trim();
  if (EPOCH.test(trimmed)) return { kind: 'instant', at: instant(Math.round(Number(trimmed) * (trimmed.length === 13 && !trimmed.includes('.') ? 1 : 1000))) };
  const match = DAY_FIRST.exec(trimmed);
  if (!match) return parseTimeText(trimmed);
  const [, first = '', second = '', year = '', time = ''] = match;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return parseTimeText(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`.trim());
}

/** Which of the two comes first, as far as the dates show it; the day, as nearly everywhere, where they do not. */
export function dateOrder(texts: readonly string[]): DateOrder {
  const parts = texts.flatMap((text) => {
    const match = DAY_FIRST.exec(text.trim());
    return match ? [[Number(match[1]), Number(match[2])] as const] : [];
  });
  return parts.some(([, second]) => second > 12) && !parts.some(([first]) => first > 12) ? 'mdy' : 'dmy';
}

/** Times of a file as instants, one after the other: which round of the repeated hour is meant is told by their order. */
export class FileClock {
  private before: Instant | null = null;
  /** The day of wall times that the offset is known for; null = the clock changes near it. */
  private day = { number: NaN, offset: 0 as number | null };

  constructor(
    private readonly zone: string,
    private readonly descending: boolean,
  ) {}

  /** Null where the clock never showed that time. */
  at(time: TimeText): Instant | null {
    const found = time.kind === 'instant' ? time.at : this.ofWall(time.wall);
    this.before = found ?? this.before;
    return found;
  }

  private ofWall(wall: number): Instant | null {
    const number = Math.floor(wall / MS_PER_DAY);
    if (number !== this.day.number) this.day = { number, offset: this.steadyOffset(number) };
    const { offset } = this.day;
    return offset !== null ? instant(wall - offset) : chooseRound(instantsOf(wall, this.zone), this.before, this.descending);
  }

  private steadyOffset(number: number): number | null {
    const [before, after] = [-1, 2].map((days) => offsetAt(instant((number + days) * MS_PER_DAY), this.zone));
    return before !== undefined && before === after ? before : null;
  }
}
