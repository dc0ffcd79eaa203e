import type { Act, Policy } from '#domain/plan/act.ts';
import { isPlannable } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import { courseOf } from '#domain/plan/course.ts';
import { chargeRoom, chosenInSlots } from './chosen.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import type { EnvelopePrimitive } from '#domain/device/primitive.ts';
import { durationOf, meanProfilePower, type Profile } from '#domain/plan/profile.ts';
import { lengthOf, type Instant } from '#domain/time/instant.ts';
import { runAct, slotActs } from './acts.ts';
import { feasibleStarts } from './model/starts.ts';
import { cheapestFills } from './fill.ts';
import { cover, generateForHome, hold, IDLE, RUN, selfConsumption, takeSurplus } from './policies.ts';
import { scorer, standsBetter, type Standing } from './score.ts';
import type { Weights } from './weights.ts';

/** A plan while it is being bettered: a policy per device and slot, a start per device. */
interface Draft {
  readonly policies: Policy[][];
  readonly starts: (number | null)[];
}

type Score = (draft: Draft) => Standing;

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
  // What gives nothing back only waits for surplus or charges below a level.
  if (store.maxDischarge === 0) return [self, ...levels.map((low) => prices.map((price, slot) => (price <= low ? charge(scene, store, slot) : takeSurplus(store))))];
  const banded = levels.flatMap((low) =>
    levels.filter((high) => high > low).map((high) => prices.map((price, slot) => (price <= low ? charge(scene, store, slot) : price >= high ? selfConsumption(store) : takeSurplus(store)))),
  );
  return [self, prices.map(() => takeSurplus(store)), ...banded];
}

/** Only what its wishes ask for, in the cheapest slots; in the others surplus or rest. */
function filled(scene: Scene, device: number, store: Store): readonly (readonly Policy[])[] {
  const least = store.charges?.[0]?.min ?? 0;
  return cheapestFills(scene, device).flatMap(({ power, shares }) =>
    [takeSurplus(store), IDLE].map((rest) => shares.map((share, slot) => (share > 0 ? hold(Math.min(Math.max(least, Math.ceil(power * share)), chargeRoom(scene, store, slot))) : rest))),
  );
}

/** What a store may do in a slot; selling only where exporting earns more than the cheapest import costs. */
function options(scene: Scene, store: Store, slot: number): readonly Policy[] {
  const plain = [selfConsumption(store), takeSurplus(store), charge(scene, store, slot), IDLE, cover(store.maxDischarge)];
  return at(scene.problem.exportPrice, slot) > Math.min(...scene.problem.importPrice) ? [...plain, sell(store)] : plain;
}

/** Tries alternatives in order and keeps the first that gains most. */
function tryAll<T>(draft: Draft, score: Score, best: Standing, alternatives: readonly T[], put: (alternative: T) => void, kept: T): Standing {
  let standing = best;
  let choice = kept;
  for (const alternative of alternatives) {
    put(alternative);
    const value = score(draft);
    if (standsBetter(value, standing, GAIN)) {
      standing = value;
      choice = alternative;
    }
  }
  put(choice);
  return standing;
}

function bandedStore(scene: Scene, draft: Draft, score: Score, best: Standing, device: number, store: Store): Standing {
  const policies = at(draft.policies, device);
  const decided = chosenInSlots(scene, device);
  const putAll = (all: readonly Policy[]): void => all.forEach((policy, slot) => (policies[slot] = decided[slot] ?? policy));
  return tryAll(draft, score, best, [...bands(scene, store), ...filled(scene, device, store)], putAll, [...policies]);
}

/** Heat in the cheapest slots, or none: slot by slot only once there is a plan. */
function filledModes(scene: Scene, draft: Draft, score: Score, best: Standing, device: number): Standing {
  const policies = at(draft.policies, device);
  const fills = cheapestFills(scene, device).map(({ power, shares }) => shares.map((share) => (share > 0 ? hold(power) : IDLE)));
  const putAll = (all: readonly Policy[]): void => all.forEach((policy, slot) => (policies[slot] = policy));
  return tryAll(draft, score, best, [policies.map(() => IDLE), ...fills], putAll, [...policies]);
}

