import type { HomeEvent, PlanAct } from '#wire/message/bodies.ts';
import { verbOf } from '../format/act.ts';
import { mergeActs } from '../format/acts.ts';

export interface Listed {
  /** Running, offered or to come: what runs first, then what waits for an answer, then by time. */
  readonly open: readonly HomeEvent[];
  /** Over, skipped, left or called off; the latest first. */
  readonly past: readonly HomeEvent[];
}

const HOUR = 3_600_000;
/** What ends within this before an event is its pre-heating, charging or holding (U27). */
const BEFORE = 4 * HOUR;

const rank = ({ status }: HomeEvent): number => (status === 'running' ? 0 : status === 'offered' ? 1 : 2);

export function listed(events: readonly HomeEvent[], now: number): Listed {
  const isOpen = ({ status, end }: HomeEvent): boolean => now < end && status !== 'over' && status !== 'cancelled';
  return {
    open: events.filter(isOpen).sort((a, b) => rank(a) - rank(b) || a.start - b.start),
    past: events.filter((event) => !isOpen(event)).sort((a, b) => b.start - a.start),
  };
}

/** What the plan does with the event's devices to be ready for it. */
export const actsBefore = (event: HomeEvent, acts: readonly PlanAct[]): readonly PlanAct[] =>
  mergeActs(acts).filter(({ device, interval, policy }) => event.devices.includes(device) && verbOf(policy) !== 'idle' && interval.end <= event.start && interval.end > event.start - BEFORE);
