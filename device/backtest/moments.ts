import { HALF_HOUR } from '#domain/forecast/habit.ts';
import { after, floorTo, type Instant, type Interval } from '#domain/time/instant.ts';
import type { Car } from './setup.ts';

/** When plans are made: each half-hour, and when a car comes or leaves. */
export function momentsOf({ start, end }: Interval, cars: readonly Car[]): readonly Instant[] {
  const moments = new Set<Instant>([start]);
  for (let at = after(floorTo(start, HALF_HOUR), HALF_HOUR); at < end; at = after(at, HALF_HOUR)) moments.add(at);
  for (const { sessions } of cars) for (const session of sessions) for (const at of [session.start, session.end]) if (at > start && at < end) moments.add(at);
  return [...moments].sort((a, b) => a - b);
}
