import { at } from '#domain/plan/at.ts';
import { overspends, overspentShare } from '#domain/plan/budget.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { runCost } from '#domain/plan/runMoney.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { Player } from '#domain/plan/simulate.ts';
import type { Course, Simulated } from '#domain/plan/simulated.ts';
import { unrestOf } from '#domain/plan/steadiness.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import type { WeighedPrices } from '#domain/plan/weights.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { charger } from './charges.ts';
import { MICRO, type Weights } from './weights.ts';

const KWH_WORK = MWH_PER_KWH * WATT_MS_PER_MWH;

/** Micro in floating point: quick enough to be asked thousands of times; what is committed is priced exactly elsewhere. */
export function moneyUnder({ importPrice, exportPrice, endValue }: WeighedPrices, problem: PlanProblem, simulated: Simulated): number {
  let sum = 0;
  for (let slot = 0; slot < problem.slots.length; slot++) {
    sum += (simulated.importWork[slot] ?? 0) * (importPrice[slot] ?? 0) - (simulated.exportWork[slot] ?? 0) * (exportPrice[slot] ?? 0);
  }
  sum /= KWH_WORK;
  problem.devices.forEach(({ primitive, stored }, index) => {
    if (primitive.kind !== 'store' || stored === null) return;
    sum += (at(simulated.throughput, index) * primitive.wear) / KWH_WORK;
    sum -= ((at(simulated.stored, index) - stored) * endValue) / MWH_PER_KWH;
  });
  return sum;
}

/** How a course stands beside others: what it lacks decides before what it costs. */
export interface Standing {
  /** The limits, then rank by rank: whole thousandths of a share, whole watt-hours; what is less is no lack. */
  readonly lacks: readonly number[];
  /** In the currency, what it breaks weighed in. */
  readonly weighed: number;
}

/** A thousandth of a wish, a watt-hour above a limit. */
const RESOLUTION = 1e-3;

/** Whether the first stands better: first lack first, then by more than a gain in the currency. */
export function standsBetter(one: Standing, other: Standing, gain: number): boolean {
  for (let level = 0; level < one.lacks.length; level++) {
    const difference = (one.lacks[level] ?? 0) - (other.lacks[level] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return one.weighed < other.weighed - gain;
}

/** What a course lacks: per level in its unit, and altogether in the currency. */
class Lacking {
  private readonly scene: Scene;
  /** The weight of each level, and the place of a rank among them. */
  private readonly weights: readonly number[];
  private readonly places: ReadonlyMap<number, number>;
  private readonly lacks: number[];

  constructor(scene: Scene, { limit, rank }: Weights) {
    this.scene = scene;
    const ranks = [...rank].sort(([one], [other]) => one - other);
    this.weights = [limit, ...ranks.map(([, weight]) => weight)];
    this.places = new Map(ranks.map(([one], index) => [one, index + 1]));
    this.lacks = this.weights.map(() => 0);
  }

  standing(money: number, { deficit, excess, ...flows }: Simulated): Standing {
    const { problem, aims, budgets } = this.scene;
    this.lacks.fill(0);
    this.lacks[0] = excess / KWH_WORK;
    aims.forEach(({ device, rank }, index) => {
      const { primitive } = at(problem.devices, device);
      this.add(rank, at(deficit, index) / (primitive.kind === 'store' ? primitive.capacity : DAY));
    });
    const over = budgets.length > 0 ? overspends(problem, budgets, flows) : [];
    budgets.forEach((budget, index) => this.add(budget.rank, overspentShare(budget, at(over, index))));
    const penalty = this.weights.reduce((sum, weight, level) => sum + weight * at(this.lacks, level), 0);
    return { lacks: this.lacks.map((lack) => Math.round(lack / RESOLUTION)), weighed: money + penalty };
  }

  private add(rank: number, share: number): void {
    const place = this.places.get(rank) ?? 0;
    if (place > 0) this.lacks[place] = at(this.lacks, place) + share;
  }
}

/** How a course stands at the forecast. */
export function scorer(scene: Scene, weights: Weights): (course: Course) => Standing {
  const steps = slotSteps(scene.problem.slots);
  const player = new Player(scene, steps);
  const charge = charger(scene.problem, steps);
  const unrest = unrestOf(scene.problem, steps);
  const lacking = new Lacking(scene, weights);
  return (course) => {
    const simulated = player.play(course);
    const money = (moneyUnder(scene.weighed, scene.problem, simulated) + charge(simulated) + runCost(scene.problem, simulated) + unrest(course)) / MICRO;
    return lacking.standing(money, simulated);
  };
}
