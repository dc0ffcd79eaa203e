import type { Fault } from './fault.ts';
import { INPUT_FAULTS } from './inputFaults.ts';
import { NETWORK_FAULTS } from './networkFaults.ts';
import { PROCESS_FAULTS } from './processFaults.ts';
import { STORAGE_FAULTS } from './storageFaults.ts';
import { TIME_FAULTS } from './timeFaults.ts';

/** F01 to F40; F36 names two faults, which are two runs of one row. */
const FAMILIES = { process: PROCESS_FAULTS, network: NETWORK_FAULTS, storage: STORAGE_FAULTS, time: TIME_FAULTS, input: INPUT_FAULTS } as const;
export type Family = keyof typeof FAMILIES;
export const FAMILY_NAMES = ['process', 'network', 'storage', 'time', 'input'] as const satisfies readonly Family[];
export const CATALOGUE: readonly Fault[] = FAMILY_NAMES.flatMap((family) => FAMILIES[family]);

/** @param row its number in the catalogue, as `F36` of F36a and F36b. @throws RangeError when there is none. */
export function familyOf(row: string): Family {
  const found = FAMILY_NAMES.find((family) => FAMILIES[family].some(({ id }) => id.startsWith(row)));
  if (!found) throw new RangeError(`there is no fault ${row}`);
  return found;
}

/** @throws RangeError when there is none. */
export function faultNamed(id: string): Fault {
  const found = CATALOGUE.find((fault) => fault.id === id);
  if (!found) throw new RangeError(`there is no fault ${id}`);
  return found;
}
