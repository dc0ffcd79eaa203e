import type { Phase } from '#domain/meter/reading.ts';
import type { Instant } from '#domain/time/instant.ts';
import { toScale, type Decimal } from '#domain/units/decimal.ts';
import { milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import type { QuantityUnit } from '../decoded.ts';
import { nameOf, phaseOf } from '../p1/names.ts';
import { scaled } from '../p1/quantity.ts';
import { decimalOf, member } from './pick.ts';

/** One value of a message and what it means. */
export interface Told {
  readonly obis: string | null;
  readonly name: string | null;
  /** In `unit`, exactly as written. */
  readonly value: Decimal | string;
  readonly unit: QuantityUnit | null;
  readonly phase: Phase | null;
  /** Where the value has a time of its own. */
  readonly at: Instant | null;
}

/** Where a value stands in a message and what it is: `tens` powers of ten lead to the unit. */
export interface Field {
  readonly path: string;
  /** Null where no code means this. */
  readonly obis: string | null;
  /** Left out where the code has a name. */
  readonly name?: string;
  readonly unit: QuantityUnit | null;
  readonly tens?: number;
}

/** What the fields of a body say, and how many of them hold something that is no number. */
export interface Heard {
  readonly told: readonly Told[];
  readonly malformed: number;
}

/** Absent, null and the words of meters for "unknown" are no fault and no value. */
const isUnknown = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && /^(|-+|not available|nan|null|unknown)$/i.test(value));

/** @param at of values that have a time of their own. */
export function hear(body: unknown, fields: readonly Field[], at: Instant | null = null): Heard {
  const told: Told[] = [];
  let malformed = 0;
  for (const field of fields) {
    const value = member(body, field.path);
    const decimal = decimalOf(value);
    if (decimal) told.push(tell(field, shifted(decimal, field.tens ?? 0), at));
    else if (!isUnknown(value)) malformed++;
  }
  return { told, malformed };
}

export function tell({ obis, name, unit }: Omit<Field, 'path'>, value: Decimal | string, at: Instant | null = null): Told {
  const object = obis === null ? null : objectOf(obis);
  return { obis, name: name ?? (object && nameOf(object)), value, unit, phase: object && phaseOf(object), at };
}

/** A text of the message: a firmware, a state. */
export const tellText = (name: string, value: unknown): readonly Told[] =>
  typeof value === 'string' && value !== '' ? [{ obis: null, name, value: value.slice(0, 200), unit: null, phase: null, at: null }] : [];

export function shifted({ units, scale }: Decimal, tens: number): Decimal {
  return scale >= tens ? { units, scale: scale - tens } : { units: units * 10n ** BigInt(tens - scale), scale: 0 };
}

/** The nearest double. */
export const numberOf = (decimal: Decimal): number => scaled(decimal, 0);

/** Wh, exactly, as mWh; null for more than a number holds. */
export function energyOf(wattHours: Decimal): MilliWattHours | null {
  const energy = Number(toScale(wattHours, 3));
  return Number.isSafeInteger(energy) ? milliWattHours(energy) : null;
}

function objectOf(obis: string): { readonly obis: string; readonly medium: number; readonly channel: number; readonly code: string; readonly values: readonly string[] } {
  const [, medium, channel, code = ''] = /^(\d+)-(\d+):(.*)$/.exec(obis) ?? [];
  return { obis, medium: Number(medium), channel: Number(channel), code, values: [] };
}

/** Exactly; all in one unit. */
export function sumOf(values: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...values.map((one) => one.scale));
  return { units: values.reduce((sum, one) => sum + toScale(one, scale), 0n), scale };
}

/** Where the value is that a reading needs beside those with a code; null where it was not told. */
export function valueNamed(told: readonly Told[], name: string): number | null {
  const value = told.find((one) => one.name === name)?.value;
  return value === undefined || typeof value === 'string' ? null : numberOf(value);
}
