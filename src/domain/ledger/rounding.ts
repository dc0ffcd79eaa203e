import { divideHalfEven } from '../units/decimal.ts';
import { micro, type Micro } from '../units/money.ts';
import { Refusal } from '../units/refusal.ts';

/**
 * Amounts in units of 1/`perMicro` micro, rounded so that they add up: the total half-even, then every part down and the
 * missing micros to the largest remainders, the earlier of equals first (Hamilton's method).
 * @throws Refusal `bill-too-large` when a sum does not fit a safe integer.
 */
export function roundTogether(amounts: readonly bigint[], perMicro: bigint): { readonly total: Micro; readonly parts: readonly Micro[] } {
  const total = divideHalfEven(amounts.reduce((sum, amount) => sum + amount, 0n), perMicro);
  const floors = amounts.map((amount) => floorDivide(amount, perMicro));
  const missing = Number(total - floors.reduce((sum, floor) => sum + floor, 0n));
  const remainders = amounts.map((amount, index) => ({ index, rest: amount - (floors[index] ?? 0n) * perMicro }));
  const raised = new Set(remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1)).slice(0, missing).map(({ index }) => index));
  return { total: counted(total), parts: floors.map((floor, index) => counted(floor + (raised.has(index) ? 1n : 0n))) };
}

const floorDivide = (dividend: bigint, divisor: bigint): bigint => (dividend >= 0n || dividend % divisor === 0n ? dividend / divisor : dividend / divisor - 1n);

function counted(amount: bigint): Micro {
  if (Number.isSafeInteger(Number(amount))) return micro(Number(amount));
  throw new Refusal({ id: 'bill-too-large', message: 'The bill comes to more than nine thousand million of its currency.', remedy: 'Check the prices of the tariff and the energies of the usage file.' });
}
