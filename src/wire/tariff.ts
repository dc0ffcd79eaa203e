import * as v from 'valibot';
import { parseTimeText } from '#domain/time/text.ts';
import { isZone } from '#domain/time/zone.ts';
import type { Rule, Schedule, StandingPart, TableSlot, Tariff, TariffPart, UnitKind, UnitPart } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { exactPrice, type ExactPrice } from '#domain/units/money.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import { faultOfRules, faultOfSlots, WEEKDAYS } from './tariff-check.ts';

/** Version of the file in docs/formats/tariff.md. */
export const TARIFF_VERSION = 1;

/** A table is taken whole or refused whole; `reason` is a sentence about the file. */
export type ReadTariff = { readonly ok: true; readonly tariff: Tariff } | { readonly ok: false; readonly reason: string };

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'is empty'), v.maxLength(200, 'is longer than 200 characters'));

/** Prices are decimals of the currency: a JSON number is read by its shortest text, which is what was written. */
const price = v.pipe(
  v.union([v.string(), v.number()], 'is no number'),
  v.rawTransform(({ dataset, addIssue, NEVER }): ExactPrice => {
    const decimal = parseDecimal(String(dataset.value));
    const exact = decimal && exactPrice(decimal);
    if (exact !== undefined) return exact;
    addIssue({ message: decimal ? 'has more digits than can be kept exactly (12 after the point, about 9000 before)' : 'is no decimal number' });
    return NEVER;
  }),
);

const timeOfDay = v.pipe(
  v.string('is no time such as "07:30"'),
  v.regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is no time such as "07:30"'),
  v.transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
);

const at = v.pipe(
  v.string('is no instant'),
  v.rawTransform(({ dataset, addIssue, NEVER }): Instant => {
    const time = parseTimeText(dataset.value);
    if (time?.kind === 'instant') return time.at;
    addIssue({ message: 'is no instant with an offset such as "2023-03-26T01:00:00Z"' });
    return NEVER;
  }),
);

const list = <Schema extends v.GenericSchema>(item: Schema, most: number) =>
  v.pipe(v.array(item, 'is no list'), v.minLength(1, 'is an empty list'), v.maxLength(most, `has more than ${most} entries`));

const ruleSchema = v.strictObject({
  rate: text,
  price,
  months: v.optional(list(v.pipe(v.number('is no month'), v.integer('is no month'), v.minValue(1, 'is no month'), v.maxValue(12, 'is no month')), 12)),
  weekdays: v.optional(list(v.picklist(WEEKDAYS, `is none of ${WEEKDAYS.join(' ')}`), 7)),
  from: v.optional(timeOfDay),
  to: v.optional(timeOfDay),
});

const slotSchema = v.strictObject({ start: at, end: at, price, rate: v.optional(text) });

const termsEntries = { name: text, source: v.optional(text), certainty: v.optional(v.picklist(['published', 'estimated'], 'is neither published nor estimated')) };

const unitSchema = v.strictObject({
  ...termsEntries,
  kind: v.picklist(['energy', 'grid', 'levy', 'tax', 'export']),
  price: v.optional(price),
  rate: v.optional(text),
  rules: v.optional(list(ruleSchema, 200)),
  slots: v.optional(list(slotSchema, 200_000)),
});

const standingSchema = v.strictObject({ ...termsEntries, kind: v.literal('standing'), pricePerDay: price });

const KINDS = 'is none of energy, grid, levy, tax, export, standing';
const tariffSchema = v.strictObject({
  tidewatt: v.literal('tariff', 'is not "tariff"'),
  version: v.literal(TARIFF_VERSION, `is not ${TARIFF_VERSION}, the version read here`),
  name: text,
  source: v.optional(text),
  currency: v.pipe(v.string('is no currency code'), v.regex(/^[A-Z]{3}$/, 'is no three-letter currency code such as GBP')),
  zone: v.pipe(v.string('is no zone'), v.check(isZone, 'is no zone of the IANA database such as Europe/London')),
  vat: v.optional(v.strictObject({ percent: v.pipe(v.union([v.string(), v.number()], 'is no number'), v.check((raw) => vatRate(raw) !== undefined, 'is no percentage from 0 to 100 with at most 4 decimals')), included: v.boolean('is neither true nor false') })),
  parts: list(v.variant('kind', [unitSchema, standingSchema], KINDS), 50),
});
type TariffFile = v.InferOutput<typeof tariffSchema>;
type UnitFile = v.InferOutput<typeof unitSchema>;

