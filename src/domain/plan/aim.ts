import { after, type Instant } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import { at } from './at.ts';
import type { BrokenWish, PlanDevice, PlanProblem, PlanWish } from './problem.ts';
import { durationOf, type Profile } from './profile.ts';
import type { Store } from './respond.ts';

interface AimOf<Kind extends PlanWish['kind']> {
  readonly kind: Kind;
  readonly wish: string;
  readonly rank: number;
  /** Place of its device in the problem. */
  readonly device: number;
}

/** A wish cut down to what physics allows, so that no planner is asked for the impossible. */
export type Aim =
  | (AimOf<'reserve'> & { readonly level: number; readonly stored: number; /** mWh/ms it can rise from `stored`. */ readonly rate: number })
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

function reserveAim(wish: Extract<PlanWish, { kind: 'reserve' }>, device: number, store: Store, stored: number): One {
  const level = wish.share * store.capacity;
  const aim: Aim = { kind: 'reserve', wish: wish.id, rank: wish.rank, device, level, stored, rate: chargeRate(store) };
  return stored < level ? { aim, unmet: broken(wish, level - stored, 'wait-until-charged') } : { aim };
}

function storedByAim(wish: Extract<PlanWish, { kind: 'storedBy' }>, device: number, store: Store, stored: number, problem: PlanProblem): One {
  const start = at(problem.slots, 0).start;
  if (wish.by > at(problem.slots, problem.slots.length - 1).end) return {};
  const wanted = wish.share * store.capacity;
  const level = Math.min(wanted, stored + Math.max(0, wish.by - start) * chargeRate(store));
  const by = Math.max(wish.by, at(problem.slots, 0).end) as Instant;
  const aim: Aim = { kind: 'storedBy', wish: wish.id, rank: wish.rank, device, level, by };
  return level < wanted ? { aim, unmet: broken(wish, wanted - level, 'stored-later') } : { aim };
}

function readyByAim(wish: Extract<PlanWish, { kind: 'readyBy' }>, device: number, profile: Profile, runningSince: Instant | null, problem: PlanProblem): One {
  const start = at(problem.slots, 0).start;
  const end = at(problem.slots, problem.slots.length - 1).end;
  const from = Math.max(wish.from, start) as Instant;
  const earliest = after(runningSince ?? from, durationOf(profile));
  if (earliest > end) return {};
  const by = Math.min(Math.max(wish.by, earliest), end) as Instant;
  const aim: Aim = { kind: 'readyBy', wish: wish.id, rank: wish.rank, device, from, by };
  return earliest > wish.by ? { aim, unmet: broken(wish, earliest - wish.by, 'ready-later') } : { aim };
}

function aimOf(wish: PlanWish, problem: PlanProblem): One {
  const device = problem.devices.findIndex(({ id }) => id === wish.device);
  if (device < 0) return { unmet: broken(wish, 0, 'device-missing') };
  const { primitive, stored, runningSince } = at(problem.devices, device);
  if (wish.kind === 'readyBy') {
    return primitive.kind === 'profile' ? readyByAim(wish, device, primitive, runningSince, problem) : { unmet: broken(wish, 0, 'device-unfit') };
  }
  if (primitive.kind !== 'store') return { unmet: broken(wish, 0, 'device-unfit') };
  if (stored === null) return { unmet: broken(wish, wish.share * primitive.capacity, 'stored-unknown') };
  return wish.kind === 'reserve' ? reserveAim(wish, device, primitive, stored) : storedByAim(wish, device, primitive, stored, problem);
}

/** Clips the wishes of a problem before anything is built from it. */
export function clipWishes(problem: PlanProblem): Clipped {
  const all = problem.wishes.map((wish) => aimOf(wish, problem));
  return {
    aims: all.flatMap(({ aim }) => (aim ? [aim] : [])),
    unmet: all.flatMap(({ unmet }) => (unmet ? [unmet] : [])),
  };
}

/** A device that a plan may act on: a store of unknown content and the inflexible are left alone. */
export const isPlannable = ({ primitive, stored }: PlanDevice): boolean => primitive.kind !== 'inflexible' && !(primitive.kind === 'store' && stored === null);
