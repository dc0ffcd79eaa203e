import { MS_PER_DAY, parseCivilDate } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { dayOf } from '../time/zone.ts';
import { divideHalfEven, parseDecimal, toScale } from '../units/decimal.ts';
import { exactPrice, type ExactPrice } from '../units/money.ts';
import { mostPerKWh } from './bounds.ts';
import type { CubicMetre } from './gas.ts';
import { VAT_WHOLE, type Rule, type Schedule, type StandingPart, type Tariff, type UnitPart } from './tariff.ts';

/** One line of a bill's unit rates: minutes of the local day, half-open, `from` after `to` runs past midnight; 0 to 1440 is all day. */
export interface TypedRate {
  readonly name: string;
  /** Decimal text, of the home's currency per kWh. */
  readonly price: string;
  readonly days: 'all' | 'workdays' | 'weekend';
  readonly from: number;
  readonly to: number;
}

/** Gas on the same bill; amounts are decimal texts of the home's currency. */
export interface TypedGas {
  /** Per kWh. */
  readonly price: string;
  readonly standingPerDay: string | null;
  /** kWh in a cubic metre, as the bill reckons them; null = it does not say. */
  readonly perCubicMetre: string | null;
}

/** A tariff as a person reads it off a bill; amounts are decimal texts of the home's currency. */
export interface TypedTariff {
  readonly name: string;
  /** Local date from which it holds, yyyy-mm-dd. */
  readonly validFrom: string;
  /** Null: the bill does not speak of VAT, its prices are what is paid. */
  readonly vat: { readonly percent: string; readonly included: boolean } | null;
  readonly rates: readonly TypedRate[];
  readonly standingPerDay: string | null;
  /** What is paid per kWh sent out; null = nothing is known of it. */
  readonly exportPrice: string | null;
  readonly gas?: TypedGas | null;
}

export const TYPED_FAULTS = [
  'name-missing', 'date-unreadable', 'date-out-of-range', 'rates-missing', 'rate-hours-wrong', 'rate-named-twice',
  'price-unreadable', 'price-out-of-range', 'hours-missing', 'hours-overlap', 'standing-out-of-range', 'export-out-of-range', 'vat-out-of-range', 'gas-out-of-range',
] as const;
/** Why a typed tariff is not taken. */
export type TypedFault = (typeof TYPED_FAULTS)[number];

/** Whose bills a typed tariff is for. */
export interface TypedHome {
  /** IANA zone. */
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** Where its numbers are from, in the tariff's `source` and in those of its parts. */
export const TYPED_SOURCE = 'typed';
const MOST_RATES = 12;
const MOST_NAME = 80;
const MINUTES = 1_440;
const BACK = 10 * 366 * MS_PER_DAY;
const AHEAD = 2 * 366 * MS_PER_DAY;
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];
/** A day's standing charge is a few per kWh prices, never a hundred of them. */
const STANDING_TIMES = 10;

const isFault = (made: unknown): made is TypedFault => typeof made === 'string';

/** The tariff that was typed in, or why it is not one. @throws RangeError for an unknown zone. */
export function tariffOfTyped(typed: TypedTariff, home: TypedHome, now: Instant): Tariff | TypedFault {
  const name = typed.name.trim();
  if (name === '' || name.length > MOST_NAME) return 'name-missing';
  const from = validSince(typed, home);
  if (isFault(from)) return from;
  if (from < now - BACK || from > now + AHEAD) return 'date-out-of-range';
  const parts = [energyOf(typed.rates, home), standingOf(typed.standingPerDay, home), exportOf(typed.exportPrice, home)];
  const fault = parts.find(isFault);
  const vat = vatOf(typed.vat);
  if (fault !== undefined || isFault(vat)) return fault ?? 'vat-out-of-range';
  if (gasOfTyped(typed, home) === 'gas-out-of-range') return 'gas-out-of-range';
  return { name, source: TYPED_SOURCE, currency: home.currency, zone: home.zone, vat, parts: parts.flatMap((part) => (part === null || isFault(part) ? [] : [part])) };
}

/** Gas of a bill, with VAT as the bill has it on all that is on it. */
export interface GasOfBill {
  readonly tariff: Tariff;
  /** Null where nobody has said what a cubic metre holds. */
  readonly perCubicMetre: CubicMetre | null;
}

/** Null where the bill has no gas. */
export function gasOfTyped({ name, gas, vat: typedVat }: TypedTariff, home: TypedHome): GasOfBill | TypedFault | null {
  if (!gas) return null;
  const [price, standing, vat] = [amountOf(gas.price), standingOf(gas.standingPerDay, home), vatOf(typedVat)];
  const holds = gas.perCubicMetre === null ? null : cubicMetreOf(gas.perCubicMetre);
  if (price === undefined || Math.abs(price) > mostPerKWh(home.currency) || isFault(standing) || isFault(vat) || holds === undefined) return 'gas-out-of-range';
  const energy: UnitPart = { ...terms('Gas'), per: 'kWh', kind: 'energy', direction: 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule: { kind: 'constant', rate: 'gas', price } }] };
  return { tariff: { name: name.trim(), source: TYPED_SOURCE, currency: home.currency, zone: home.zone, vat, parts: standing ? [energy, standing] : [energy] }, perCubicMetre: holds };
}

