import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { promptRuns } from '#domain/plan/course.ts';
import { choicesOf } from '#domain/plan/keepChoices.ts';
import type { PlanDevice, PlanProblem, Reason } from '#domain/plan/problem.ts';
import { sceneOf } from '#domain/plan/scene.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import { lengthOf, type Interval } from '#domain/time/instant.ts';
import { Alternatives, type Worth } from './alternatives.ts';
import { weighedIn } from './weighedIn.ts';

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

/** Somewhere in the horizon power is cheaper than in the act: then no price can be its cause. */
const isCheaperElsewhere = ({ importPrice }: PlanProblem, price: number): boolean => importPrice.some((other) => other < price);

/** Power that is bought: for a wish that would be missed without it where power is cheaper elsewhere, else for its price. */
function boughtCause(problem: PlanProblem, price: number, worth: Worth | undefined): Reason['cause'] {
  if (!worth?.serves || !isCheaperElsewhere(problem, price)) return 'cheap-slot';
  return worth.serves === 'reserve' ? 'reserve' : 'deadline';
}

function policyCause(problem: PlanProblem, { policy, interval }: Act, price: number, worth: Worth | undefined): Reason['cause'] {
  if (policy.kind === 'hold' && policy.power > 0) return boughtCause(problem, price, worth);
  if (policy.kind === 'hold' && policy.power < 0) return 'dear-slot';
  if (policy.kind === 'follow' && policy.min < 0) return 'dear-slot';
  if (worth?.serves === 'reserve') return 'reserve';
  if (policy.kind === 'follow' || policy.kind === 'atLeast') return 'surplus';
  return limitBinds(problem, interval) ? 'limit' : 'neutral';
}

/** kWh below which a price does not decide. */
const LEAST_TAKEN = 0.05;

/** The price at which what an act saves is gone: so much a kWh dearer where it buys, cheaper where it spares. */
function flipOf(price: number, { own, taken }: Worth): number | undefined {
  return Math.abs(taken) < LEAST_TAKEN || own <= 0 ? undefined : Math.round(price + own / taken);
}

/** What a person has decided is not the plan's to explain. */
const isDecided = (problem: PlanProblem, { device, interval: { start, end } }: Act): boolean => choicesOf(problem, device).some((one) => one.start <= start && end <= one.end);

/** A run is held against starting at once, everything else against its device left to itself. */
function worthOf(problem: PlanProblem, alternatives: Alternatives, act: Act): Worth {
  if (act.policy.kind !== 'run') return alternatives.without(act);
  const prompt = promptRuns(problem).filter(({ device }) => device === act.device);
  return alternatives.without(act, prompt);
}

type Figures = Pick<Reason, 'own' | 'flip' | 'weighed'>;

function figuresOf(price: number, worth: Worth | undefined, weighed: Reason['weighed'], nextRun: number | null): Figures {
  if (!worth) return {};
  const flip = nextRun ?? flipOf(price, worth);
  return { own: worth.own, ...(flip === undefined ? {} : { flip }), ...(weighed ? { weighed } : {}) };
}

function reasonOf(problem: PlanProblem, device: PlanDevice, act: Act, saving: number, alternatives: Alternatives): Reason | undefined {
  const price = meanPrice(problem, act.interval);
  if (price === null || isDecided(problem, act)) return undefined;
  const { device: id, interval } = act;
  // Further ahead everything is planned again before anybody asks why.
  const worth = interval.start < at(problem.slots, 0).start + DAY ? worthOf(problem, alternatives, act) : undefined;
  const weighed = worth && weighedIn(problem, act, alternatives);
  if (device.primitive.kind === 'profile') {
    const next = nextBestRun(problem, act, price);
    return { device: id, interval, cause: next === null ? 'deadline' : 'cheap-slot', price, nextBestPrice: next, saving, ...figuresOf(price, worth, weighed, next) };
  }
  const cause = policyCause(problem, act, price, worth);
  return { device: id, interval, cause, price, nextBestPrice: nextBest(problem, price, cause === 'dear-slot'), saving, ...figuresOf(price, worth, weighed, null) };
}

/**
 * Why each act stands where it does, in numbers: its price and the next best, what it saves by itself, and what would change it.
 * @param saving micro that the whole plan saves against doing nothing.
 */
export function explain(problem: PlanProblem, acts: readonly Act[], saving: number): readonly Reason[] {
  const alternatives = new Alternatives(sceneOf(problem), acts);
  return acts.flatMap((act) => {
    const device = problem.devices.find(({ id }) => id === act.device);
    return device ? (reasonOf(problem, device, act, saving, alternatives) ?? []) : [];
  });
}
