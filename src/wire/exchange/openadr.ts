import * as v from 'valibot';
import type { IncentivePart, Schedule, TableSlot, Tariff, TariffPart, UnitPart } from '#domain/tariff/tariff.ts';
import { after, type Instant } from '#domain/time/instant.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { faultOfSlots } from '../tariff-check.ts';
import { reasonOf } from '../tariff-fields.ts';
import { priceOfNumber } from './exactNumber.ts';
import { durationOfText } from './isoDuration.ts';
import type { Loss } from './loss.ts';

/**
 * PRICE, EXPORT_PRICE and GHG of an OpenADR 3 event as a tariff: 3.1, and 3.0 where it writes "now" otherwise. Descriptors
 * may lack their `objectType`, as most examples of the user guide do. Rules of time: user guide 7.3 to 7.5.
 */
const period = v.object({ start: v.nullish(v.string()), duration: v.nullish(v.string()), randomizeStart: v.nullish(v.string()) });
const interval = v.object({
  intervalPeriod: v.nullish(period),
  payloads: v.array(v.object({ type: v.string(), values: v.array(v.unknown()) })),
});
const descriptor = v.object({ payloadType: v.optional(v.string()), units: v.nullish(v.string()), currency: v.nullish(v.string()) });
const eventSchema = v.object({
  eventName: v.nullish(v.string()), duration: v.nullish(v.string()), intervalPeriod: v.nullish(period),
  payloadDescriptors: v.nullish(v.array(descriptor)), intervals: v.pipe(v.array(interval), v.minLength(1), v.maxLength(20_000)),
});
type Period = v.InferOutput<typeof period>;
type EventFile = v.InferOutput<typeof eventSchema>;

export interface OpenAdrTerms {
  /** When the event is read: some begin "now". */
  readonly now: Instant;
  readonly zone: string;
  /** Of prices whose descriptor names none. */
  readonly currency: string;
  readonly source: string;
  /** Of the program, where the event has none of a type. */
  readonly descriptors?: unknown;
}

export type ReadOpenAdr = { readonly ok: true; readonly tariff: Tariff; readonly lost: readonly Loss[] } | { readonly ok: false; readonly reason: string };

const TYPES = ['PRICE', 'EXPORT_PRICE', 'GHG'] as const;
type PriceType = (typeof TYPES)[number];
/** "Now", of 3.1 and of 3.0. */
const NOW = /^0{3}[01]-(?:01-01|00-00)/;
/** Slots that a looped event is laid out to; an endless one ends there and is read again before. */
const MOST_SLOTS = 5_000;
/** The last instant there is: an interval without an end goes up to it. */
const LAST = 8.64e15;

/** Reads an event. What a tariff cannot hold is in `lost`; an event without a price is refused. */
export function readOpenAdr(raw: unknown, terms: OpenAdrTerms): ReadOpenAdr {
  const parsed = v.safeParse(eventSchema, raw);
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.issues[0]) };
  const descriptors = v.safeParse(v.array(descriptor), terms.descriptors ?? []);
  const described = [...(parsed.output.payloadDescriptors ?? []), ...(descriptors.success ? descriptors.output : [])];
  const lost: Loss[] = [];
  const laid = layOut(parsed.output, terms.now, lost);
  if (typeof laid === 'string') return { ok: false, reason: laid };
  const made = partsOf(parsed.output, laid, described, terms.source);
  if (typeof made === 'string') return { ok: false, reason: made };
  const currency = described.find(({ payloadType, currency: named }) => payloadType !== 'GHG' && named)?.currency ?? terms.currency;
  if (!/^[A-Z]{3}$/.test(currency)) return { ok: false, reason: `${JSON.stringify(currency)} is no currency` };
  return { ok: true, lost, tariff: { name: parsed.output.eventName ?? terms.source, source: terms.source, currency, zone: terms.zone, vat: null, parts: made } };
}

interface Laid {
  readonly start: Instant;
  readonly end: Instant;
  readonly index: number;
}

