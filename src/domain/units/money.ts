import { divideHalfEven } from './decimal.ts';
import type { MilliWattHours } from './energy.ts';

/** A price in millionths of the currency per kWh; may be negative. */
export type MicroPerKWh = number & { readonly __unit: 'micro/kWh' };
/** Money in whole millionths of the currency. */
export type Micro = number & { readonly __unit: 'micro' };
/** Money before rounding: units of 10^-18 millionth, so that sums of products stay exact. */
export type ExactMoney = bigint & { readonly __unit: 'exact money' };
/** Energy as read from a text: units of 10^-18 kWh. */
export type ExactEnergy = bigint & { readonly __unit: 'exact kWh' };

export const EXACT_PER_MICRO = 10n ** 18n;
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

/** What an energy costs at a price, unrounded. */
export const costOf = (price: MicroPerKWh, energy: ExactEnergy): ExactMoney => (BigInt(price) * energy) as ExactMoney;

/** Rounded once, half-even, at the end of a sum (DESIGN, Units). */
export const roundMoney = (money: ExactMoney): Micro => micro(Number(divideHalfEven(money, EXACT_PER_MICRO)));
