import { WATT_MS_PER_MWH } from '../units/energy.ts';
import { costOf, EXACT_PER_MICRO, exactEnergy, microPerKWh } from '../units/money.ts';
import { milliWattHours } from '../units/energy.ts';
import { at } from './at.ts';
import type { PlanProblem } from './problem.ts';
import type { Simulated } from './simulated.ts';

/** Exact money for starts that wear a device, and for the fuel it burns. */
export function runMoney({ devices }: PlanProblem, { begun, burnt }: Pick<Simulated, 'begun' | 'burnt'>): bigint {
  return devices.reduce((sum, { primitive }, index) => {
    if (primitive.kind !== 'modes') return sum;
    const starts = BigInt(at(begun, index)) * BigInt(primitive.startCost ?? 0) * EXACT_PER_MICRO;
    const fuel = costOf(microPerKWh(primitive.fuelPrice ?? 0), exactEnergy(milliWattHours(Math.round(at(burnt, index) / WATT_MS_PER_MWH))));
    return sum + starts + fuel;
  }, 0n);
}

/** The same in micro, quick and without the ledger's exactness. */
export function runCost({ devices }: PlanProblem, { begun, burnt }: Pick<Simulated, 'begun' | 'burnt'>): number {
  let sum = 0;
  for (let index = 0; index < devices.length; index++) {
    const primitive = devices[index]?.primitive;
    if (primitive?.kind !== 'modes') continue;
    sum += (begun[index] ?? 0) * (primitive.startCost ?? 0) + ((burnt[index] ?? 0) * (primitive.fuelPrice ?? 0)) / WATT_MS_PER_MWH / 1_000_000;
  }
  return sum;
}