/** A roof gives all it can, or no more than nobody exports. */
function betterGeneration(draft: Draft, score: Score, best: Standing, device: number, { min, max }: EnvelopePrimitive, slots: number): Standing {
  const policies = at(draft.policies, device);
  const choices = [hold(min), generateForHome(min), hold(max)];
  return policies.slice(0, slots).reduce((lowest, kept, slot) => tryAll(draft, score, lowest, choices, (policy) => (policies[slot] = policy), kept), best);
}

/** The same for a whole horizon at once: held back wherever exporting costs. */
function bandedGeneration({ weighed }: Scene, draft: Draft, score: Score, best: Standing, device: number, { min }: EnvelopePrimitive): Standing {
  const policies = at(draft.policies, device);
  const held = weighed.exportPrice.map((price) => (price < 0 ? generateForHome(min) : hold(min)));
  return tryAll(draft, score, best, [policies.map(() => hold(min)), held], (all) => all.forEach((policy, slot) => (policies[slot] = policy)), [...policies]);
}

/** The highest power wherever taking it is paid for, or always, or never. */
function bandedPowers({ weighed }: Scene, draft: Draft, score: Score, best: Standing, device: number, powers: readonly number[]): Standing {
  const policies = at(draft.policies, device);
  const [least, most] = [hold(Math.min(...powers)), hold(Math.max(...powers))];
  const paid = weighed.importPrice.map((price) => (price < 0 ? most : least));
  return tryAll(draft, score, best, [policies.map(() => least), paid, policies.map(() => most)], (all) => all.forEach((policy, slot) => (policies[slot] = policy)), [...policies]);
}

function slotwiseStore(scene: Scene, draft: Draft, score: Score, best: Standing, device: number, store: Store, slots: number): Standing {
  const policies = at(draft.policies, device);
  const decided = chosenInSlots(scene, device);
  return policies.slice(0, slots).reduce((lowest, kept, slot) => decided[slot] ? lowest : tryAll(draft, score, lowest, options(scene, store, slot), (policy) => (policies[slot] = policy), kept), best);
}

function startsOf(scene: Scene, device: number, { primitive, runningSince }: PlanDevice): readonly Instant[] {
  const aim = scene.aims.find((one) => one.device === device && one.kind === 'readyBy');
  if (primitive.kind !== 'profile' || aim?.kind !== 'readyBy' || runningSince !== null) return [];
  return feasibleStarts(scene, aim, primitive);
}

/** Starts that are tried in a first plan: so many of the cheapest. */
const FIRST_STARTS = 8;

/** Starts of an appliance that others wait for: each with the first start of theirs that it leaves. @param most of the cheapest starts. */
function betterStart(scene: Scene, draft: Draft, score: Score, best: Standing, device: number, most = Infinity): Standing {
  const { devices } = scene.problem;
  const own = at(devices, device);
  const waiting = devices.flatMap((one, index) => (one.after === own.id && one.primitive.kind === 'profile' ? [{ index, starts: startsOf(scene, index, one) }] : []));
  if (own.primitive.kind !== 'profile' || waiting.length === 0) return tryAll(draft, score, best, cheapestStarts(scene, device, startsOf(scene, device, own), most), (start) => (draft.starts[device] = start), at(draft.starts, device));
  const length = durationOf(own.primitive);
  const together = cheapestStarts(scene, device, startsOf(scene, device, own), most).flatMap((start) => followersOf(scene, waiting, start + length).map((starts) => [start, ...starts]));
  const put = ([start = null, ...starts]: readonly (number | null)[]): void => {
    draft.starts[device] = start;
    waiting.forEach(({ index }, which) => (draft.starts[index] = starts[which] ?? null));
  };
  return tryAll<readonly (number | null)[]>(draft, score, best, together, put, [at(draft.starts, device), ...waiting.map(({ index }) => at(draft.starts, index))]);
}

/** What follows an appliance. */
interface Waiting {
  readonly index: number;
  readonly starts: readonly Instant[];
}

