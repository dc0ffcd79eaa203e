import * as v from 'valibot';
import type { Schedule, TableSlot, Tariff, TariffPart, Tier } from '#domain/tariff/tariff.ts';
import { after, type Instant } from '#domain/time/instant.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import type { MilliWattHours } from '#domain/units/energy.ts';
import { exactPrice, type ExactPrice } from '#domain/units/money.ts';
import type { Watts } from '#domain/units/power.ts';
import { reasonOf } from '../tariff-fields.ts';
import { durationOfText } from './isoDuration.ts';

/**
 * The EEBUS incentive table (SPINE 1.3.0, incentiveTableDescriptionData and incentiveTableData) in plain JSON: slots x tiers
 * x incentives. Times are instants or counted from when the table is written; the end of a slot that names none is the
 * start of the next. A tier's boundary says from which W, or Wh, its incentives hold for what lies above.
 */
const scaled = v.object({ number: v.pipe(v.number(), v.safeInteger()), scale: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-12), v.maxValue(6)), 0) });
const time = v.object({ dateTime: v.optional(v.string()), relative: v.optional(v.string()) });
const id = v.pipe(v.number(), v.integer());
const descriptionSchema = v.object({
  incentiveTableDescription: v.pipe(v.array(v.object({
    tariffDescription: v.object({ tariffId: id, label: v.optional(v.string()) }),
    tier: v.pipe(v.array(v.object({
      tierDescription: v.object({ tierId: id, label: v.optional(v.string()) }),
      boundaryDescription: v.optional(v.array(v.object({ boundaryId: id, boundaryType: v.optional(v.string(), 'powerBoundary'), boundaryUnit: v.optional(v.string()) })), []),
      incentiveDescription: v.array(v.object({ incentiveId: id, incentiveType: v.string(), currency: v.optional(v.string()), unit: v.optional(v.string()) })),
    })), v.minLength(1), v.maxLength(20)),
  })), v.minLength(1)),
});
const tableSchema = v.object({
  incentiveTable: v.pipe(v.array(v.object({
    tariff: v.object({ tariffId: id }),
    incentiveSlot: v.pipe(v.array(v.object({
      timeInterval: v.object({ startTime: time, endTime: v.optional(time) }),
      tier: v.array(v.object({
        tier: v.object({ tierId: id }),
        boundary: v.optional(v.array(v.object({ boundaryId: id, lowerBoundaryValue: v.optional(scaled), upperBoundaryValue: v.optional(scaled) })), []),
        incentive: v.array(v.object({ incentiveId: id, valueType: v.optional(v.string(), 'value'), value: scaled })),
      })),
    })), v.minLength(1), v.maxLength(20_000)),
  })), v.minLength(1)),
});
type Description = v.InferOutput<typeof descriptionSchema>['incentiveTableDescription'][number];
type Slot = v.InferOutput<typeof tableSchema>['incentiveTable'][number]['incentiveSlot'][number];
type Scaled = v.InferOutput<typeof scaled>;

export interface EebusTerms {
  /** From which relative times count. */
  readonly now: Instant;
  readonly zone: string;
  readonly source: string;
  /** Of costs whose description names none. */
  readonly currency: string;
}

export type ReadEebus = { readonly ok: true; readonly tariff: Tariff } | { readonly ok: false; readonly reason: string };

/** Incentive types that are read. */
export const KIND = { absoluteCost: 'energy', co2Emission: 'co2', renewableEnergyPercentage: 'renewable' } as const;

/** Reads the first table that its description belongs to. @returns a sentence where it cannot be told exactly. */
export function readEebus(rawDescription: unknown, rawTable: unknown, terms: EebusTerms): ReadEebus {
  const descriptions = v.safeParse(descriptionSchema, rawDescription);
  if (!descriptions.success) return { ok: false, reason: reasonOf(descriptions.issues[0]) };
  const tables = v.safeParse(tableSchema, rawTable);
  if (!tables.success) return { ok: false, reason: reasonOf(tables.issues[0]) };
  for (const description of descriptions.output.incentiveTableDescription) {
    const table = tables.output.incentiveTable.find(({ tariff }) => tariff.tariffId === description.tariffDescription.tariffId);
    if (table) return tariffOf(description, table.incentiveSlot, terms);
  }
  return { ok: false, reason: 'no table belongs to its description' };
}

function tariffOf(description: Description, slots: readonly Slot[], terms: EebusTerms): ReadEebus {
  const times = timesOf(slots, terms.now);
  if (typeof times === 'string') return { ok: false, reason: times };
  const parts: TariffPart[] = [];
  for (const type of Object.keys(KIND) as (keyof typeof KIND)[]) {
    const tiers = tiersOf(description, slots, times, type);
    if (typeof tiers === 'string') return { ok: false, reason: tiers };
    const [base] = tiers;
    if (base) parts.push(partOf(type, base, tiers, terms.source));
  }
  const other = description.tier.flatMap(({ incentiveDescription }) => incentiveDescription).find(({ incentiveType }) => !(incentiveType in KIND));
  if (other) return { ok: false, reason: `incentives of the type ${other.incentiveType} are not read` };
  if (parts.length === 0) return { ok: false, reason: 'it has no incentive' };
  const currency = description.tier.flatMap(({ incentiveDescription }) => incentiveDescription).find((one) => one.currency)?.currency ?? terms.currency;
  return { ok: true, tariff: { name: description.tariffDescription.label ?? terms.source, source: terms.source, currency, zone: terms.zone, vat: null, parts } };
}

