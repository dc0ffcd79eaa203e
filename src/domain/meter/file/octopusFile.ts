import type { Instant } from '../../time/instant.ts';
import { parseTimeText } from '../../time/text.ts';
import { kilowattHoursText } from '../../units/decimal.ts';
import { UsageBook } from './book.ts';
import type { FileDirection } from './layout.ts';
import type { TableTold } from './tableFile.ts';

/** Whether a text begins as the consumption answer of Octopus Energy's API does (developer.octopus.energy, Consumption). */
export const isOctopusConsumption = (head: string): boolean => /^\uFEFF?\s*[{[]/.test(head) && head.includes('"consumption"') && head.includes('"interval_start"');

/** An entry of the answer holds no other object; longer is none. */
const LONGEST_ENTRY = 2_000;

/**
 * The consumption answer of Octopus Energy piece by piece: `consumption` in kWh between `interval_start` and
 * `interval_end`. It does not say whether the meter is the one of import or of export. Entries are counted from 1.
 */
export class OctopusFile {
  private readonly book: UsageBook;
  private rest = '';
  private entries = 0;

  constructor(
    private readonly direction: FileDirection,
    latest: Instant,
  ) {
    this.book = new UsageBook(latest);
  }

  push(piece: string): void {
    const text = this.rest + piece;
    const entry = /\{[^{}]*\}/g;
    let from = 0;
    for (let match = entry.exec(text); match; match = entry.exec(text)) {
      this.take(match[0]);
      from = entry.lastIndex;
    }
    this.rest = text.slice(Math.max(from, text.length - LONGEST_ENTRY));
  }

  close(): TableTold {
    // What is whole ends its list; an entry that was begun and not ended was cut.
    if (this.rest.includes('{') || !/\]\s*\}?\s*$/.test(this.rest)) this.book.notes.add('cut', this.entries + 1, this.rest.trim());
    return { told: this.book.close(), lines: this.entries, counted: null, choice: null };
  }

  private take(text: string): void {
    this.entries += 1;
    const entry = entryOf(text);
    const [start, end] = [entry?.['interval_start'], entry?.['interval_end']].map(instantIn);
    if (start == null || end == null) return this.book.notes.add('time', this.entries, text);
    const energy = kilowattHoursText(String(entry?.['consumption'] ?? ''));
    if (energy === undefined) return this.book.notes.add('energy', this.entries, text);
    this.book.interval(this.direction, { start, end }, energy, this.entries);
  }
}

function entryOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null ? { ...raw } : null;
  } catch {
    return null;
  }
}

function instantIn(value: unknown): Instant | null {
  const time = typeof value === 'string' ? parseTimeText(value) : undefined;
  return time?.kind === 'instant' ? time.at : null;
}
