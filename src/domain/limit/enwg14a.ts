import { watts, type Watts } from '../units/power.ts';

/** A controllable device in the sense of §14a EnWG; heat pumps and cooling of one connection count as one group each. */
export interface ControllableUnit {
  readonly kind: 'heat-pump' | 'cooling' | 'charger' | 'storage';
  /** Connection power in W; of a heat pump or cooling the sum of its group. */
  readonly power: Watts;
}

/** W that one device is left at least (BNetzA BK6-22-300 Annex 1, 4.5.1). */
export const LEAST_POWER: Watts = watts(4_200);
/** Heat pumps and cooling above this are left 40 % of their power, W. */
const LARGE_HEAT = 11_000;
const LARGE_SHARE = 0.4;
/**
 * Simultaneity factor by number of devices from two on (4.5.2); the last one holds for all larger numbers. The formula
 * and 0.45 from nine on are quoted publicly; 0.80 to 0.50 agree with two independent restatements, and were not read in
 * the decision itself.
 */
const SIMULTANEITY = [0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45] as const;
const LAST_FACTOR = 0.45;

const isLargeHeat = ({ kind, power }: ControllableUnit): boolean => (kind === 'heat-pump' || kind === 'cooling') && power > LARGE_HEAT;

/** What a device is left that the operator dims by itself. W. */
export const leastOf = (unit: ControllableUnit): Watts => (isLargeHeat(unit) ? watts(Math.max(LEAST_POWER, LARGE_SHARE * unit.power)) : LEAST_POWER);

/**
 * W of import that all controllable devices behind one energy management are left together, own generation not
 * counted: BK6-22-300 Annex 1, 4.5.2, P_min = 4.2 kW + (n - 1) * f(n) * 4.2 kW, with the first term max(0.4 * heat
 * pumps, 0.4 * cooling) where a group is above 11 kW. 0 without any device.
 */
export function minimumPower(units: readonly ControllableUnit[]): Watts {
  if (units.length === 0) return watts(0);
  const first = Math.max(LEAST_POWER, ...units.filter(isLargeHeat).map(({ power }) => LARGE_SHARE * power));
  const factor = SIMULTANEITY[units.length - 2] ?? LAST_FACTOR;
  return watts(Math.round(first + (units.length - 1) * factor * LEAST_POWER));
}

/**
 * A limit on controllable import counts what is drawn from the grid: own generation may be used on top of it.
 * @param generation W that is measured to be generated now, positive; null = not known, and no credit.
 */
export const withOwnGeneration = (limit: Watts, generation: Watts | null): Watts => watts(limit + Math.max(0, generation ?? 0));
