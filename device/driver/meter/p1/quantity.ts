import { parseDecimal, type Decimal } from '#domain/units/decimal.ts';
import type { QuantityUnit } from '../decoded.ts';

/** A number with its unit as a telegram writes it, "000004.426*kWh". */
export interface Quantity {
  readonly decimal: Decimal;
  /** As written. */
  readonly unit: string;
}

/** Units by their name in small letters (meters write kvar and kVAr), with the powers of ten to our own. */
const UNITS: Readonly<Record<string, { readonly unit: QuantityUnit; readonly tens: number }>> = {
  w: { unit: 'W', tens: 0 },
  kw: { unit: 'W', tens: 3 },
  wh: { unit: 'Wh', tens: 0 },
  kwh: { unit: 'Wh', tens: 3 },
  v: { unit: 'V', tens: 0 },
  a: { unit: 'A', tens: 0 },
  var: { unit: 'var', tens: 0 },
  kvar: { unit: 'var', tens: 3 },
  varh: { unit: 'varh', tens: 0 },
  kvarh: { unit: 'varh', tens: 3 },
  va: { unit: 'VA', tens: 0 },
  kva: { unit: 'VA', tens: 3 },
  hz: { unit: 'Hz', tens: 0 },
  m3: { unit: 'm3', tens: 0 },
};

/** Undefined when the part before the star is no plain decimal of at most 15 digits and 12 places. */
export function parseQuantity(text: string): Quantity | undefined {
  const star = text.indexOf('*');
  const digits = text.slice(0, star);
  if (star < 0 || !/^-?\d{1,15}(\.\d{1,12})?$/.test(digits)) return undefined;
  const decimal = parseDecimal(digits);
  return decimal && { decimal, unit: text.slice(star + 1) };
}

/** The number in our own unit, kW as W; the unit is null where we have none for it (GJ), and the number as written. */
export function inOwnUnit({ decimal, unit }: Quantity): { readonly value: number; readonly unit: QuantityUnit | null } {
  const own = UNITS[unit.toLowerCase()];
  return { value: scaled(decimal, own?.tens ?? 0), unit: own?.unit ?? null };
}

/** decimal x 10^tens as the nearest double, without the error of multiplying one. */
export const scaled = (decimal: Decimal, tens: number): number => Number(`${decimal.units}e${tens - decimal.scale}`);
