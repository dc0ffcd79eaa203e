import type { Limit } from '../limit/limit.ts';
import type { CallStatus, StandingCall } from '../signal/call.ts';
import type { Interval } from '../time/instant.ts';
import { ZERO_POWER } from '../units/power.ts';
import { at } from './at.ts';

/** Taken part in, or not to be refused: the home will follow it unless somebody leaves. */
const STANDS: ReadonlySet<CallStatus> = new Set<CallStatus>(['joined', 'scheduled', 'running']);

const standing = (calls: readonly StandingCall[], demand: StandingCall['demand']): readonly StandingCall[] => calls.filter((call) => call.demand === demand && STANDS.has(call.status));

/** A call for less is planned for as a limit on what can be moved, so that what it forbids is moved and not cut off. */
export const calledLimits = (calls: readonly StandingCall[]): readonly Limit[] =>
  standing(calls, 'less-demand').map(({ id, start, end, power }) => ({ source: id, sequence: 0, direction: 'import', scope: 'controllable', value: { kind: 'limit', w: power ?? ZERO_POWER }, start, end }));

const touches = (one: Interval, other: Interval): boolean => one.start < other.end && other.start < one.end;

const perKWh = ({ reward }: StandingCall): number => (reward?.per === 'kWh' ? reward.micro : 0);

/** A call for more makes its hours as much cheaper as it pays for a kWh. One that pays nothing moves nothing. */
export function calledPrices(importPrice: readonly number[], slots: readonly Interval[], calls: readonly StandingCall[]): { readonly importPrice: readonly number[] } {
  const more = standing(calls, 'more-demand').filter((call) => perKWh(call) > 0);
  if (more.length === 0) return { importPrice };
  return { importPrice: slots.map((slot, index) => at(importPrice, index) - Math.max(0, ...more.flatMap((call) => (touches(call, slot) ? [perKWh(call)] : [])))) };
}
