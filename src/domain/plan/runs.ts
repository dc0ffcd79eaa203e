import type { DeviceId } from '../device/device.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { Wish } from '../wish/wish.ts';
import type { Act } from './act.ts';

/** A run of an appliance that was committed. */
export interface Run extends Interval {
  readonly device: DeviceId;
}

/** The run of a device that will have begun by an instant, and not be over. */
export const runAt = (runs: readonly Run[], device: DeviceId, at: Instant): Run | undefined =>
  runs.find((run) => run.device === device && run.start <= at && at < run.end);

/** A run within its window serves a wish: it is not asked again, and next evening's wish has another window. */
const serves = (run: Run, wish: Wish, at: Instant): boolean => wish.kind === 'readyBy' && run.device === wish.device && run.start >= wish.from && run.end <= at;

/** The wishes that are still to be met: not those whose run is over, nor those whose time is past. */
export function wishesLeft(wishes: readonly Wish[], runs: readonly Run[], at: Instant): readonly Wish[] {
  return wishes.filter((wish) => (!('by' in wish) || wish.by > at) && !runs.some((run) => serves(run, wish, at)));
}

/** The runs of some acts, beside those that had begun before them. Older than two days they are forgotten. */
export function runsAfter(runs: readonly Run[], acts: readonly Act[], from: Instant): readonly Run[] {
  const begun = runs.filter((run) => run.start < from && run.end > from - FORGET);
  const planned = acts.filter(({ policy, interval }) => policy.kind === 'run' && interval.start >= from).map(({ device, interval }) => ({ device, ...interval }));
  return [...begun, ...planned.filter((run) => !begun.some((other) => other.device === run.device && other.end > run.start))];
}

const FORGET = 48 * 3_600_000;
