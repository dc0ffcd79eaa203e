import * as v from 'valibot';
import type { CapacityPart, Demand, PriceEvent, StandingPart, TariffPart, TariffScope, Tier, UnitPart } from '#domain/tariff/tariff.ts';
import type { MilliWattHours } from '#domain/units/energy.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import type { Watts } from '#domain/units/power.ts';
import { at, decimal, list, price, scaled, sharePercent, text, vatPercent } from './tariff-fields.ts';
import { scheduleEntries, scheduleEntries2, scheduleOf, type ScheduleFile } from './tariff-schedule.ts';

const UNIT_KINDS = ['energy', 'grid', 'levy', 'tax', 'export'] as const;
const termsEntries = { name: text, source: v.optional(text), certainty: v.optional(v.picklist(['published', 'estimated'], 'is neither published nor estimated')) };

const unitSchema = v.strictObject({ ...termsEntries, kind: v.picklist(UNIT_KINDS), ...scheduleEntries });
const standingSchema = v.strictObject({ ...termsEntries, kind: v.literal('standing'), pricePerDay: price });
export const KINDS = 'is none of energy, grid, levy, tax, export, standing';
/** A part of version 1. */
export const partSchema = v.variant('kind', [unitSchema, standingSchema], KINDS);

/** A home's power and energy, exact to the W and the mWh. */
const kilowatts = decimal((kW) => scaled(kW, 3, 0n, 1_000_000n) as Watts | undefined, 'is no power from 0 to 1000 kW, to the W');
const kilowattHours = decimal((kWh) => scaled(kWh, 6, 1n, 10n ** 13n) as MilliWattHours | undefined, 'is no energy above 0 kWh');

const scope = v.union([v.strictObject({ meter: text }), v.strictObject({ device: text }), v.strictObject({ without: list(text, 20) })], 'names neither a "meter", a "device" nor what it is "without"');
const terms2 = { ...termsEntries, scope: v.optional(scope), vatPercent: v.optional(vatPercent) };
const tier = v.strictObject({ ...scheduleEntries2, aboveKWh: v.optional(kilowattHours), aboveKW: v.optional(kilowatts) });
const event = v.strictObject({ start: at, end: at, price, rate: v.optional(text), adds: v.optional(v.boolean()), issuer: text, announced: at });
const unitSchema2 = v.strictObject({
  ...terms2, kind: v.picklist(UNIT_KINDS), ...scheduleEntries2,
  tiers: v.optional(list(tier, 20)), blocks: v.optional(v.picklist(['day', 'month', 'year', 'billing'], 'is none of day, month, year and billing')),
  events: v.optional(list(event, 1000)), total: v.optional(v.literal(true, 'is not true: leave it out')),
});
const standingSchema2 = v.strictObject({ ...terms2, kind: v.literal('standing'), pricePerDay: v.optional(price), pricePerMonth: v.optional(price) });
const months = v.pipe(v.number('is no number'), v.integer('is no whole number'), v.minValue(1, 'is below 1'), v.maxValue(12, 'is above 12'));
const peak = v.strictObject({ minutes: v.picklist([5, 15, 30, 60], 'is none of 5, 15, 30 and 60'), months: v.optional(months), leastKW: v.optional(kilowatts), leastOf: v.optional(v.picklist(['month', 'mean'], 'is neither month nor mean')) });
const capacitySchema = v.strictObject({
  ...terms2, kind: v.literal('capacity'), each: v.picklist(['day', 'month', 'year'], 'is none of day, month and year'),
  subscribedKW: v.optional(kilowatts), peak: v.optional(peak), ...scheduleEntries2,
});
const reactiveSchema = v.strictObject({ ...terms2, kind: v.literal('reactive'), ...scheduleEntries2 });
const percentSchema = v.strictObject({ ...terms2, kind: v.literal('percent'), percent: sharePercent, of: list(text, 50) });
const incentiveSchema = v.strictObject({ ...terms2, kind: v.picklist(['co2', 'renewable']), ...scheduleEntries2 });
/** A part of version 2: all that version 1 has, and more. */
export const partSchema2 = v.variant('kind', [unitSchema2, standingSchema2, capacitySchema, reactiveSchema, percentSchema, incentiveSchema], `${KINDS}, capacity, reactive, percent, co2, renewable`);

type UnitFile = v.InferOutput<typeof unitSchema2>;
export type PartFile = v.InferOutput<typeof partSchema2>;

/** What the file says for all its parts. */
export interface FileTerms {
  readonly source: string;
  readonly holidays: boolean;
}

/** The part, or the sentence that refuses it. */
export function partOf(file: PartFile, { source, holidays }: FileTerms): TariffPart | string {
  const terms = {
    name: file.name, scope: scopeOf(file.scope), source: file.source ?? source, certainty: file.certainty ?? 'published',
    ...(file.vatPercent === undefined ? {} : { vatRate: file.vatPercent }),
  } as const;
  switch (file.kind) {
    case 'standing': return standingPart(file, terms);
    case 'capacity': return capacityPart(file, terms, holidays);
    case 'percent': return { ...terms, per: 'part', kind: 'percent', share: file.percent, of: file.of };
    case 'reactive': return withSchedule(file, holidays, (schedule) => ({ ...terms, per: 'kvarh', kind: 'reactive', schedule }));
    case 'co2':
    case 'renewable': return withSchedule(file, holidays, (schedule) => ({ ...terms, per: 'none', kind: file.kind, schedule }));
    default: return unitPart(file, terms, holidays);
  }
}