/** From lean gas to pure butane, kWh: a bill with another figure was read wrong. */
const CUBIC_METRE_HOLDS = { least: 5_000_000, most: 40_000_000 };

/** Undefined where it is not what a cubic metre of gas can hold. */
function cubicMetreOf(text: string): CubicMetre | undefined {
  const decimal = parseDecimal(text.trim());
  const energy = decimal && decimal.scale <= 12 ? Number(divideHalfEven(decimal.units * 10n ** 6n, 10n ** BigInt(decimal.scale))) : Number.NaN;
  return energy >= CUBIC_METRE_HOLDS.least && energy <= CUBIC_METRE_HOLDS.most ? { energy, estimated: false } : undefined;
}

/** When a typed tariff begins to hold: the start of its local day. @throws RangeError for an unknown zone. */
export function validSince({ validFrom }: Pick<TypedTariff, 'validFrom'>, { zone }: Pick<TypedHome, 'zone'>): Instant | TypedFault {
  return parseCivilDate(validFrom) === undefined ? 'date-unreadable' : (dayOf(validFrom, zone)?.interval.start ?? 'date-unreadable');
}

const terms = (name: string): Pick<UnitPart, 'name' | 'scope' | 'source' | 'certainty'> => ({ name, scope: { kind: 'connection' }, source: TYPED_SOURCE, certainty: 'published' });

function amountOf(text: string): ExactPrice | undefined {
  const decimal = parseDecimal(text.trim());
  return decimal && exactPrice(decimal);
}

function energyOf(rates: readonly TypedRate[], home: TypedHome): UnitPart | TypedFault {
  const rules: Rule[] = [];
  if (rates.length === 0 || rates.length > MOST_RATES) return 'rates-missing';
  for (const rate of rates) {
    const rule = ruleOf(rate, home);
    if (isFault(rule)) return rule;
    if (rules.some((other) => other.rate === rule.rate && other.price !== rule.price)) return 'rate-named-twice';
    rules.push(rule);
  }
  const fault = faultOfHours(rules);
  if (fault !== null) return fault;
  const [first] = rules;
  const flat = rules.length === 1 && first && first.hours === null && first.weekdays === null;
  const schedule: Schedule = flat ? { kind: 'constant', rate: first.rate, price: first.price } : { kind: 'time-of-use', rules };
  return { ...terms('Energy'), per: 'kWh', kind: 'energy', direction: 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule }] };
}

function ruleOf({ name, price: text, days, from, to }: TypedRate, { currency }: TypedHome): Rule | TypedFault {
  const rate = name.trim();
  if (rate === '' || rate.length > MOST_NAME) return 'name-missing';
  const isMinute = (minute: number): boolean => Number.isInteger(minute) && minute >= 0 && minute <= MINUTES;
  if (!isMinute(from) || !isMinute(to) || from === to || from === MINUTES || to === 0) return 'rate-hours-wrong';
  const price = amountOf(text);
  if (price === undefined) return 'price-unreadable';
  if (Math.abs(price) > mostPerKWh(currency)) return 'price-out-of-range';
  const weekdays = days === 'all' ? null : days === 'workdays' ? WORKDAYS : WEEKEND;
  return { rate, price, months: null, weekdays, hours: from === 0 && to === MINUTES ? null : { from, to } };
}

/** Every minute of a workday and of a day of the weekend has exactly one rate. */
function faultOfHours(rules: readonly Rule[]): TypedFault | null {
  let missing = false;
  for (const [day] of [WORKDAYS, WEEKEND]) {
    const held = new Array<number>(MINUTES).fill(0);
    for (const { weekdays, hours } of rules) if (weekdays === null || weekdays.includes(day ?? 0)) for (const [from, to] of stretchesOf(hours)) for (let minute = from; minute < to; minute += 1) held[minute] = (held[minute] ?? 0) + 1;
    if (held.some((count) => count > 1)) return 'hours-overlap';
    missing ||= held.includes(0);
  }
  return missing ? 'hours-missing' : null;
}

function stretchesOf(hours: Rule['hours']): readonly (readonly [number, number])[] {
  if (hours === null) return [[0, MINUTES]];
  return hours.from < hours.to ? [[hours.from, hours.to]] : [[0, hours.to], [hours.from, MINUTES]];
}

function standingOf(text: string | null, { currency }: TypedHome): StandingPart | TypedFault | null {
  if (text === null) return null;
  const price = amountOf(text);
  if (price === undefined || price < 0 || price > STANDING_TIMES * mostPerKWh(currency)) return 'standing-out-of-range';
  return { ...terms('Standing charge'), per: 'day', kind: 'standing', price };
}

function exportOf(text: string | null, { currency }: TypedHome): UnitPart | TypedFault | null {
  if (text === null) return null;
  const price = amountOf(text);
  if (price === undefined || Math.abs(price) > mostPerKWh(currency)) return 'export-out-of-range';
  return { ...terms('Export'), per: 'kWh', kind: 'export', direction: 'export', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule: { kind: 'constant', rate: 'export', price } }] };
}

function vatOf(vat: TypedTariff['vat']): Tariff['vat'] | TypedFault {
  if (vat === null) return null;
  const percent = parseDecimal(vat.percent.trim());
  const rate = percent && percent.scale <= 4 ? Number(toScale(percent, 4)) : Number.NaN;
  return rate >= 0 && rate <= VAT_WHOLE ? { rate, included: vat.included } : 'vat-out-of-range';
}
