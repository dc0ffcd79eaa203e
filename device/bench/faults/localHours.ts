import type { DefaultHours } from '#domain/follow/defaultHours.ts';
import type { ContractWindow } from '#domain/signal/contract.ts';

const ZONE = 'Europe/Berlin';
/** The hour of the night that the spring leaves out and the autumn has twice, and the one after it. */
const NIGHT: readonly ContractWindow[] = [{ days: null, from: 120, to: 180 }];

/** A day of 23 or 25 hours in the home's zone, and when by that day a device that charges by itself may not: worked out by hand, UTC. */
export interface LocalDay {
  readonly device: string;
  readonly hours: DefaultHours;
  readonly waits: readonly { readonly from: number; readonly to: number }[];
}

const localDay = (waits: LocalDay['waits']): LocalDay => ({ device: 'car', hours: { zone: ZONE, except: NIGHT }, waits });

/** 28 March 2027: after 01:59:59 CET comes 03:00:00 CEST, so there is no hour from two to three. */
export const SPRING = { change: Date.UTC(2027, 2, 28, 1), day: localDay([]) };

/** 25 October 2026: from two to three twice, in CEST and then in CET. */
export const AUTUMN = { change: Date.UTC(2026, 9, 25, 1), day: localDay([{ from: Date.UTC(2026, 9, 25, 0), to: Date.UTC(2026, 9, 25, 2) }]) };

/** Whether the device may not charge by itself. @param utc ms */
export const waitsAt = ({ waits }: LocalDay, utc: number): boolean => waits.some(({ from, to }) => utc >= from && utc < to);
