import { MINUTE, type Instant } from '../time/instant.ts';
import { at } from './at.ts';
import { choicesOf } from './keepChoices.ts';
import type { PlanWish } from './planWish.ts';
import type { BrokenWish, PlanDevice, PlanProblem } from './problem.ts';
import { fastestFill } from './reach.ts';
import type { Store } from './respond.ts';

/** A device that stores, and what it holds. */
interface Filled {
  readonly device: PlanDevice;
  readonly store: Store;
  readonly stored: number;
}

/** A clock that people are told stands on five minutes. */
const TOLD = 5 * MINUTE;
/** mWh; a level that misses by less is reached. */
const NEARLY = 1_000;

function filledOf({ devices }: PlanProblem, id: string): Filled | undefined {
  const device = devices.find((one) => one.id === id);
  return device?.primitive.kind === 'store' && device.stored !== null ? { device, store: device.primitive, stored: device.stored } : undefined;
}

/** W that the limits on import leave beside what nobody moves. */
function roomIn({ limits, inflexible }: PlanProblem, slot: number): number {
  const allowed = limits.flatMap(({ direction, w }) => (direction === 'import' ? (w[slot] ?? []) : []));
  return Math.max(0, Math.min(Infinity, ...allowed) - at(inflexible, slot));
}

/** Whether a person has decided that the device rests in a slot, or part of it. */
function restsIn(problem: PlanProblem, { id }: PlanDevice, slot: number): boolean {
  const { start, end } = at(problem.slots, slot);
  return choicesOf(problem, id).some((one) => one.want === 'off' && one.start < end && start < one.end);
}

/** When a store would hold so much at the earliest, if it stayed and were filled with all that limits leave; undefined = not within the horizon. */
function reachedAt(problem: PlanProblem, { device, store, stored }: Filled, level: number, most: (slot: number) => number): Instant | undefined {
  const last = at(problem.slots, problem.slots.length - 1).end;
  const levels = fastestFill(problem, { ...device, present: undefined }, store, stored, last, most);
  const slot = levels.findIndex((held) => held >= level - NEARLY);
  if (slot < 0) return undefined;
  const { start, end } = at(problem.slots, slot);
  const before = slot > 0 ? at(levels, slot - 1) : stored;
  const risen = at(levels, slot) - before;
  const share = risen > 0 ? Math.min(1, Math.max(0, (level - before) / risen)) : 0;
  return (Math.ceil((start + share * (end - start)) / TOLD) * TOLD) as Instant;
}

/** Energy by a time: later, less, or without what stands in its way. */
function storedByCure(problem: PlanProblem, wish: Extract<PlanWish, { kind: 'storedBy' }>, filled: Filled, broken: BrokenWish): BrokenWish {
  const level = wish.share * filled.store.capacity;
  const free = (slot: number): number => roomIn(problem, slot);
  const allowed = (slot: number): number => (restsIn(problem, filled.device, slot) ? 0 : free(slot));
  const reached = reachedAt(problem, filled, level, allowed);
  const best = Math.max(0, Math.round(level - broken.by));
  const said = { ...broken, best, ...(reached === undefined ? {} : { at: reached }) };
  if (reached !== undefined && reached <= wish.by) return { ...broken, best, cure: 'another-first' };
  const undecided = reachedAt(problem, filled, level, free);
  return undecided !== undefined && undecided <= wish.by ? { ...said, cure: 'fewer-quiet-hours' } : said;
}

/** A level to be held: the time from which it can be, or the level that can. */
function levelCure(problem: PlanProblem, wish: Extract<PlanWish, { kind: 'reserve' | 'comfort' }>, filled: Filled, broken: BrokenWish): BrokenWish {
  const level = wish.share * filled.store.capacity;
  if (broken.cure !== 'wait-until-charged' && broken.cure !== 'warm-later') return { ...broken, best: Math.max(0, Math.round(level - broken.by)) };
  const reached = reachedAt(problem, filled, level, (slot) => roomIn(problem, slot));
  return reached === undefined ? broken : { ...broken, at: reached };
}

function cured(problem: PlanProblem, broken: BrokenWish): BrokenWish {
  const wish = problem.wishes.find(({ id }) => id === broken.wish);
  // What is taken out of a store and is not there is named by the device itself.
  if (!wish) return { ...broken, device: broken.wish };
  const named = { ...broken, device: wish.device };
  if (wish.kind === 'readyBy') return broken.cure === 'ready-later' ? { ...named, at: (Math.ceil((wish.by + broken.by) / TOLD) * TOLD) as Instant } : named;
  const filled = filledOf(problem, wish.device);
  if (!filled || wish.kind === 'budget') return named;
  return wish.kind === 'storedBy' ? storedByCure(problem, wish, filled, named) : levelCure(problem, wish, filled, named);
}

/**
 * What would cure each wish that a plan falls short of, in figures: reckoned with the device's own power, the limits and what
 * people have decided, as if nothing else wanted the room; so it is the best that can be, not a promise.
 */
export const withCures = (problem: PlanProblem, broken: readonly BrokenWish[]): readonly BrokenWish[] => broken.map((one) => cured(problem, one));
