import type { Fault } from './fault.ts';
import { INPUT_FAULTS } from './inputFaults.ts';
import { NETWORK_FAULTS } from './networkFaults.ts';
import { PROCESS_FAULTS } from './processFaults.ts';
import { STORAGE_FAULTS } from './storageFaults.ts';
import { TIME_FAULTS } from './timeFaults.ts';

/** F01 to F40; F36 names two faults, which are two runs of one row. */
export const CATALOGUE: readonly Fault[] = [...PROCESS_FAULTS, ...NETWORK_FAULTS, ...STORAGE_FAULTS, ...TIME_FAULTS, ...INPUT_FAULTS];

/** @throws RangeError when there is none. */
export function faultNamed(id: string): Fault {
  const found = CATALOGUE.find((fault) => fault.id === id);
  if (!found) throw new RangeError(`there is no fault ${id}`);
  return found;
}
