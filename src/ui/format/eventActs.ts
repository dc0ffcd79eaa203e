import type { HomeEvent, PlanAct } from '#wire/message/bodies.ts';
import { verbOf } from './act.ts';
import { mergeActs } from './acts.ts';

const HOUR = 3_600_000;
/** What ends within this before an event is its pre-heating, charging or holding (U27). */
const BEFORE = 4 * HOUR;

const ofEvent = ({ devices }: HomeEvent, acts: readonly PlanAct[]): readonly PlanAct[] => mergeActs(acts).filter(({ device }) => devices.includes(device));

/** What the plan does with the event's devices to be ready for it. */
export const actsBefore = (event: HomeEvent, acts: readonly PlanAct[]): readonly PlanAct[] =>
  ofEvent(event, acts).filter(({ interval, policy }) => verbOf(policy) !== 'idle' && interval.end <= event.start && interval.end > event.start - BEFORE);

/** What they do while it lasts, waiting too, cut to its time. */
export const actsDuring = (event: HomeEvent, acts: readonly PlanAct[]): readonly PlanAct[] =>
  ofEvent(event, acts)
    .filter(({ interval }) => interval.start < event.end && interval.end > event.start)
    .map((act) => ({ ...act, interval: { start: Math.max(act.interval.start, event.start), end: Math.min(act.interval.end, event.end) } }));