function partOf(type: keyof typeof KIND, base: Tier, tiers: readonly Tier[], source: string): TariffPart {
  const terms = { source, scope: { kind: 'connection' }, certainty: 'published' } as const;
  if (type === 'absoluteCost') return { ...terms, name: 'Energy', per: 'kWh', kind: 'energy', direction: 'import', incentive: 'price', tiers };
  return { ...terms, name: type === 'co2Emission' ? 'CO2' : 'Renewables', per: 'none', kind: KIND[type], schedule: base.schedule };
}

interface SlotTime {
  readonly start: Instant;
  readonly end: Instant;
}

function timesOf(slots: readonly Slot[], now: Instant): readonly SlotTime[] | string {
  const starts = slots.map(({ timeInterval }) => instantOf(timeInterval.startTime, now));
  const times: SlotTime[] = [];
  for (const [index, { timeInterval }] of slots.entries()) {
    const start = starts[index];
    const end = timeInterval.endTime ? instantOf(timeInterval.endTime, now) : starts[index + 1];
    if (start === undefined || end === undefined || end <= start) return `slot ${index} does not say when it is`;
    if (start < (times.at(-1)?.end ?? -Infinity)) return `slot ${index} begins before the one before it ends`;
    times.push({ start, end });
  }
  return times;
}

function instantOf({ dateTime, relative }: { readonly dateTime?: string | undefined; readonly relative?: string | undefined }, now: Instant): Instant | undefined {
  if (relative !== undefined) {
    const length = durationOfText(relative);
    return length === undefined || length === Infinity ? undefined : after(now, length);
  }
  const parsed = parseTimeText(dateTime ?? '');
  return parsed?.kind === 'instant' ? parsed.at : undefined;
}

/** The tiers of one type of incentive, each with its values over all slots; none where no tier has it. */
function tiersOf(description: Description, slots: readonly Slot[], times: readonly SlotTime[], type: keyof typeof KIND): readonly Tier[] | string {
  const tiers: Tier[] = [];
  for (const { tierDescription: { tierId }, boundaryDescription, incentiveDescription } of description.tier) {
    const told = incentiveDescription.find(({ incentiveType }) => incentiveType === type);
    if (!told) continue;
    const factor = placesOf(told.unit);
    if (factor === undefined) return `${type} is told in ${told.unit}`;
    const from = switchOf(slots, tierId, boundaryDescription);
    if (typeof from === 'string') return from;
    const schedule = scheduleOf(slots, times, tierId, told.incentiveId, factor);
    if (typeof schedule === 'string') return schedule;
    tiers.push({ from, schedule });
  }
  tiers.sort((a, b) => edgeOf(a) - edgeOf(b));
  if (tiers[0] && tiers[0].from.kind !== 'base') return 'no tier begins at nothing';
  if (type !== 'absoluteCost' && tiers.length > 1) return `${type} in tiers is not read`;
  return tiers;
}

const edgeOf = ({ from }: Tier): number => (from.kind === 'base' ? 0 : from.above);

/** Decimal places from the unit to the kWh's; per kWh where none is named. */
function placesOf(unit: string | undefined): number | undefined {
  if (unit === undefined || ['1', 'kWh', 'g', 'pct'].includes(unit)) return 0;
  return unit === 'Wh' || unit === 'kg' ? 3 : undefined;
}

const decimalText = ({ number, scale }: Scaled, places = 0): string => `${number}e${scale + places}`;

/** A tier's lower boundary, which must be the same in every slot. */
function switchOf(slots: readonly Slot[], tierId: number, boundaries: Description['tier'][number]['boundaryDescription']): Tier['from'] | string {
  const lowers = slots.map(({ tier }) => tier.find((one) => one.tier.tierId === tierId)?.boundary[0]).map((boundary) => decimalText(boundary?.lowerBoundaryValue ?? { number: 0, scale: 0 }));
  const values = [...new Set(lowers.map((text) => { const decimal = parseDecimal(text); return decimal ? String(toScale(decimal, 3)) : 'none'; }))];
  const [only, another] = values;
  if (only === undefined || another !== undefined) return 'a boundary changes from slot to slot';
  const milli = Number(only);
  if (milli === 0) return { kind: 'base' };
  const type = boundaries[0]?.boundaryType;
  if (type === 'powerBoundary') return milli % 1000 === 0 ? { kind: 'power', above: (milli / 1000) as Watts } : 'a boundary is finer than a W';
  return type === 'energyBoundary' ? { kind: 'energy', above: milli as MilliWattHours, each: 'billing' } : `a boundary is of the type ${type}`;
}

function scheduleOf(slots: readonly Slot[], times: readonly SlotTime[], tierId: number, incentiveId: number, places: number): Schedule | string {
  const made: TableSlot[] = [];
  for (const [index, { tier }] of slots.entries()) {
    const value = tier.find((one) => one.tier.tierId === tierId)?.incentive.find((one) => one.incentiveId === incentiveId && one.valueType === 'value')?.value;
    const at = times[index];
    if (!value || !at) continue;
    const decimal = parseDecimal(decimalText(value, places));
    const price: ExactPrice | undefined = decimal && exactPrice(decimal);
    if (price === undefined) return `an incentive of slot ${index} is no price`;
    made.push({ ...at, price, rate: `tier ${tierId}` });
  }
  return { kind: 'slots', slots: made };
}
