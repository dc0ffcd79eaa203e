import type { Act, Policy } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { joinActs } from '#domain/plan/course.ts';
import { runnable } from '#domain/plan/curve.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { lengthOf, MINUTE, type Instant, type Interval } from '#domain/time/instant.ts';
import { hold, IDLE } from './policies.ts';

/** W that two powers may differ by and still be the same to a device. */
const ALIKE = 1;

/** What lies on both sides of a mean power: all W of one sign, `more` the further from rest. */
interface Steps {
  readonly less: number;
  readonly more: number;
}

/** The powers that a device alternates between to have a mean power; undefined where it can run at that itself. */
function stepsAround({ primitive }: PlanDevice, power: number): Steps | undefined {
  if (primitive.kind === 'modes') {
    if (primitive.powers.some((mode) => Math.abs(mode - power) < ALIKE)) return undefined;
    const side = primitive.powers.filter((mode) => mode === 0 || Math.sign(mode) === Math.sign(power));
    return { less: nearest(side, power, (mode) => Math.abs(mode) < Math.abs(power)) ?? 0, more: nearest(side, power, (mode) => Math.abs(mode) > Math.abs(power)) ?? 0 };
  }
  const ranges = primitive.kind !== 'store' ? undefined : power > 0 ? primitive.charges : primitive.discharges;
  const size = Math.abs(power);
  if (!ranges || Math.abs(runnable(ranges, size + ALIKE) - size) <= ALIKE) return undefined;
  const more = ranges.find(({ min }) => min > size)?.min;
  return more === undefined ? undefined : { less: runnable(ranges, size) * Math.sign(power), more: more * Math.sign(power) };
}

const nearest = (powers: readonly number[], power: number, isSide: (mode: number) => boolean): number | undefined =>
  powers.filter(isSide).reduce<number | undefined>((best, mode) => (best === undefined || Math.abs(mode - power) < Math.abs(best - power) ? mode : best), undefined);

/** The part of a slot in which a device is there; undefined where it is not. */
function thereIn({ present }: PlanDevice, slot: Interval): Interval | undefined {
  if (!present) return slot;
  const window = present.find(({ start, end }) => start < slot.end && end > slot.start);
  return window && { start: Math.max(slot.start, window.start) as Instant, end: Math.min(slot.end, window.end) as Instant };
}

const roundTo = (length: number, unit: number): number => Math.round(length / unit) * unit;

/**
 * Mean powers as what a device can really do: where it has no such power, it is on for part of the slot, whole minutes and
 * no shorter than its least run; what that leaves out is carried into the next slot.
 * @param powers W per slot. @param policyOf the policy for a power that it can run at.
 */
export function dutyActs({ problem }: Scene, device: PlanDevice, powers: Float64Array, policyOf: (power: number, slot: number) => Policy): readonly Act[] {
  const least = Math.max(MINUTE, (device.primitive.kind === 'modes' ? device.primitive.minRun : undefined) ?? 0);
  const acts: Act[] = [];
  let owed = 0;
  /** ms that it has been on without a stop at the end of the slot before. */
  let running = 0;
  problem.slots.forEach((slot, index) => {
    const there = thereIn(device, slot);
    if (!there || lengthOf(there) <= 0) return;
    const length = lengthOf(there);
    const mean = (at(powers, index) * lengthOf(slot)) / length;
    const steps = stepsAround(device, mean);
    if (!steps) {
      running = Math.abs(mean) < ALIKE ? 0 : running + length;
      return void acts.push({ device: device.id, interval: there, policy: policyOf(mean, index) });
    }
    const wanted = (mean - steps.less) * length + owed;
    const exact = Math.min(length, Math.max(0, wanted / (steps.more - steps.less)));
    const shortest = Math.max(MINUTE, least - running);
    const on = exact < shortest / 2 ? 0 : Math.min(length, Math.max(shortest, roundTo(exact, MINUTE)));
    running = on === length ? running + length : 0;
    owed = wanted - on * (steps.more - steps.less);
    const turn = (there.start + on) as Instant;
    if (on > 0) acts.push({ device: device.id, interval: { start: there.start, end: turn }, policy: hold(steps.more) });
    if (on < length) acts.push({ device: device.id, interval: { start: turn, end: there.end }, policy: steps.less === 0 ? IDLE : hold(steps.less) });
  });
  return joinActs(acts);
}

/** A course that may be halted, told to run for the first part of each slot. @param shares of each slot. */
export function pausedActs({ problem }: Scene, { id }: PlanDevice, shares: Float64Array): readonly Act[] {
  const acts: Act[] = [];
  let owed = 0;
  problem.slots.forEach(({ start, end }, slot) => {
    const wanted = at(shares, slot) * (end - start) + owed;
    const on = at(shares, slot) < 1e-3 ? 0 : Math.min(end - start, roundTo(wanted, MINUTE));
    owed = at(shares, slot) < 1e-3 ? owed : wanted - on;
    if (on > 0) acts.push({ device: id, interval: { start, end: (start + on) as Instant }, policy: { kind: 'run' } });
  });
  return acts;
}
