import { type Decimal, divideHalfEven, toScale } from './decimal.ts';
import type { MilliWattHours } from './energy.ts';

/** A price in millionths of the currency per kWh; may be negative. */
export type MicroPerKWh = number & { readonly __unit: 'micro/kWh' };
/** Money in whole millionths of the currency. */
export type Micro = number & { readonly __unit: 'micro' };
/**
 * A price as its table prints it: units of 10^-12 of the currency per kWh, or per day, a safe integer. Suppliers publish
 * finer than a millionth (20.32065 p/kWh); the bill is made from this, planning and screens from {@link MicroPerKWh}.
 */
export type ExactPrice = number & { readonly __unit: '10^-12 of the currency' };
/** Money before rounding: units of 10^-24 millionth (`ExactPrice` x `ExactEnergy`), so that sums of products stay exact. */
export type ExactMoney = bigint & { readonly __unit: 'exact money' };
/** Energy as read from a text: units of 10^-18 kWh. */
export type ExactEnergy = bigint & { readonly __unit: 'exact kWh' };

export const EXACT_PER_MICRO = 10n ** 24n;
export const EXACT_PRICE_PER_MICRO = 1_000_000;
export const EXACT_PER_KWH = 10n ** 18n;
export const EXACT_PER_MWH = 10n ** 12n;

/** @throws RangeError when the number is not a safe integer. */
export function microPerKWh(value: number): MicroPerKWh {
  if (!Number.isSafeInteger(value)) throw new RangeError(`a price is a whole number of millionths: ${value}`);
  return value as MicroPerKWh;
}

/** @throws RangeError when the number is not a safe integer. */
export function micro(value: number): Micro {
  if (!Number.isSafeInteger(value)) throw new RangeError(`money is a whole number of millionths: ${value}`);
  return value as Micro;
}

export const exactEnergy = (energy: MilliWattHours): ExactEnergy => (BigInt(energy) * EXACT_PER_MWH) as ExactEnergy;

/** A decimal of currency units ("0.2032065") as an exact price; undefined where it has finer or more digits than fit. */
export function exactPrice(decimal: Decimal): ExactPrice | undefined {
  const price = toScale(decimal, 12);
  if (decimal.units * 10n ** 12n !== price * 10n ** BigInt(decimal.scale)) return undefined;
  return Number.isSafeInteger(Number(price)) ? (Number(price) as ExactPrice) : undefined;
}

/** The price in whole millionths, rounded half-even, for planning and screens. */
export const roundPrice = (price: ExactPrice): MicroPerKWh => microPerKWh(Number(divideHalfEven(BigInt(price), BigInt(EXACT_PRICE_PER_MICRO))));

/** What an energy costs at a price, unrounded. */
export const costAt = (price: ExactPrice, energy: ExactEnergy): ExactMoney => (BigInt(price) * energy) as ExactMoney;

/** The same for a price in whole millionths. */
export const costOf = (price: MicroPerKWh, energy: ExactEnergy): ExactMoney => (BigInt(price) * BigInt(EXACT_PRICE_PER_MICRO) * energy) as ExactMoney;

/** Rounded once, half-even, at the end of a sum (DESIGN, Units). */
export const roundMoney = (money: ExactMoney): Micro => micro(Number(divideHalfEven(money, EXACT_PER_MICRO)));
