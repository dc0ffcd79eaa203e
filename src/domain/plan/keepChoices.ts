import { fullPower, type DeviceId } from '../device/device.ts';
import type { Primitive } from '../device/primitive.ts';
import { after, lengthOf, type Instant, type Interval } from '../time/instant.ts';
import { ZERO_POWER } from '../units/power.ts';
import type { SlotChoice } from '../wish/slotChoice.ts';
import type { Act, Policy } from './act.ts';
import { joinActs } from './course.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { durationOf, type Profile } from './profile.ts';

const REST: Policy = { kind: 'hold', power: ZERO_POWER };

const overlaps = (one: Interval, other: Interval): boolean => one.start < other.end && other.start < one.end;

/** The choices of a device in order of time. */
export const choicesOf = ({ choices = [] }: PlanProblem, device: DeviceId): readonly SlotChoice[] => choices.filter((one) => one.device === device);

/** What a device is told in a slot that a person has decided; null for what is told by its start alone. */
export function chosenPolicy(primitive: Primitive, want: SlotChoice['want']): Policy | null {
  const power = fullPower(primitive);
  if (power === null) return null;
  return want === 'off' ? REST : { kind: 'hold', power };
}

/** Whether a run that begins then keeps what was decided: it touches nothing that is off, and one of those that are on. */
export function startKeeps(choices: readonly SlotChoice[], profile: Profile, start: Instant): boolean {
  const run = { start, end: after(start, durationOf(profile)) };
  const on = choices.filter(({ want }) => want === 'on');
  return !choices.some((one) => one.want === 'off' && overlaps(one, run)) && (on.length === 0 || on.some((one) => overlaps(one, run)));
}

const runFrom = (device: DeviceId, profile: Profile, start: Instant): Act => ({ device, interval: { start, end: after(start, durationOf(profile)) }, policy: { kind: 'run' } });

/** The first start at or after an instant that touches nothing that is off. */
function clearStart(choices: readonly SlotChoice[], profile: Profile, from: Instant): Instant {
  const off = choices.filter(({ want }) => want === 'off');
  return off.reduce((start, one) => (overlaps(one, { start, end: after(start, durationOf(profile)) }) ? one.end : start), from);
}

/** An appliance runs once: in what is on, or later than planned past what is off. */
function keepRun(own: readonly Act[], { id }: PlanDevice, profile: Profile, choices: readonly SlotChoice[], from: Instant): readonly Act[] {
  const run = own.find(({ policy, interval }) => policy.kind === 'run' && interval.start >= from);
  const wanted = choices.find(({ want, end }) => want === 'on' && end > from);
  if (run && startKeeps(choices, profile, run.interval.start)) return own;
  if (!run && !wanted) return own;
  const start = wanted ? (Math.max(wanted.start, from) as Instant) : (run?.interval.start ?? from);
  return [...own.filter((act) => act !== run), runFrom(id, profile, clearStart(choices, profile, start))];
}

function cut(act: Act, { start, end }: Interval): readonly Act[] {
  const parts = [{ start: act.interval.start, end: Math.min(act.interval.end, start) as Instant }, { start: Math.max(act.interval.start, end) as Instant, end: act.interval.end }];
  return parts.filter((part) => lengthOf(part) > 0).map((interval) => ({ ...act, interval }));
}

function keepPolicies(own: readonly Act[], { id, primitive }: PlanDevice, choices: readonly SlotChoice[], from: Instant): readonly Act[] {
  return choices.reduce<readonly Act[]>((acts, { start, end, want }) => {
    const policy = chosenPolicy(primitive, want);
    const interval = { start: Math.max(start, from) as Instant, end };
    return policy && lengthOf(interval) > 0 ? [...acts.flatMap((act) => cut(act, interval)), { device: id, interval, policy }] : acts;
  }, own);
}

function keepDevice(own: readonly Act[], device: PlanDevice, choices: readonly SlotChoice[], from: Instant): readonly Act[] {
  if (device.runningSince !== null) return own;
  const { primitive } = device;
  return primitive.kind === 'profile' ? keepRun(own, device, primitive, choices, from) : keepPolicies(own, device, choices, from);
}

const inTime = (acts: readonly Act[]): readonly Act[] => joinActs([...acts].sort((a, b) => a.interval.start - b.interval.start));

/**
 * Acts made to keep what a person has decided, from an instant on; the same list where they do already.
 * @param from nothing before it is changed.
 */
export function keepChoices(problem: PlanProblem, acts: readonly Act[], from: Instant): readonly Act[] {
  let kept = acts;
  for (const device of problem.devices) {
    const choices = choicesOf(problem, device.id);
    if (choices.length === 0) continue;
    const own = acts.filter((act) => act.device === device.id);
    const made = inTime(keepDevice(own, device, choices, from));
    if (JSON.stringify(made) !== JSON.stringify(inTime(own))) kept = [...kept.filter((act) => act.device !== device.id), ...made];
  }
  return kept;
}
