import type { Sensed, SensedDevice } from '../device/sense.ts';
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

/** What the follow machine publishes of the hours of a home with a vehicle. */
export interface ChargingHours {
  readonly except: readonly ContractWindow[];
  /** A person of the home has accepted, changed or declined them. */
  readonly chosen: boolean;
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** GB, Electric Vehicles (Smart Charge Points) Regulations 2021 (SI 2021/1467), regulation 10: not from 8 to 11 and 16 to 22 on weekdays. */
export const GB_PEAK_HOURS: readonly ContractWindow[] = [
  { days: WEEKDAYS, from: 8 * 60, to: 11 * 60 },
  { days: WEEKDAYS, from: 16 * 60, to: 22 * 60 },
];

const isVehicle = ({ descriptor }: SensedDevice): boolean => descriptor.kind === 'car';

/** @param chosen by a person; it goes before what the home is set up with. Null where there is no vehicle. */
export function chargingHours({ devices }: Sensed, hours: DefaultHours | undefined, chosen: readonly ContractWindow[] | undefined): ChargingHours | null {
  if (!hours || !Object.values(devices).some(isVehicle)) return null;
  return { except: chosen ?? hours.except, chosen: chosen !== undefined };
}

/**
 * Whether a vehicle waits for other hours. While the clock is not known it does not: it must charge without any network
 * too (regulation 7).
 */
export function waitsForHours(device: SensedDevice, hours: DefaultHours | undefined, now: Now): boolean {
  if (!hours || !isVehicle(device) || now.trust === 'none') return false;
  return touches({ start: now.wall, end: after(now.wall, 1) }, hours.except, hours.zone);
}