/** The cheapest starts of those that wait, at or after an instant; none where one of them has none. */
function followersOf(scene: Scene, waiting: readonly Waiting[], from: number): readonly (readonly Instant[])[] {
  const starts = waiting.flatMap(({ index, starts }) => cheapestStarts(scene, index, starts.filter((start) => start >= from), 1));
  return starts.length === waiting.length ? [starts] : [];
}

/** Micro·W·ms of a run at the prices of its slots. */
function runPrice({ problem: { slots }, weighed }: Scene, primitive: Profile, start: Instant): number {
  const end = start + durationOf(primitive);
  let sum = 0;
  for (let index = 0; index < slots.length; index++) {
    const slot = at(slots, index);
    if (slot.start >= end) break;
    if (slot.end <= start) continue;
    const [from, to] = [Math.max(slot.start, start), Math.min(slot.end, end)];
    sum += meanProfilePower(primitive, start, from, to) * (to - from) * at(weighed.importPrice, index);
  }
  return sum;
}

/** So many of the starts whose runs cost least, the earliest first; all of them where they are no more. */
function cheapestStarts(scene: Scene, device: number, starts: readonly Instant[], most: number): readonly Instant[] {
  const { primitive } = at(scene.problem.devices, device);
  if (primitive.kind !== 'profile' || starts.length <= most) return starts;
  const priced = starts.map((start) => ({ start, price: runPrice(scene, primitive, start) }));
  return priced.sort((one, other) => one.price - other.price || one.start - other.start).slice(0, most).map(({ start }) => start).sort((one, other) => one - other);
}

/** An appliance that may be halted runs in the cheapest slots of its window. */
function betterPauses(scene: Scene, draft: Draft, score: Score, best: Standing, device: number): Standing {
  const policies = at(draft.policies, device);
  const aim = scene.aims.find((one) => one.device === device && one.kind === 'readyBy');
  const { primitive, ran = 0 } = at(scene.problem.devices, device);
  if (aim?.kind !== 'readyBy' || primitive.kind !== 'profile') return best;
  const { slots } = scene.problem;
  const open = slots.flatMap(({ start, end }, slot) => (start >= aim.from && end <= aim.by ? [slot] : []));
  const byPrice = [...open].sort((a, b) => at(scene.weighed.importPrice, a) - at(scene.weighed.importPrice, b) || a - b);
  const runs = [byPrice, open].map((order): readonly Policy[] => {
    const chosen = new Set<number>();
    let left = durationOf(primitive) - ran;
    for (const slot of order) {
      if (left <= 0) break;
      chosen.add(slot);
      left -= lengthOf(at(slots, slot));
    }
    return slots.map((_, slot) => (chosen.has(slot) ? RUN : IDLE));
  });
  return tryAll(draft, score, best, runs, (all) => all.forEach((policy, slot) => (policies[slot] = policy)), [...policies]);
}

function betterModes(draft: Draft, score: Score, best: Standing, device: number, powers: readonly number[], slots: number): Standing {
  const policies = at(draft.policies, device);
  const choices = powers.map(hold);
  return policies.slice(0, slots).reduce((lowest, kept, slot) => tryAll(draft, score, lowest, choices, (policy) => (policies[slot] = policy), kept), best);
}

/** A device for a whole horizon at once: few alternatives. */
function bandedDevice(scene: Scene, draft: Draft, score: Score, best: Standing, index: number): Standing {
  const device = at(scene.problem.devices, index);
  const { primitive } = device;
  if (!isPlannable(device)) return best;
  switch (primitive.kind) {
    case 'store':
      return primitive.maxCharge > 0 || primitive.maxDischarge > 0 ? bandedStore(scene, draft, score, best, index, primitive) : best;
    case 'profile':
      return primitive.pausable ? betterPauses(scene, draft, score, best, index) : betterStart(scene, draft, score, best, index, FIRST_STARTS);
    case 'envelope':
      return primitive.min < 0 ? bandedGeneration(scene, draft, score, best, index, primitive) : bandedPowers(scene, draft, score, best, index, [primitive.min, primitive.max]);
    case 'modes':
      return device.feeds === undefined ? bandedPowers(scene, draft, score, best, index, primitive.powers) : filledModes(scene, draft, score, best, index);
    case 'inflexible':
      return best;
  }
}

