import * as v from 'valibot';
import { HOLIDAY } from '#domain/tariff/holidays.ts';
import type { Rule, Schedule, TableSlot } from '#domain/tariff/tariff.ts';
import { after, MINUTE } from '#domain/time/instant.ts';
import { faultOfRules, faultOfSlots, HOLIDAY_WORD, WEEKDAYS } from './tariff-check.ts';
import { at, list, price, text, timeOfDay } from './tariff-fields.ts';

const month = v.pipe(v.number('is no month'), v.integer('is no month'), v.minValue(1, 'is no month'), v.maxValue(12, 'is no month'));
const ruleEntries = { rate: text, price, months: v.optional(list(month, 12)), from: v.optional(timeOfDay), to: v.optional(timeOfDay) };
const ruleSchema = v.strictObject({ ...ruleEntries, weekdays: v.optional(list(v.picklist(WEEKDAYS, `is none of ${WEEKDAYS.join(' ')}`), 7)) });
const DAYS = [...WEEKDAYS, HOLIDAY_WORD] as const;
const ruleSchema2 = v.strictObject({ ...ruleEntries, weekdays: v.optional(list(v.picklist(DAYS, `is none of ${DAYS.join(' ')}`), 8)) });

const slotSchema = v.strictObject({ start: at, end: at, price, rate: v.optional(text) });
const seriesSchema = v.strictObject({ start: at, minutes: v.picklist([5, 15, 30, 60], 'is none of 5, 15, 30 and 60'), prices: list(price, 200_000), rate: v.optional(text) });

/** The ways to say prices over time in version 1 of the file, and in version 2. */
export const scheduleEntries = { price: v.optional(price), rate: v.optional(text), rules: v.optional(list(ruleSchema, 200)), slots: v.optional(list(slotSchema, 200_000)) };
export const scheduleEntries2 = { ...scheduleEntries, rules: v.optional(list(ruleSchema2, 200)), series: v.optional(seriesSchema) };

type RuleFile = v.InferOutput<typeof ruleSchema2>;
type SeriesFile = v.InferOutput<typeof seriesSchema>;
type SlotFile = v.InferOutput<typeof slotSchema>;

export interface ScheduleFile {
  readonly price?: RuleFile['price'] | undefined;
  readonly rate?: string | undefined;
  readonly rules?: readonly RuleFile[] | undefined;
  readonly slots?: readonly SlotFile[] | undefined;
  readonly series?: SeriesFile | undefined;
}

/** The schedule, or the sentence that refuses it. @param holidays true where the tariff has some: rules must price them. */
export function scheduleOf(file: ScheduleFile, holidays: boolean): Schedule | string {
  const given = [file.price, file.rules, file.slots, file.series].filter((way) => way !== undefined);
  if (given.length !== 1) return 'it needs exactly one of "price", "rules" and "slots"';
  if (file.price !== undefined) return { kind: 'constant', rate: file.rate ?? 'standard', price: file.price };
  if (file.rate !== undefined) return '"rate" stands with "price"; rules and slots name their own';
  if (file.rules) return rulesOf(file.rules, holidays);
  return file.series ? { kind: 'slots', slots: seriesSlots(file.series) } : slotsOf(file.slots ?? []);
}

function rulesOf(file: readonly RuleFile[], holidays: boolean): Schedule | string {
  const half = file.findIndex(({ from, to }) => (from === undefined) !== (to === undefined) || (from !== undefined && from === to));
  if (half >= 0) return `rule ${half + 1} needs both "from" and "to", and not the same time; leave both out for the whole day`;
  const rules = file.map(({ rate, price: rulePrice, months, weekdays, from, to }): Rule => ({
    rate,
    price: rulePrice,
    months: months ?? null,
    weekdays: weekdays?.map((day) => (day === HOLIDAY_WORD ? HOLIDAY : WEEKDAYS.indexOf(day) + 1)) ?? null,
    hours: from === undefined || to === undefined ? null : { from, to },
  }));
  return faultOfRules(rules, holidays) ?? { kind: 'time-of-use', rules };
}

function slotsOf(file: readonly SlotFile[]): Schedule | string {
  const slots = file.map((slot): TableSlot => ({ start: slot.start, end: slot.end, price: slot.price, rate: slot.rate ?? 'standard' })).sort((a, b) => a.start - b.start);
  return faultOfSlots(slots) ?? { kind: 'slots', slots };
}

const seriesSlots = ({ start, minutes, prices, rate = 'standard' }: SeriesFile): readonly TableSlot[] =>
  prices.map((slotPrice, index) => ({ start: after(start, index * minutes * MINUTE), end: after(start, (index + 1) * minutes * MINUTE), price: slotPrice, rate }));
