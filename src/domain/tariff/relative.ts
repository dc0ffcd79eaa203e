import { divideHalfEven } from '../units/decimal.ts';
import type { ExactMoney, ExactPrice } from '../units/money.ts';
import type { RelativePart } from './tariff.ts';

/** A share of 100 %. */
const WHOLE = 1_000_000n;

/** The share of a sum of money, to its quantum (10^-24 of a millionth), half-even. */
export const shareOfMoney = (money: ExactMoney, { share }: RelativePart): ExactMoney => divideHalfEven(money * BigInt(share), WHOLE) as ExactMoney;

/**
 * What a relative part adds to the price of a kWh; it is put into `prices`, where parts further down find it.
 * @param prices of the parts per kWh by name; parts that are not charged per kWh count nothing.
 */
export function relativePrice(part: RelativePart, prices: Map<string, ExactPrice>): ExactPrice {
  const sum = part.of.reduce((total, name) => total + (prices.get(name) ?? 0), 0);
  const price = Number(divideHalfEven(BigInt(sum) * BigInt(part.share), WHOLE)) as ExactPrice;
  prices.set(part.name, price);
  return price;
}