/** A device slot by slot, the first so many of them. */
function slotwiseDevice(scene: Scene, draft: Draft, score: Score, best: Standing, index: number, slots: number): Standing {
  const device = at(scene.problem.devices, index);
  const { primitive } = device;
  if (!isPlannable(device)) return best;
  switch (primitive.kind) {
    case 'store':
      return slotwiseStore(scene, draft, score, best, index, primitive, slots);
    case 'profile':
      return primitive.pausable ? betterPauses(scene, draft, score, best, index) : betterStart(scene, draft, score, best, index);
    case 'envelope':
      if (primitive.min < 0) return betterGeneration(draft, score, best, index, primitive, slots);
      return betterModes(draft, score, best, index, [primitive.min, primitive.max], slots);
    case 'modes':
      return betterModes(draft, score, best, index, primitive.powers, slots);
    case 'inflexible':
      return best;
  }
}

function draftActs(scene: Scene, draft: Draft): readonly Act[] {
  return scene.problem.devices.flatMap((device, index) => {
    if (!isPlannable(device)) return [];
    const start = at(draft.starts, index);
    if (device.primitive.kind !== 'profile' || device.primitive.pausable) return slotActs(scene, device, at(draft.policies, index));
    return start === null || device.runningSince !== null ? [] : runAct(device, start as Instant);
  });
}

type Better = (scene: Scene, draft: Draft, score: Score, best: Standing, index: number) => Standing;

function descendWith(scene: Scene, weights: Weights, draft: Draft, rounds: readonly Better[]): readonly Act[] {
  const score: Score = scorer(scene, weights);
  let best = score(draft);
  for (const better of rounds) {
    for (let index = 0; index < scene.problem.devices.length; index++) best = better(scene, draft, score, best, index);
  }
  return draftActs(scene, draft);
}

/**
 * A feasible plan at once, without any solver: one device after the other, stores by price levels.
 * @param rounds how often each device is looked at.
 */
export function descend(scene: Scene, weights: Weights, rounds: 1 | 2 = 2): readonly Act[] {
  const { devices } = scene.problem;
  const draft: Draft = {
    policies: devices.map(({ neutral }, index) => [...chosenInSlots(scene, index)].map((policy) => policy ?? neutral)),
    starts: devices.map((device, index) => device.runningSince ?? startsOf(scene, index, device)[0] ?? null),
  };
  return descendWith(scene, weights, draft, rounds === 1 ? [bandedDevice] : [bandedDevice, bandedDevice]);
}

/** Betters acts in hand for one device, all others as they are: what a changed wish of that device asks first. */
export function adapt(scene: Scene, weights: Weights, acts: readonly Act[], device: string): readonly Act[] {
  const { policies, starts } = courseOf(scene.problem, acts, slotSteps(scene.problem.slots));
  const draft: Draft = { policies: policies.map((own) => [...own]), starts: [...starts] };
  const score: Score = scorer(scene, weights);
  const index = scene.problem.devices.findIndex(({ id }) => id === device);
  if (index >= 0) bandedDevice(scene, draft, score, score(draft), index);
  return draftActs(scene, draft);
}

/** Slots of all devices together that are bettered one by one: in a large home the first of them, the others are planned again before they come. */
const REFINED = 300;

/** Betters acts in hand: one device after the other, one slot after the other. */
export function refine(scene: Scene, weights: Weights, acts: readonly Act[]): readonly Act[] {
  const { policies, starts } = courseOf(scene.problem, acts, slotSteps(scene.problem.slots));
  const draft: Draft = { policies: policies.map((own) => [...own]), starts: [...starts] };
  const slots = Math.ceil(REFINED / Math.max(1, scene.problem.devices.filter(isPlannable).length));
  return descendWith(scene, weights, draft, [(...given) => slotwiseDevice(...given, slots)]);
}
