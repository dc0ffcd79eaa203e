import { at } from './at.ts';
import type { Charges } from './charges.ts';
import type { PlanWish } from './planWish.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';

/** Slots by number, half-open. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** How many there are in all: a list of that length has a number a slot. */
  readonly of: number;
}

const cutList = (value: unknown, { from, to, of }: Range): unknown => (Array.isArray(value) && value.length === of ? value.slice(from, to) : value);
const cutEach = <T extends object>(one: T, range: Range): T => Object.fromEntries(Object.entries(one).map(([key, value]) => [key, cutList(value, range)])) as T;

/** The powers of a profile are its own, however many. */
const cutDevice = (device: PlanDevice, range: Range): PlanDevice => (device.primitive.kind === 'profile' ? device : { ...device, primitive: cutEach(device.primitive, range) });

function cutCharges({ tiers, peaks }: PlanProblem, range: Range): Charges {
  return {
    ...(tiers && { tiers: tiers.map((one) => ({ ...cutEach(one, range), more: one.more.map((prices) => prices.slice(range.from, range.to)) })) }),
    ...(peaks && { peaks: peaks.map((one) => cutEach(one, range)) }),
  };
}

/** A deadline between the ends; a budget that has begun and is not over; hours of comfort come again. */
function isWithin(wish: PlanWish, start: number, end: number): boolean {
  if (wish.kind === 'budget') return wish.end > start && wish.start < end;
  return !('by' in wish) || (wish.by > start && wish.by <= end);
}

/** A problem of some of its slots, with the wishes whose time is within them. Stores still hold what they held at the first slot of all. */
export function cutProblem(problem: PlanProblem, from: number, to: number): PlanProblem {
  const range = { from, to, of: problem.slots.length };
  const [{ start }, { end }] = [at(problem.slots, from), at(problem.slots, to - 1)];
  return {
    ...cutEach(problem, range),
    ...cutCharges(problem, range),
    devices: problem.devices.map((device) => cutDevice(device, range)),
    wishes: problem.wishes.filter((wish) => isWithin(wish, start, end)),
    limits: problem.limits.map((limit) => cutEach(limit, range)),
  };
}
