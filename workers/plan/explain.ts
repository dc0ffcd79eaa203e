import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { evaluate, type Evaluation } from '#domain/plan/evaluate.ts';
import { choicesOf } from '#domain/plan/keepChoices.ts';
import type { PlanDevice, PlanProblem, Reason } from '#domain/plan/problem.ts';
import { lengthOf, type Interval } from '#domain/time/instant.ts';

/** Time-weighted mean import price over an interval, micro per kWh; null where the horizon does not reach. */
function meanPrice(problem: PlanProblem, { start, end }: Interval): number | null {
  let sum = 0;
  let covered = 0;
  problem.slots.forEach((slot, index) => {
    const shared = Math.min(end, slot.end) - Math.max(start, slot.start);
    if (shared <= 0) return;
    sum += shared * at(problem.importPrice, index);
    covered += shared;
  });
  return covered > 0 ? Math.round(sum / covered) : null;
}

/** The cheapest price above the one in the act: what the same would have cost in the next best slot. */
function nextBest(problem: PlanProblem, price: number, dearer: boolean): number | null {
  const others = problem.importPrice.filter((other) => (dearer ? other < price : other > price));
  if (others.length === 0) return null;
  return dearer ? Math.max(...others) : Math.min(...others);
}

/** The next best start of an appliance: the cheapest mean price that is not the chosen one, within the wish. */
function nextBestRun(problem: PlanProblem, act: Act, price: number): number | null {
  const wish = problem.wishes.find((one) => one.device === act.device && one.kind === 'readyBy');
  if (wish?.kind !== 'readyBy') return null;
  const length = lengthOf(act.interval);
  const means = problem.slots.flatMap(({ start }) => {
    const end = (start + length) as Interval['end'];
    return start < wish.from || end > wish.by ? [] : [meanPrice(problem, { start, end }) ?? Infinity];
  });
  const dearer = means.filter((mean) => mean > price);
  return dearer.length === 0 ? null : Math.min(...dearer);
}

function limitBinds(problem: PlanProblem, { start, end }: Interval): boolean {
  return problem.limits.some(({ w }) => problem.slots.some((slot, index) => slot.start < end && slot.end > start && (w[index] ?? null) !== null));
}

function storeCause(problem: PlanProblem, device: PlanDevice, act: Act, price: number): Reason['cause'] {
  const { policy } = act;
  if (policy.kind === 'hold' && policy.power > 0) {
    const { primitive, stored } = device;
    const reserve = problem.wishes.find((wish) => wish.kind === 'reserve' && wish.device === device.id);
    const below = reserve?.kind === 'reserve' && primitive.kind === 'store' && stored !== null && stored < reserve.share * primitive.capacity;
    const dearest = price >= Math.max(...problem.importPrice);
    return below && dearest ? 'reserve' : 'cheap-slot';
  }
  if (policy.kind === 'hold' && policy.power < 0) return 'dear-slot';
  if (policy.kind === 'follow' && policy.min < 0) return 'dear-slot';
  if (policy.kind === 'follow' || policy.kind === 'atLeast') return 'surplus';
  return limitBinds(problem, act.interval) ? 'limit' : 'neutral';
}

/** What a person has decided is not the plan's to explain. */
const isDecided = (problem: PlanProblem, { device, interval: { start, end } }: Act): boolean => choicesOf(problem, device).some((one) => one.start <= start && end <= one.end);

function reasonOf(problem: PlanProblem, act: Act, saving: number): Reason | undefined {
  const device = problem.devices.find(({ id }) => id === act.device);
  const price = meanPrice(problem, act.interval);
  if (!device || price === null || isDecided(problem, act)) return undefined;
  const { device: id, interval } = act;
  if (act.policy.kind === 'run') {
    const next = nextBestRun(problem, act, price);
    return { device: id, interval, cause: next === null ? 'deadline' : 'cheap-slot', price, nextBestPrice: next, saving };
  }
  const cause = storeCause(problem, device, act, price);
  return { device: id, interval, cause, price, nextBestPrice: nextBest(problem, price, cause === 'dear-slot'), saving };
}

/** Why each act stands where it does, in numbers: its price, the next best price, and what the whole plan saves. */
export function explain(problem: PlanProblem, acts: readonly Act[], nothing: Evaluation): readonly Reason[] {
  const saving = nothing.cost - evaluate(problem, acts).cost;
  return acts.flatMap((act) => reasonOf(problem, act, saving) ?? []);
}
