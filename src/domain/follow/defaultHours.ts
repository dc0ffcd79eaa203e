import type { SensedDevice } from '../device/sense.ts';
import type { ContractWindow } from '../signal/contract.ts';
import { touches } from '../signal/window.ts';
import { after } from '../time/instant.ts';
import type { Now } from '../time/now.ts';

/** Local hours in which a vehicle that nobody plans does not charge by itself. */
export interface DefaultHours {
  /** IANA. */
  readonly zone: string;
  readonly except: readonly ContractWindow[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** GB, Electric Vehicles (Smart Charge Points) Regulations 2021 (SI 2021/1467), regulation 10: not from 8 to 11 and 16 to 22 on weekdays. */
export const GB_PEAK_HOURS: readonly ContractWindow[] = [
  { days: WEEKDAYS, from: 8 * 60, to: 11 * 60 },
  { days: WEEKDAYS, from: 16 * 60, to: 22 * 60 },
];

/**
 * Whether a vehicle waits for other hours. While the clock is not known it does not: it must charge without any network
 * too (regulation 7).
 */
export function waitsForHours({ descriptor }: SensedDevice, hours: DefaultHours | undefined, now: Now): boolean {
  if (!hours || descriptor.kind !== 'car' || now.trust === 'none') return false;
  return touches({ start: now.wall, end: after(now.wall, 1) }, hours.except, hours.zone);
}
