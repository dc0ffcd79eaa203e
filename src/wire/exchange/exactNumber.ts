import { parseDecimal } from '#domain/units/decimal.ts';
import { exactPrice, type ExactPrice } from '#domain/units/money.ts';

const DIGITS = 12;

/** An exact price as decimal text: 189000000000 is "0.189". */
export function textOf(price: ExactPrice): string {
  const size = String(Math.abs(price)).padStart(DIGITS + 1, '0');
  const fraction = size.slice(-DIGITS).replace(/0+$/, '');
  return `${price < 0 ? '-' : ''}${size.slice(0, -DIGITS)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The same as a JSON number: its shortest text, up to 15 digits, is the decimal again. */
export const numberOf = (price: ExactPrice): number => Number(textOf(price));

/** A JSON number by its shortest text, which is what was written; undefined where it cannot be kept exactly. */
export function priceOfNumber(amount: number): ExactPrice | undefined {
  const decimal = parseDecimal(String(amount));
  return decimal && exactPrice(decimal);
}
