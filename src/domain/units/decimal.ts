import { MWH_PER_KWH, milliWattHours, type MilliWattHours } from './energy.ts';

/** A decimal text read exactly: value = units / 10^scale. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads "000004.426", "-0.5", "1e-7"; undefined for anything else, an empty text among it. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { units: digits, scale } : { units: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** The decimal as a whole number of 10^-scale, rounded half-even where it has finer digits. */
export function toScale(decimal: Decimal, scale: number): bigint {
  if (decimal.scale <= scale) return decimal.units * 10n ** BigInt(scale - decimal.scale);
  return divideHalfEven(decimal.units, 10n ** BigInt(decimal.scale - scale));
}

/** Integer division rounded half-even; the divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const away = dividend < 0n ? -1n : 1n;
  if (twice < divisor) return quotient;
  if (twice > divisor) return quotient + away;
  return quotient % 2n === 0n ? quotient : quotient + away;
}

/** kWh text to mWh; undefined when it is no decimal, or too large to hold exactly. */
export function kilowattHoursText(text: string): MilliWattHours | undefined {
  const decimal = parseDecimal(text);
  if (!decimal) return undefined;
  const energy = Number(toScale(decimal, 6));
  return Number.isSafeInteger(energy) ? milliWattHours(energy) : undefined;
}

/** mWh as kWh text with no rounding, for wires that carry decimals. */
export function toKilowattHoursText(energy: MilliWattHours): string {
  const size = Math.abs(energy);
  const fraction = String(size % MWH_PER_KWH).padStart(6, '0');
  return `${energy < 0 ? '-' : ''}${Math.floor(size / MWH_PER_KWH)}.${fraction}`;
}
