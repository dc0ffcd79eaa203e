import * as v from 'valibot';
import { isHoliday, type Holiday } from '#domain/tariff/holidays.ts';
import { parseCivilDate, type CivilDate } from '#domain/time/civil.ts';
import type { Instant } from '#domain/time/instant.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { type Decimal, parseDecimal, toScale } from '#domain/units/decimal.ts';
import { exactPrice, type ExactPrice } from '#domain/units/money.ts';

export const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'is empty'), v.maxLength(200, 'is longer than 200 characters'));

/** A decimal, as text or as a JSON number read by its shortest text, which is what was written. */
export const number = v.union([v.string(), v.number()], 'is no number');

/** A number that `read` turns into what the field holds; @param why a sentence's end for one that it does not. */
export const decimal = <Read>(read: (decimal: Decimal) => Read | undefined, why: string) =>
  v.pipe(
    number,
    v.rawTransform(({ dataset, addIssue, NEVER }): Read => {
      const parsed = parseDecimal(String(dataset.value));
      const value = parsed && read(parsed);
      if (value !== undefined) return value;
      addIssue({ message: parsed ? why : 'is no decimal number' });
      return NEVER;
    }),
  );

/** Prices are decimals of the currency. */
export const price = decimal<ExactPrice>(exactPrice, 'has more digits than can be kept exactly (12 after the point, about 9000 before)');

/** A whole number of 10^-scale from `least` to `most` of them; undefined for any other. */
export function scaled({ units, scale }: Decimal, places: number, least: bigint, most: bigint): number | undefined {
  const value = toScale({ units, scale }, places);
  const whole = value * 10n ** BigInt(scale) === units * 10n ** BigInt(places);
  return whole && value >= least && value <= most ? Number(value) : undefined;
}

const ALL = 1_000_000n;
/** Per cent to millionths, exactly. */
export const vatPercent = decimal((percent) => scaled(percent, 4, 0n, ALL), 'is no percentage from 0 to 100 with at most 4 decimals');
/** A share of something, in millionths; a discount is below zero. */
export const sharePercent = decimal((percent) => scaled(percent, 4, -100n * ALL, 100n * ALL), 'is no percentage from -10000 to 10000 with at most 4 decimals');

export const timeOfDay = v.pipe(
  v.string('is no time such as "07:30"'),
  v.regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is no time such as "07:30"'),
  v.transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
);

export const at = v.pipe(
  v.string('is no instant'),
  v.rawTransform(({ dataset, addIssue, NEVER }): Instant => {
    const time = parseTimeText(dataset.value);
    if (time?.kind === 'instant') return time.at;
    addIssue({ message: 'is no instant with an offset such as "2023-03-26T01:00:00Z"' });
    return NEVER;
  }),
);

export const date = v.pipe(v.string('is no date'), v.check((day) => parseCivilDate(day) !== undefined, 'is no date such as "2026-01-15"'), v.transform((day) => day as CivilDate));

export const holiday = v.pipe(
  v.string('is no holiday'),
  v.rawTransform(({ dataset, addIssue, NEVER }): Holiday => {
    if (isHoliday(dataset.value)) return dataset.value;
    addIssue({ message: 'is no holiday such as "2026-05-04", "12-25" or "easter+1"' });
    return NEVER;
  }),
);

export const list = <Schema extends v.GenericSchema>(item: Schema, most: number) =>
  v.pipe(v.array(item, 'is no list'), v.minLength(1, 'is an empty list'), v.maxLength(most, `has more than ${most} entries`));

/** What is wrong with a file, as a sentence that names the field. */
export function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
  if (issue.type === 'strict_object' && issue.expected === 'never') return `"${path}" is not a field of this format`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `"${path}" is missing`;
  return path === '' ? 'it is no JSON object' : `"${path}" ${/^Invalid/.test(issue.message) ? 'is not what this field holds' : issue.message}`;
}
