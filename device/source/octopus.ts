import * as v from 'valibot';
import { gapsOf } from '#domain/meter/usage.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { clip, stretchesOf } from '#domain/tariff/schedule.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import type { Direction, StandingPart, TableSlot, Tariff } from '#domain/tariff/tariff.ts';
import { instantOfSource, ONE_RATE, PLACES, priceOf, tableTariff } from './table.ts';

const rateSchema = v.object({
  value_exc_vat: v.number(),
  value_inc_vat: v.number(),
  valid_from: v.nullable(v.string()),
  valid_to: v.nullable(v.string()),
  payment_method: v.optional(v.nullable(v.string())),
});
const answerSchema = v.object({ results: v.pipe(v.array(rateSchema), v.minLength(1)) });
const pageSchema = v.object({ next: v.nullish(v.string(), null), results: v.array(v.unknown()) });
type Rate = v.InferOutput<typeof rateSchema>;

/** The ends of what an ECMAScript Date can name: "valid since ever" and "until further notice". */
const FIRST = -8.64e15 as Instant;
const LAST = 8.64e15 as Instant;
const SUPPLIER = 'Octopus Energy';

export type Payment = 'DIRECT_DEBIT' | 'NON_DIRECT_DEBIT';

export interface OctopusTerms {
  readonly vat: 'inc' | 'exc';
  /** Where rates differ by it, this one's are taken. */
  readonly payment: Payment;
  readonly direction: Direction;
}

export type OctopusList = 'standard-unit-rates' | 'day-unit-rates' | 'night-unit-rates' | 'standing-charges';

/**
 * Where a list of a tariff code (`E-1R-AGILE-24-10-01-C`) begins; a product's name is the code without its first two parts
 * and its region. @param from ISO 8601 UTC. @returns null for a text that is no tariff code.
 */
export function octopusUrl(code: string, list: OctopusList, from: string): string | null {
  const [, fuel, product] = /^(E-[12]R|G-1R)-([A-Z0-9-]+)-[A-P]$/.exec(code) ?? [];
  if (product === undefined) return null;
  return `https://api.octopus.energy/v1/products/${product}/${fuel === 'G-1R' ? 'gas' : 'electricity'}-tariffs/${code}/${list}/?${new URLSearchParams({ period_from: from, page_size: '1500' }).toString()}`;
}

/** A page of a list: its rows and the address of the next page; undefined when it is no page. */
export function octopusPage(raw: unknown): { readonly rows: readonly unknown[]; readonly next: string | null } | undefined {
  const parsed = v.safeParse(pageSchema, raw);
  return parsed.success ? { rows: parsed.output.results, next: parsed.output.next } : undefined;
}

/** True for a JSON value shaped like the answer of `GET /v1/products/…/standard-unit-rates/`. */
export const isOctopusRates = (raw: unknown): boolean => v.is(answerSchema, raw);

