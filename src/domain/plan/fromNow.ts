import type { Instant, Interval } from '../time/instant.ts';
import type { Act } from './act.ts';
import { at } from './at.ts';
import { cutProblem } from './cutProblem.ts';
import type { PlanDevice, PlanProblem, StoreLevel } from './problem.ts';
import { durationOf } from './profile.ts';

/** The plan that was made for a problem, as far as it says how the home has gone on since. */
export interface Followed {
  readonly acts: readonly Act[];
  readonly levels: readonly StoreLevel[];
}

/** Fewer slots ahead than this say nothing of a night and a morning. */
const LEAST_AHEAD = 12 * 3_600_000;

/** What a store was expected to hold by the first slot; what was last told of it where nothing was expected. */
function storedAt({ id, stored }: PlanDevice, levels: readonly StoreLevel[], start: Instant): number | null {
  const course = levels.find(({ device }) => device === id);
  const index = course?.at.findLastIndex((instant) => instant <= start) ?? -1;
  return course?.stored[index] ?? stored;
}

/** A run that the plan has begun and that goes on at the first slot. */
const runningAt = (acts: readonly Act[], device: string, start: Instant): Interval | undefined =>
  acts.find((act) => act.device === device && act.policy.kind === 'run' && act.interval.start < start && act.interval.end > start)?.interval;

/** It was running, or was to run, and is through by the first slot. */
function isDone({ id, primitive, runningSince }: PlanDevice, acts: readonly Act[], start: Instant): boolean {
  if (runningSince !== null) return primitive.kind === 'profile' && runningSince + durationOf(primitive) <= start;
  return acts.some(({ device, policy, interval }) => device === id && policy.kind === 'run' && interval.end <= start);
}

function deviceFrom(device: PlanDevice, { acts, levels }: Followed, start: Instant): PlanDevice {
  return { ...device, stored: storedAt(device, levels, start), runningSince: device.runningSince ?? runningAt(acts, device.id, start)?.start ?? null };
}

/**
 * A problem that was stated a while ago, from the first slot that is still to come: stores as its plan expected them,
 * appliances that it has run by now left out. Null where less than 12 h of it are left.
 * @param now home's wall time.
 */
export function problemFromNow(problem: PlanProblem, followed: Followed, now: Instant): PlanProblem | null {
  const { slots } = problem;
  const from = slots.findIndex(({ end }) => end > now);
  if (from < 0 || at(slots, slots.length - 1).end - now < LEAST_AHEAD) return null;
  if (from === 0) return problem;
  const { start } = at(slots, from);
  const cut = cutProblem(problem, from, slots.length);
  const kept = cut.devices.filter((device) => !isDone(device, followed.acts, start));
  return {
    ...cut,
    devices: kept.map((device) => deviceFrom(device, followed, start)),
    wishes: cut.wishes.filter((wish) => wish.kind === 'budget' || kept.some(({ id }) => id === wish.device)),
    running: null,
  };
}