/** Per cent to millionths, exactly. */
function vatRate(raw: string | number): number | undefined {
  const decimal = parseDecimal(String(raw));
  if (!decimal) return undefined;
  const rate = toScale(decimal, 4);
  const whole = rate * 10n ** BigInt(decimal.scale) === decimal.units * 10n ** 4n;
  return whole && rate >= 0n && rate <= 1_000_000n ? Number(rate) : undefined;
}

/** True for a JSON value that says it is a tariff of ours, well made or not. */
export const isTariffFile = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'tidewatt' in raw;

/** Reads our tariff file (docs/formats/tariff.md) from its JSON value. */
export function readTariff(raw: unknown): ReadTariff {
  const result = v.safeParse(tariffSchema, raw);
  if (!result.success) return { ok: false, reason: reasonOf(result.issues[0]) };
  const tariff = tariffOf(result.output);
  return typeof tariff === 'string' ? { ok: false, reason: tariff } : { ok: true, tariff };
}

function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
  if (issue.type === 'strict_object' && issue.expected === 'never') return `"${path}" is not a field of this format`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `"${path}" is missing`;
  return path === '' ? 'it is no JSON object' : `"${path}" ${/^Invalid/.test(issue.message) ? 'is not what this field holds' : issue.message}`;
}

/** The tariff, or the sentence that refuses it. */
function tariffOf(file: TariffFile): Tariff | string {
  const source = file.source ?? file.name;
  const parts: TariffPart[] = [];
  for (const part of file.parts) {
    if (parts.some(({ name }) => name === part.name)) return `two parts are named "${part.name}"`;
    const made = part.kind === 'standing' ? standingPart(part, source) : unitPart(part, source);
    if (typeof made === 'string') return `part "${part.name}": ${made}`;
    parts.push(made);
  }
  const vat = file.vat ? { rate: vatRate(file.vat.percent) ?? 0, included: file.vat.included } : null;
  return { name: file.name, source, currency: file.currency, zone: file.zone, vat, parts };
}

const standingPart = (part: v.InferOutput<typeof standingSchema>, source: string): StandingPart => ({
  per: 'day', kind: 'standing', name: part.name, scope: { kind: 'connection' }, source: part.source ?? source, certainty: part.certainty ?? 'published', price: part.pricePerDay,
});

function unitPart(part: UnitFile, source: string): UnitPart | string {
  const schedule = scheduleOf(part);
  if (typeof schedule === 'string') return schedule;
  const kind: UnitKind = part.kind;
  return {
    per: 'kWh', kind, name: part.name, scope: { kind: 'connection' }, source: part.source ?? source, certainty: part.certainty ?? 'published',
    direction: kind === 'export' ? 'export' : 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule }],
  };
}

function scheduleOf(part: UnitFile): Schedule | string {
  const given = [part.price, part.rules, part.slots].filter((way) => way !== undefined);
  if (given.length !== 1) return 'it needs exactly one of "price", "rules" and "slots"';
  if (part.price !== undefined) return { kind: 'constant', rate: part.rate ?? 'standard', price: part.price };
  if (part.rate !== undefined) return '"rate" stands with "price"; rules and slots name their own';
  return part.rules ? rulesOf(part.rules) : slotsOf(part.slots ?? []);
}

function rulesOf(file: readonly v.InferOutput<typeof ruleSchema>[]): Schedule | string {
  const half = file.findIndex(({ from, to }) => (from === undefined) !== (to === undefined) || (from !== undefined && from === to));
  if (half >= 0) return `rule ${half + 1} needs both "from" and "to", and not the same time; leave both out for the whole day`;
  const rules = file.map(({ rate, price: rulePrice, months, weekdays, from, to }): Rule => ({
    rate,
    price: rulePrice,
    months: months ?? null,
    weekdays: weekdays?.map((day) => WEEKDAYS.indexOf(day) + 1) ?? null,
    hours: from === undefined || to === undefined ? null : { from, to },
  }));
  return faultOfRules(rules) ?? { kind: 'time-of-use', rules };
}

function slotsOf(file: readonly v.InferOutput<typeof slotSchema>[]): Schedule | string {
  const slots = file.map((slot): TableSlot => ({ start: slot.start, end: slot.end, price: slot.price, rate: slot.rate ?? 'standard' })).sort((a, b) => a.start - b.start);
  return faultOfSlots(slots) ?? { kind: 'slots', slots };
}
