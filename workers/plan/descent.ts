import type { Act, Policy } from '#domain/plan/act.ts';
import { isPlannable } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import { courseOf } from '#domain/plan/course.ts';
import { chargeRoom, chosenInSlots } from './chosen.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import type { Instant } from '#domain/time/instant.ts';
import { runAct, slotActs } from './acts.ts';
import { feasibleStarts } from './model/starts.ts';
import { cover, hold, IDLE, selfConsumption, takeSurplus } from './policies.ts';
import { scorer } from './score.ts';
import type { Weights } from './weights.ts';

/** A plan while it is being bettered: a policy per device and slot, a start per device. */
interface Draft {
  readonly policies: Policy[][];
  readonly starts: (number | null)[];
}

type Score = (draft: Draft) => number;

/** Price levels tried as "charge below" and "cover above". */
const LEVELS = 6;
/** Currency below which a change is no gain: the earlier choice stays. */
const GAIN = 1e-7;

function levelsOf(prices: readonly number[]): readonly number[] {
  const sorted = [...new Set(prices)].sort((a, b) => a - b);
  const step = Math.max(1, (sorted.length - 1) / (LEVELS - 1));
  const picked = Array.from({ length: LEVELS }, (_, index) => sorted[Math.min(sorted.length - 1, Math.round(index * step))] ?? 0);
  return [...new Set(picked)];
}

const charge = (scene: Scene, store: Store, slot: number): Policy => hold(chargeRoom(scene, store, slot));
const sell = (store: Store): Policy => hold(-store.maxDischarge);

/** Everything between two price levels: charge at or below the first, cover the home at or above the second, else wait. */
function bands(scene: Scene, store: Store): readonly (readonly Policy[])[] {
  const prices = scene.problem.importPrice;
  const levels = levelsOf(prices);
  const self = prices.map(() => selfConsumption(store));
  const banded = levels.flatMap((low) =>
    levels.filter((high) => high > low).map((high) => prices.map((price, slot) => (price <= low ? charge(scene, store, slot) : price >= high ? selfConsumption(store) : takeSurplus(store)))),
  );
  return [self, prices.map(() => takeSurplus(store)), ...banded];
}

/** What a store may do in a slot; selling only where exporting earns more than the cheapest import costs. */
function options(scene: Scene, store: Store, slot: number): readonly Policy[] {
  const plain = [selfConsumption(store), takeSurplus(store), charge(scene, store, slot), IDLE, cover(store.maxDischarge)];
  return at(scene.problem.exportPrice, slot) > Math.min(...scene.problem.importPrice) ? [...plain, sell(store)] : plain;
}

/** Tries alternatives in order and keeps the first that gains most. */
function tryAll<T>(draft: Draft, score: Score, best: number, alternatives: readonly T[], put: (alternative: T) => void, kept: T): number {
  let lowest = best;
  let choice = kept;
  for (const alternative of alternatives) {
    put(alternative);
    const value = score(draft);
    if (value < lowest - GAIN) {
      lowest = value;
      choice = alternative;
    }
  }
  put(choice);
  return lowest;
}

function bandedStore(scene: Scene, draft: Draft, score: Score, best: number, device: number, store: Store): number {
  const policies = at(draft.policies, device);
  const decided = chosenInSlots(scene, device);
  const putAll = (all: readonly Policy[]): void => all.forEach((policy, slot) => (policies[slot] = decided[slot] ?? policy));
  return tryAll(draft, score, best, bands(scene, store), putAll, [...policies]);
}

function slotwiseStore(scene: Scene, draft: Draft, score: Score, best: number, device: number, store: Store): number {
  const policies = at(draft.policies, device);
  const decided = chosenInSlots(scene, device);
  return policies.reduce((lowest, kept, slot) => decided[slot] ? lowest : tryAll(draft, score, lowest, options(scene, store, slot), (policy) => (policies[slot] = policy), kept), best);
}

function startsOf(scene: Scene, device: number, { primitive, runningSince }: PlanDevice): readonly Instant[] {
  const aim = scene.aims.find((one) => one.device === device && one.kind === 'readyBy');
  if (primitive.kind !== 'profile' || aim?.kind !== 'readyBy' || runningSince !== null) return [];
  return feasibleStarts(scene, aim, primitive);
}

function betterModes(draft: Draft, score: Score, best: number, device: number, powers: readonly number[]): number {
  const policies = at(draft.policies, device);
  const choices = powers.map(hold);
  return policies.reduce((lowest, kept, slot) => tryAll(draft, score, lowest, choices, (policy) => (policies[slot] = policy), kept), best);
}

function betterDevice(scene: Scene, draft: Draft, score: Score, best: number, index: number, betterStore: typeof bandedStore): number {
  const device = at(scene.problem.devices, index);
  const { primitive } = device;
  if (!isPlannable(device)) return best;
  switch (primitive.kind) {
    case 'store':
      return betterStore(scene, draft, score, best, index, primitive);
    case 'profile':
      return tryAll(draft, score, best, startsOf(scene, index, device), (start) => (draft.starts[index] = start), at(draft.starts, index));
    case 'envelope':
      return betterModes(draft, score, best, index, [primitive.min, primitive.max]);
    case 'modes':
      return betterModes(draft, score, best, index, primitive.powers);
    case 'inflexible':
      return best;
  }
}

function draftActs(scene: Scene, draft: Draft): readonly Act[] {
  return scene.problem.devices.flatMap((device, index) => {
    if (!isPlannable(device)) return [];
    const start = at(draft.starts, index);
    if (device.primitive.kind !== 'profile') return slotActs(scene, device, at(draft.policies, index));
    return start === null || device.runningSince !== null ? [] : runAct(device, start as Instant);
  });
}

function descendWith(scene: Scene, weights: Weights, draft: Draft, rounds: readonly (typeof bandedStore)[]): readonly Act[] {
  const score: Score = scorer(scene, weights);
  let best = score(draft);
  for (const betterStore of rounds) {
    for (let index = 0; index < scene.problem.devices.length; index++) best = betterDevice(scene, draft, score, best, index, betterStore);
  }
  return draftActs(scene, draft);
}

/** A feasible plan at once, without any solver: one device after the other, stores by price levels. */
export function descend(scene: Scene, weights: Weights): readonly Act[] {
  const { devices } = scene.problem;
  const draft: Draft = {
    policies: devices.map(({ neutral }, index) => [...chosenInSlots(scene, index)].map((policy) => policy ?? neutral)),
    starts: devices.map((device, index) => device.runningSince ?? startsOf(scene, index, device)[0] ?? null),
  };
  return descendWith(scene, weights, draft, [bandedStore, bandedStore]);
}

/** Betters acts in hand: one device after the other, one slot after the other. */
export function refine(scene: Scene, weights: Weights, acts: readonly Act[]): readonly Act[] {
  const { policies, starts } = courseOf(scene.problem, acts, slotSteps(scene.problem.slots));
  const draft: Draft = { policies: policies.map((own) => [...own]), starts: [...starts] };
  return descendWith(scene, weights, draft, [slotwiseStore]);
}