type Terms = Pick<UnitPart, 'name' | 'scope' | 'source' | 'certainty' | 'vatRate'>;

function scopeOf(file: PartFile['scope']): TariffScope {
  if (!file) return { kind: 'connection' };
  if ('meter' in file) return { kind: 'sub-meter', meter: file.meter };
  return 'device' in file ? { kind: 'device', device: file.device } : { kind: 'rest', without: file.without };
}

function withSchedule<Part>(file: ScheduleFile, holidays: boolean, make: (schedule: Tier['schedule']) => Part): Part | string {
  const schedule = scheduleOf(file, holidays);
  return typeof schedule === 'string' ? schedule : make(schedule);
}

function standingPart({ pricePerDay, pricePerMonth }: Extract<PartFile, { kind: 'standing' }>, terms: Terms): StandingPart | string {
  const given = pricePerDay ?? pricePerMonth;
  if (given === undefined || (pricePerDay !== undefined && pricePerMonth !== undefined)) return 'it needs exactly one of "pricePerDay" and "pricePerMonth"';
  return { ...terms, per: pricePerDay === undefined ? 'month' : 'day', kind: 'standing', price: given as ExactPrice };
}

function capacityPart(file: Extract<PartFile, { kind: 'capacity' }>, terms: Terms, holidays: boolean): CapacityPart | string {
  const demand = demandOf(file);
  if (typeof demand === 'string') return demand;
  return withSchedule(file, holidays, (schedule) => ({ ...terms, per: 'kW', kind: 'capacity', each: file.each, demand, schedule }));
}

function demandOf({ subscribedKW, peak: file }: Extract<PartFile, { kind: 'capacity' }>): Demand | string {
  if ((subscribedKW === undefined) === (file === undefined)) return 'it needs exactly one of "subscribedKW" and "peak"';
  if (!file) return { kind: 'subscribed', power: subscribedKW ?? (0 as Watts) };
  return { kind: 'peak', windowMinutes: file.minutes, months: file.months ?? 1, least: file.leastKW ?? (0 as Watts), leastOf: file.leastOf ?? 'month' };
}

function unitPart(file: UnitFile, terms: Terms, holidays: boolean): UnitPart | string {
  const tiers = file.tiers ? tiersOf(file, file.tiers, holidays) : withSchedule(file, holidays, (schedule): readonly Tier[] => [{ from: { kind: 'base' }, schedule }]);
  if (typeof tiers === 'string') return tiers;
  if (!file.tiers && file.blocks) return '"blocks" stands with "tiers"';
  const ended = file.events?.find(({ start, end }) => start >= end);
  if (ended) return 'an event ends before it starts';
  return {
    ...terms, per: 'kWh', kind: file.kind, direction: file.kind === 'export' ? 'export' : 'import', incentive: 'price', tiers,
    ...(file.events ? { events: file.events.map(eventOf) } : {}), ...(file.total ? { total: true } : {}),
  };
}

function tiersOf(part: UnitFile, files: NonNullable<UnitFile['tiers']>, holidays: boolean): readonly Tier[] | string {
  if ([part.price, part.rules, part.slots, part.series, part.rate].some((way) => way !== undefined)) return 'with "tiers", prices stand in the tiers';
  const tiers: Tier[] = [];
  for (const [index, file] of files.entries()) {
    const from = switchOf(file, index, part.blocks);
    if (typeof from === 'string') return `tier ${index + 1}: ${from}`;
    const fault = orderFault(from, tiers.at(-1)?.from);
    if (fault) return `tier ${index + 1}: ${fault}`;
    const made = withSchedule(file, holidays, (schedule) => ({ from, schedule }));
    if (typeof made === 'string') return `tier ${index + 1}: ${made}`;
    tiers.push(made);
  }
  return tiers;
}

function switchOf({ aboveKWh, aboveKW }: NonNullable<UnitFile['tiers']>[number], index: number, each: UnitFile['blocks']): Tier['from'] | string {
  if (index === 0) return aboveKWh === undefined && aboveKW === undefined ? { kind: 'base' } : 'the first begins at nothing: leave "aboveKWh" and "aboveKW" out';
  if ((aboveKWh === undefined) === (aboveKW === undefined)) return 'it needs exactly one of "aboveKWh" and "aboveKW"';
  if (aboveKW !== undefined) return { kind: 'power', above: aboveKW };
  return each === undefined || aboveKWh === undefined ? 'the part needs "blocks", over which energy is counted' : { kind: 'energy', above: aboveKWh, each };
}

function orderFault(from: Tier['from'], before: Tier['from'] | undefined): string | undefined {
  if (!before || before.kind === 'base' || from.kind === 'base') return undefined;
  if (from.kind !== before.kind) return 'tiers of one part are all of energy or all of power';
  return from.above > before.above ? undefined : 'tiers ascend';
}

const eventOf = ({ start, end, price: eventPrice, rate, adds, issuer, announced }: NonNullable<UnitFile['events']>[number]): PriceEvent => ({
  start, end, price: eventPrice, rate: rate ?? 'event', change: adds ? 'adds' : 'replaces', issuer, announced,
});
