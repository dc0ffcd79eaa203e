import type { HomeEvent } from '#wire/message/bodies.ts';
import type { Words } from '../text/en.ts';
import type { TermsWords } from '../text/en/terms.ts';
import { formatMoney } from './money.ts';
import { formatEnergy } from './power.ts';
import { formatSpan } from './span.ts';

type Receipt = NonNullable<HomeEvent['receipt']>;

/** What came of an event as lines of name and value, each in plain words; what is not known says so (U32). */
export function receiptLines(words: Words, text: TermsWords['receipt'], { receipt, start, end }: { readonly receipt: Receipt; readonly start: number; readonly end: number }, currency: string): readonly (readonly [string, string])[] {
  const energy = (value: number | null): string => (value === null ? text.notKnown : formatEnergy(words.language.tag, value));
  const { asked, delivered, response, rebound, reward, baseline, missing } = receipt;
  return [
    [text.asked, energy(asked)],
    [text.delivered, energy(delivered)],
    [text.response, response === null ? (delivered === null ? text.notKnown : text.noResponse) : formatSpan(words, response)],
    [text.rebound, energy(rebound)],
    [text.reward, reward === null ? text.notKnown : formatMoney(words.language.tag, reward, currency)],
    [text.baseline, text.method[baseline] ?? baseline],
    // Without a baseline nothing was compared, which is no fault of the readings.
    ...(baseline === 'none' ? [] : [[text.missing, missing === 0 ? text.nothingMissing : text.missingOf(formatSpan(words, missing), formatSpan(words, end - start))] as const]),
  ];
}

/** A change of price or another event: once each, however many there were. @param overlaps "price:RATE" or the id of a call. */
export function overlapNames({ overlap }: TermsWords['receipt'], overlaps: readonly string[]): readonly string[] {
  return [...new Set(overlaps.map((one) => (one.startsWith('price:') ? overlap.price : overlap.event)))];
}