/**
 * Octopus Energy unit rates as they come: pence per kWh, any order; a rate without an end stands wherever none that begins
 * later does. The zone is the supplier's, for local days.
 * @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readOctopusRates(raw: unknown, terms: OctopusTerms): Tariff | string {
  const slots = slotsOfRates(raw, terms);
  if (typeof slots === 'string') return slots;
  const part = terms.direction === 'import' ? 'Energy' : 'Export';
  return tableTariff({ name: 'Octopus unit rates', source: SUPPLIER, currency: 'GBP', zone: 'Europe/London', vat: null, direction: terms.direction, part }, slots);
}

/** When the night register counts: minutes of the day on a clock of the zone; `from` after `to` runs past midnight. */
export interface NightHours {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/**
 * Day and night rates of a two-register meter (E-2R) as explicit slots over an interval, each rate as long as its list says so.
 * @returns the tariff, or a sentence on what is wrong with the answers.
 */
export function readOctopusDayNight(lists: { readonly day: unknown; readonly night: unknown }, hours: NightHours, over: Interval, terms: OctopusTerms): Tariff | string {
  const [day, night] = [slotsOfRates(lists.day, terms), slotsOfRates(lists.night, terms)];
  if (typeof day === 'string') return day;
  if (typeof night === 'string') return night;
  const always = { price: 0 as ExactPrice, months: null, weekdays: null };
  const registers = stretchesOf({ kind: 'time-of-use', rules: [{ rate: 'night', ...always, hours }, { rate: 'day', ...always, hours: null }] }, over, { zone: hours.zone });
  const slots = registers.flatMap((register) => heldOver(register.rate === 'night' ? night : day, register).map((slot) => ({ ...slot, rate: register.rate ?? ONE_RATE })));
  if (slots.length === 0) return 'none of its rates holds now';
  return tableTariff({ name: 'Octopus day and night rates', source: SUPPLIER, currency: 'GBP', zone: 'Europe/London', vat: null, direction: terms.direction, part: 'Energy' }, slots);
}

const heldOver = (slots: readonly TableSlot[], over: Interval): readonly TableSlot[] =>
  slots.filter(({ start, end }) => start < over.end && end > over.start).map((slot) => ({ ...slot, ...clip(slot, over) }));

/** The standing charge of an instant, in pence a day as it comes. @returns a sentence on what is wrong with the answer. */
export function readOctopusStanding(raw: unknown, at: Instant, terms: OctopusTerms): StandingPart | string {
  const rate = rateHolding(raw, at, terms);
  if (typeof rate === 'string') return rate;
  return { per: 'day', kind: 'standing', name: 'Standing charge', price: rate.price, scope: { kind: 'connection' }, source: SUPPLIER, certainty: 'published' };
}

function rateHolding(raw: unknown, at: Instant, terms: OctopusTerms): TableSlot | string {
  const slots = slotsOfRates(raw, terms);
  if (typeof slots === 'string') return slots;
  return slots.find(({ start, end }) => start <= at && at < end) ?? `none of its rates holds at ${new Date(at).toISOString()}`;
}

function slotsOfRates(raw: unknown, { vat, payment }: OctopusTerms): readonly TableSlot[] | string {
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no list of unit rates';
  const rates = parsed.output.results.filter(({ payment_method: method }) => method === undefined || method === null || method === payment);
  if (rates.length === 0) return `it has no rates for the payment method ${payment}`;
  const slots: TableSlot[] = [];
  for (const rate of rates) {
    const slot = slotOf(rate, vat);
    if (!slot) return `the rate from ${rate.valid_from} to ${rate.valid_to} has no times that can be read`;
    slots.push(slot);
  }
  slots.sort((a, b) => a.start - b.start);
  const ended = slots.filter(({ end }) => end < LAST);
  const overlaps = ended.some((slot, index) => slot.start < (ended[index - 1]?.end ?? -Infinity));
  return overlaps ? 'two of its rates overlap in time' : withOpenRates(ended, slots.filter(({ end }) => end === LAST));
}

/** Rates without an end follow each other; what lies between the ended ones is theirs. */
function withOpenRates(ended: readonly TableSlot[], open: readonly TableSlot[]): readonly TableSlot[] {
  const filling = open.flatMap((rate, index) => {
    const end = open[index + 1]?.start ?? rate.end;
    return gapsOf(ended, { start: rate.start, end }).map((gap) => ({ ...rate, ...gap }));
  });
  return [...ended, ...filling].sort((a, b) => a.start - b.start);
}

function slotOf(rate: Rate, vat: 'inc' | 'exc'): TableSlot | undefined {
  const start = rate.valid_from === null ? FIRST : instantOfSource(rate.valid_from);
  const end = rate.valid_to === null ? LAST : instantOfSource(rate.valid_to);
  const price = priceOf(vat === 'inc' ? rate.value_inc_vat : rate.value_exc_vat, PLACES.penceOrCents);
  return start === undefined || end === undefined || price === undefined || start >= end ? undefined : { start, end, rate: ONE_RATE, price };
}
