import { after, type Instant } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import { at } from './at.ts';
import type { BudgetAim, ComfortAim, PlanWish } from './planWish.ts';
import type { BrokenWish, PlanDevice, PlanProblem } from './problem.ts';
import { durationOf, type Profile } from './profile.ts';
import { fastestFill, isDrawnFrom, isPlainStore, levelAt } from './reach.ts';
import type { Store } from './respond.ts';

interface AimOf<Kind extends 'reserve' | 'storedBy' | 'readyBy' | 'served'> {
  readonly kind: Kind;
  readonly wish: string;
  readonly rank: number;
  /** Place of its device in the problem. */
  readonly device: number;
}

/** A wish cut down to what physics allows, so that no planner is asked for the impossible. */
export type Aim =
  | (AimOf<'reserve'> & {
      readonly level: number;
      readonly stored: number;
      /** mWh/ms it can rise from `stored`. */
      readonly rate: number;
      /** mWh asked for at each slot's end, where more than its own power moves the content; it is then judged there alone. */
      readonly floors?: Float64Array;
      /** Of a comfort wish: the cure is another. */
      readonly isComfort?: true;
    })
  /** What is taken out of a store is there to be taken. */
  | AimOf<'served'>
  | (AimOf<'storedBy'> & { readonly level: number; readonly by: Instant })
  | (AimOf<'readyBy'> & { readonly from: Instant; readonly by: Instant });

export interface Clipped {
  readonly aims: readonly Aim[];
  /** What no plan can meet, and by how much it misses at best. */
  readonly unmet: readonly BrokenWish[];
}

/** mWh that a reserve asks for at an instant: it counts only what charging at once could have reached. */
export const reserveFloor = (aim: Extract<Aim, { kind: 'reserve' }>, elapsed: number): number => Math.min(aim.level, aim.stored + aim.rate * elapsed);

interface One {
  readonly aim?: Aim;
  readonly unmet?: BrokenWish;
}

const broken = (wish: PlanWish, by: number, cure: string): BrokenWish => ({ wish: wish.id, by, cure });
const chargeRate = (store: Store): number => (store.maxCharge * store.chargeEfficiency) / WATT_MS_PER_MWH;

function reserveAim(wish: Extract<PlanWish, { kind: 'reserve' }>, device: number, store: Store, stored: number, problem: PlanProblem): One {
  const level = wish.share * store.capacity;
  const aim: Aim = { kind: 'reserve', wish: wish.id, rank: wish.rank, device, level, stored, rate: chargeRate(store), ...floorsOf(problem, at(problem.devices, device), store, stored, level) };
  return stored < level ? { aim, unmet: broken(wish, level - stored, 'wait-until-charged') } : { aim };
}

/** mWh that charging at once and all the time can have stored by an instant. */
function reachable(problem: PlanProblem, device: PlanDevice, store: Store, stored: number, by: Instant): number {
  if (isPlainStore(device, problem)) return stored + (by - at(problem.slots, 0).start) * chargeRate(store);
  return levelAt(problem, fastestFill(problem, device, store, stored, by), by);
}

/** A device that comes and goes keeps its reserve while it is here now: what it has when it comes back nobody knows. */
function floorsOf(problem: PlanProblem, device: PlanDevice, store: Store, stored: number, level: number): { readonly floors?: Float64Array } {
  if (isPlainStore(device, problem)) return {};
  const { slots } = problem;
  const leaves = device.present ? (device.present[0]?.end ?? at(slots, 0).start) : Infinity;
  const filled = fastestFill(problem, device, store, stored, at(slots, slots.length - 1).end);
  return { floors: filled.map((reached, slot) => (at(slots, slot).end <= leaves ? Math.min(level, reached) : 0)) };
}

/** Warmth counts in its hours, from when heating at once could have reached it. */
function comfortAim({ id, rank, share, times }: ComfortAim, device: number, store: Store, stored: number, problem: PlanProblem): One {
  const { slots } = problem;
  const level = share * store.capacity;
  const filled = fastestFill(problem, at(problem.devices, device), store, stored, at(slots, slots.length - 1).end);
  const asked = slots.map(({ end }) => times.some((time) => time.start < end && end <= time.end));
  const floors = filled.map((reached, slot) => (asked[slot] ? Math.min(level, reached) : 0));
  const short = Math.max(0, ...filled.map((reached, slot) => (asked[slot] ? level - reached : 0)));
  const aim: Aim = { kind: 'reserve', wish: id, rank, device, level, stored, rate: chargeRate(store), floors, isComfort: true };
  return Math.round(short) > 0 ? { aim, unmet: { wish: id, by: short, cure: 'warm-later' } } : { aim };
}

