import type { PeakCharge, PriceTiers } from './charges.ts';
import type { PlanProblem } from './problem.ts';

const rating = (value: number): boolean => Number.isFinite(value) && value >= 0;
const rises = (values: readonly number[]): boolean => values.every((value, index) => rating(value) && value > (values[index - 1] ?? -1));
const isPlace = (value: number, list: readonly unknown[]): boolean => Number.isInteger(value) && value >= 0 && value < list.length;

function isTiers(tiers: PriceTiers, slots: number): boolean {
  const { above, more } = tiers;
  if (above.length === 0 || above.length !== more.length || !rises(above)) return false;
  if (!more.every((prices) => prices.length === slots && prices.every(Number.isSafeInteger))) return false;
  if (tiers.by === 'power') return tiers.window > 0;
  const { block, used } = tiers;
  return above.every(Number.isSafeInteger) && used.every((energy) => rating(energy) && Number.isSafeInteger(energy)) && block.length === slots && block.every((one) => isPlace(one, used));
}

const isPeak = ({ window, register, owed, price, begun }: PeakCharge, slots: number): boolean =>
  window > 0 && register.length === slots && register.every((one) => one === null || isPlace(one, owed)) && owed.every(rating) && price.length === owed.length && price.every((one) => rating(one) && Number.isSafeInteger(one)) && rating(begun) && Number.isSafeInteger(begun);

/** The id of what is wrong with what a problem charges beside its prices, null when it can be reckoned with. */
export function checkCharges({ slots, tiers = [], peaks = [], weights }: PlanProblem): string | null {
  if (!tiers.every((one) => isTiers(one, slots.length))) return 'tiers-unfit';
  if (!peaks.every((one) => isPeak(one, slots.length))) return 'peak-unfit';
  return weights && !Object.values(weights).every((weight) => rating(weight) && Number.isSafeInteger(weight)) ? 'weights-unfit' : null;
}
