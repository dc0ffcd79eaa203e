import type { Device, Wish } from '#wire/message/bodies.ts';
import { nextTimeOfDay } from '../format/day.ts';

/** Breakfast: what is washed over night is wanted by then. */
const READY = '07:00';
/** Enough for lights and router through an evening. */
const RESERVE = 0.2;

function offerFor(device: Device, now: number, zone: string): Wish | undefined {
  if (device.primitive === 'store') return { kind: 'reserve', id: `reserve-${device.id}`, device: device.id, rank: 1, share: RESERVE };
  const by = nextTimeOfDay(now, READY, zone);
  if (device.primitive !== 'profile' || by === undefined) return undefined;
  return { kind: 'readyBy', id: `ready-${device.id}`, device: device.id, rank: 2, from: now, by };
}

/** A first wish for each device that can be planned and has none: what one tap would ask for. @param now home's wall time, ms UTC. */
export function offeredWishes(devices: readonly Device[], known: readonly Wish[], now: number, zone: string): Wish[] {
  const without = devices.filter(({ id }) => !known.some(({ device }) => device === id));
  return without.flatMap((device) => offerFor(device, now, zone) ?? []);
}