function storedByAim(wish: Extract<PlanWish, { kind: 'storedBy' }>, device: number, store: Store, stored: number, problem: PlanProblem): One {
  const start = at(problem.slots, 0).start;
  if (wish.by > at(problem.slots, problem.slots.length - 1).end) return {};
  const wanted = wish.share * store.capacity;
  const level = Math.min(wanted, reachable(problem, at(problem.devices, device), store, stored, Math.max(wish.by, start) as Instant));
  const by = Math.max(wish.by, at(problem.slots, 0).end) as Instant;
  const aim: Aim = { kind: 'storedBy', wish: wish.id, rank: wish.rank, device, level, by };
  return level < wanted ? { aim, unmet: broken(wish, wanted - level, 'stored-later') } : { aim };
}

/** When an appliance that runs now and cannot be halted is done; long ago for all others. */
export function runningUntil({ devices }: PlanProblem, id: string | undefined): number {
  const device = devices.find((one) => one.id === id);
  if (device?.primitive.kind !== 'profile' || device.runningSince === null || device.primitive.pausable) return -Infinity;
  return after(device.runningSince, durationOf(device.primitive));
}

function readyByAim(wish: Extract<PlanWish, { kind: 'readyBy' }>, device: number, profile: Profile, runningSince: Instant | null, problem: PlanProblem): One {
  const start = at(problem.slots, 0).start;
  const end = at(problem.slots, problem.slots.length - 1).end;
  const from = Math.max(wish.from, start, runningUntil(problem, at(problem.devices, device).after)) as Instant;
  const earliest = after(runningSince ?? from, durationOf(profile));
  if (earliest > end) return {};
  const by = Math.min(Math.max(wish.by, earliest), end) as Instant;
  const aim: Aim = { kind: 'readyBy', wish: wish.id, rank: wish.rank, device, from, by };
  return earliest > wish.by ? { aim, unmet: broken(wish, earliest - wish.by, 'ready-later') } : { aim };
}

function aimOf(wish: Exclude<PlanWish, BudgetAim>, problem: PlanProblem): One {
  const device = problem.devices.findIndex(({ id }) => id === wish.device);
  if (device < 0) return { unmet: broken(wish, 0, 'device-missing') };
  const { primitive, stored, runningSince } = at(problem.devices, device);
  if (wish.kind === 'readyBy') {
    return primitive.kind === 'profile' ? readyByAim(wish, device, primitive, runningSince, problem) : { unmet: broken(wish, 0, 'device-unfit') };
  }
  if (primitive.kind !== 'store') return { unmet: broken(wish, 0, 'device-unfit') };
  if (stored === null) return { unmet: broken(wish, wish.share * primitive.capacity, 'stored-unknown') };
  if (wish.kind === 'comfort') return comfortAim(wish, device, primitive, stored, problem);
  return wish.kind === 'reserve' ? reserveAim(wish, device, primitive, stored, problem) : storedByAim(wish, device, primitive, stored, problem);
}

/** Hot water and warmth are worth as much as a comfort wish, asked for or not. */
export const SERVED_RANK = 3;

const servedAims = ({ devices }: PlanProblem): readonly Aim[] =>
  devices.flatMap(({ id, primitive, stored, demand }, device) => (primitive.kind === 'store' && stored !== null && isDrawnFrom(primitive, demand) ? [{ kind: 'served' as const, wish: id, rank: SERVED_RANK, device }] : []));

/** Clips the wishes of a problem before anything is built from it. */
export function clipWishes(problem: PlanProblem): Clipped {
  const all = problem.wishes.flatMap((wish) => (wish.kind === 'budget' ? [] : [aimOf(wish, problem)]));
  return {
    aims: [...all.flatMap(({ aim }) => (aim ? [aim] : [])), ...servedAims(problem)],
    unmet: all.flatMap(({ unmet }) => (unmet ? [unmet] : [])),
  };
}

/** A device that a plan may act on: a store of unknown content and the inflexible are left alone. */
export const isPlannable = ({ primitive, stored }: PlanDevice): boolean => primitive.kind !== 'inflexible' && !(primitive.kind === 'store' && stored === null);