/** The intervals in time: each with its own period or the event's, the list looped or cut to the event's duration. */
function layOut(event: EventFile, now: Instant, lost: Loss[]): readonly Laid[] | string {
  const once = onePass(event, now, lost);
  if (typeof once === 'string' || !event.duration) return once;
  const length = durationOfText(event.duration);
  const [first, last] = [once[0], once.at(-1)];
  if (length === undefined || !first || !last) return `${JSON.stringify(event.duration)} is no duration`;
  const end = length === Infinity ? Infinity : first.start + length;
  const turn = last.end - first.start;
  const laid: Laid[] = [];
  for (let pass = 0; laid.length < MOST_SLOTS && first.start + pass * turn < end; pass++) {
    for (const one of once) {
      const start = after(one.start, pass * turn);
      if (start < end) laid.push({ ...one, start, end: Math.min(after(one.end, pass * turn), end) as Instant });
    }
  }
  if (length === Infinity) lost.push({ part: null, lost: 'that it has no end' });
  return laid;
}

function onePass(event: EventFile, now: Instant, lost: Loss[]): readonly Laid[] | string {
  const laid: Laid[] = [];
  for (const [index, { intervalPeriod: own }] of event.intervals.entries()) {
    const used = { ...event.intervalPeriod, ...withoutNull(own) };
    if (used.randomizeStart && durationOfText(used.randomizeStart) !== 0) lost.push({ part: null, lost: `that interval ${index} may begin by chance` });
    const before = laid.at(-1)?.end;
    const start = startOf(used.start, own?.start != null, before, now);
    const length = durationOfText(used.duration ?? '');
    if (start === undefined || length === undefined) return `interval ${index} does not say when it is`;
    if (length === Infinity) lost.push({ part: null, lost: `that interval ${index} has no end` });
    laid.push({ index, start, end: Math.min(start + length, LAST) as Instant });
  }
  return laid;
}

const withoutNull = (own: Period | null | undefined): object => Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value != null));

/** An interval without a start of its own, or beginning "now" after others, follows the one before. */
function startOf(text: string | null | undefined, isOwn: boolean, before: Instant | undefined, now: Instant): Instant | undefined {
  const isNow = text == null ? false : NOW.test(text);
  if (before !== undefined && (!isOwn || isNow)) return before;
  if (isNow) return now;
  const time = text == null ? undefined : parseTimeText(text);
  if (time?.kind === 'instant') return time.at;
  // A bare date, which the specification's own examples have, is of UTC.
  return time ? (time.wall as Instant) : undefined;
}

function partsOf(event: EventFile, laid: readonly Laid[], described: readonly v.InferOutput<typeof descriptor>[], source: string): readonly TariffPart[] | string {
  const parts: TariffPart[] = [];
  for (const type of TYPES) {
    const units = described.find(({ payloadType }) => payloadType === type)?.units ?? null;
    const slots = slotsOf(event, laid, type);
    if (typeof slots === 'string') return slots;
    if (slots.length === 0) continue;
    if (units !== null && !(type === 'GHG' ? /^(GHG|KWH|g\/kWh)$/i : /^KWH$/i).test(units)) return `${type} is told per ${units}, not per KWH`;
    parts.push(partOf(type, { kind: 'slots', slots }, source));
  }
  return parts.length === 0 ? `it has none of ${TYPES.join(', ')}` : parts;
}

/** Several values share their interval evenly. */
function slotsOf(event: EventFile, laid: readonly Laid[], type: PriceType): readonly TableSlot[] | string {
  const slots: TableSlot[] = [];
  const told = event.intervals.map(({ payloads }) => (payloads.find((payload) => payload.type === type)?.values ?? []).map((value) => (typeof value === 'number' ? priceOfNumber(value) : undefined)));
  for (const { start, end, index } of laid) {
    const values = told[index] ?? [];
    for (const [place, price] of values.entries()) {
      if (price === undefined) return `${type} of interval ${index} is no price`;
      const at = (count: number): Instant => Math.round(start + ((end - start) * count) / values.length) as Instant;
      slots.push({ start: at(place), end: at(place + 1), price, rate: 'standard' });
    }
  }
  slots.sort((a, b) => a.start - b.start);
  return faultOfSlots(slots) ?? slots;
}

function partOf(type: PriceType, schedule: Schedule, source: string): UnitPart | IncentivePart {
  const terms = { source, scope: { kind: 'connection' }, certainty: 'published' } as const;
  if (type === 'GHG') return { ...terms, name: 'CO2', per: 'none', kind: 'co2', schedule };
  const imports = type === 'PRICE';
  return { ...terms, name: imports ? 'Energy' : 'Export', per: 'kWh', kind: imports ? 'energy' : 'export', direction: imports ? 'import' : 'export', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule }] };
}
