import { divideHalfEven } from '../units/decimal.ts';
import { micro, type Micro } from '../units/money.ts';

/**
 * Amounts in units of 1/`perMicro` micro, rounded so that they add up: the total half-even, then every part down and the
 * missing micros to the largest remainders, the earlier of equals first (Hamilton's method).
 * @throws RangeError when a sum does not fit a safe integer.
 */
export function roundTogether(amounts: readonly bigint[], perMicro: bigint): { readonly total: Micro; readonly parts: readonly Micro[] } {
  const total = divideHalfEven(amounts.reduce((sum, amount) => sum + amount, 0n), perMicro);
  const floors = amounts.map((amount) => floorDivide(amount, perMicro));
  const missing = Number(total - floors.reduce((sum, floor) => sum + floor, 0n));
  const remainders = amounts.map((amount, index) => ({ index, rest: amount - (floors[index] ?? 0n) * perMicro }));
  const raised = new Set(remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1)).slice(0, missing).map(({ index }) => index));
  return { total: micro(Number(total)), parts: floors.map((floor, index) => micro(Number(floor) + (raised.has(index) ? 1 : 0))) };
}

const floorDivide = (dividend: bigint, divisor: bigint): bigint => (dividend >= 0n || dividend % divisor === 0n ? dividend / divisor : dividend / divisor - 1n);
