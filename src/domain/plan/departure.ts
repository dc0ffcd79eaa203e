import { instantsOf, localDay, offsetAt, daysTouched, wallClock } from '../time/zone.ts';
import { MINUTE, type Instant, type Interval } from '../time/instant.ts';
import type { DeviceId } from '../device/device.ts';
import type { Wish } from '../wish/wish.ts';
import type { PlanWish } from './planWish.ts';
import type { ToAdd } from './poseDevice.ts';

type Leaving = Extract<Wish, { kind: 'leaves' }>;

/** What the wishes about vehicles come to over one horizon. */
export interface Departures {
  readonly wishes: readonly PlanWish[];
  readonly toAdd: readonly ToAdd[];
  /** The first departure of each vehicle. */
  readonly leaves: ReadonlyMap<DeviceId, Instant>;
}

/** The first departure of a week's plan within a horizon; one that the clock leaves out in spring is at the day's change. */
function nextDeparture({ days }: Leaving, { start, end }: Interval, zone: string): Instant | undefined {
  for (const { interval } of daysTouched({ start, end }, zone)) {
    const minutes = days[wallClock(interval.start, zone).weekday - 1] ?? null;
    if (minutes === null) continue;
    const wall = interval.start + offsetAt(interval.start, zone) + minutes * MINUTE;
    const [at = localDay(interval.start, zone).interval.end] = instantsOf(wall, zone);
    if (at > start && at <= end) return at;
  }
  return undefined;
}

/** What is asked for by a departure, and when that is; undefined for a wish that names none. */
function departureOf(wish: Wish, horizon: Interval, zone: string): { readonly by: Instant; readonly share: number; readonly energy: number | null } | undefined {
  if (wish.kind === 'storedBy') return { by: wish.by, share: wish.share, energy: null };
  if (wish.kind === 'addedBy') return { by: wish.by, share: 1, energy: wish.energy };
  const by = wish.kind === 'leaves' ? nextDeparture(wish, horizon, zone) : undefined;
  if (wish.kind !== 'leaves' || by === undefined) return undefined;
  return { by, share: wish.in === 'share' ? wish.need : 1, energy: wish.in === 'energy' ? wish.need : null };
}

/** Departures of a horizon: a week's plan is its next one, and kWh to add are a store that is to be full. */
export function departuresOf(wishes: readonly Wish[], horizon: Interval, zone: string): Departures {
  const found = wishes.flatMap((wish) => {
    const departure = departureOf(wish, horizon, zone);
    return departure ? [{ wish, ...departure }] : [];
  });
  const leaves = new Map<DeviceId, Instant>();
  for (const { wish, by } of found) leaves.set(wish.device, Math.min(by, leaves.get(wish.device) ?? Infinity) as Instant);
  return {
    wishes: found.flatMap(({ wish: { id, device, rank, kind }, by, share }) => (kind === 'storedBy' ? [] : [{ kind: 'storedBy', id, device, rank, by, share }])),
    toAdd: found.flatMap(({ wish: { device }, energy }) => (energy === null ? [] : [{ device, energy }])),
    leaves,
  };
}
