import type { PlanAct } from '#wire/message/bodies.ts';
import { verbOf } from './act.ts';

/** Acts that follow each other and look the same to a person are one line; order of time, then of device. */
export function mergeActs(acts: readonly PlanAct[]): readonly PlanAct[] {
  const merged: PlanAct[] = [];
  for (const act of [...acts].sort((a, b) => a.device.localeCompare(b.device) || a.interval.start - b.interval.start)) {
    const last = merged.at(-1);
    const goesOn = last?.device === act.device && last.interval.end === act.interval.start && verbOf(last.policy) === verbOf(act.policy);
    if (last && goesOn) merged[merged.length - 1] = { ...last, interval: { start: last.interval.start, end: act.interval.end } };
    else merged.push(act);
  }
  return merged.sort((a, b) => a.interval.start - b.interval.start);
}

/** What moves from now on, the running act first; waiting is not an act to a person. */
export const upcoming = (acts: readonly PlanAct[], now: number): readonly PlanAct[] => mergeActs(acts).filter((act) => act.interval.end > now && verbOf(act.policy) !== 'idle');
