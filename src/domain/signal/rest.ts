import { localDay } from '../time/zone.ts';
import type { Interval } from '../time/instant.ts';
import type { Firmness } from './call.ts';
import type { ContractWindow } from './contract.ts';
import { touches, weekOf } from './window.ts';

/** How often and when the household wants to be called at all (U33), whoever calls. Null and none = no bound of its own. */
export interface EventRest {
  /** Of a local day. */
  readonly mostPerDay: number | null;
  /** Of a week from Monday. */
  readonly mostPerWeek: number | null;
  /** Times in which no event may lie; minutes of the local day, 1 = Monday. */
  readonly quiet: readonly ContractWindow[];
}

/** What the signals machine publishes of it for the pages. */
export interface RestFacts {
  readonly rest: EventRest;
}

export const NO_REST: EventRest = { mostPerDay: null, mostPerWeek: null, quiet: [] };

export type RestRefusal = 'quiet-time' | 'household-day' | 'household-week';

/** A call that the household was or is asked for, and did not skip. */
export type Counted = Pick<Interval, 'start'>;

/**
 * Why the household does not want a call; null where it may come. A firm one is never asked: an order, like a limit, stands
 * whatever rest people want. The contract's own bounds are judged apart, so the stricter of both holds.
 */
export function restRefusal(call: Interval & { readonly firmness: Firmness }, { mostPerDay, mostPerWeek, quiet }: EventRest, counted: readonly Counted[], zone: string): RestRefusal | null {
  if (call.firmness === 'firm') return null;
  if (touches(call, quiet, zone)) return 'quiet-time';
  const day = localDay(call.start, zone).date;
  const near = counted.filter(({ start }) => Math.abs(start - call.start) < 8 * 86_400_000);
  if (mostPerDay !== null && near.filter(({ start }) => localDay(start, zone).date === day).length >= mostPerDay) return 'household-day';
  const week = weekOf(call.start, zone);
  return mostPerWeek !== null && near.filter(({ start }) => weekOf(start, zone) === week).length >= mostPerWeek ? 'household-week' : null;
}
