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

function broken(scene: Scene, weights: Weights, simulated: Simulated): number {
  const { deficit, excess } = simulated;
  const over = scene.budgets.length > 0 ? overspends(scene.problem, scene.budgets, simulated) : [];
  const budgets = scene.budgets.reduce((sum, budget, index) => sum + (weights.rank.get(budget.rank) ?? 0) * overspentShare(budget, at(over, index)), 0);
  const wishes = scene.aims.reduce((sum, { device, rank }, index) => {
    const { primitive } = at(scene.problem.devices, device);
    const whole = primitive.kind === 'store' ? primitive.capacity : DAY;
    return sum + ((weights.rank.get(rank) ?? 0) * at(deficit, index)) / whole;
  }, 0);
  return wishes + budgets + (excess / KWH_WORK) * weights.limit;
}

/** The currency a course costs at the forecast, what it breaks included. */
export function scorer(scene: Scene, weights: Weights): (course: Course) => number {
  const steps = slotSteps(scene.problem.slots);
  const player = new Player(scene, steps);
  const charge = charger(scene.problem, steps);
  const unrest = unrestOf(scene.problem, steps);
  return (course) => {
    const simulated = player.play(course);
    return (moneyUnder(scene.weighed, scene.problem, simulated) + charge(simulated) + runCost(scene.problem, simulated) + unrest(course)) / MICRO + broken(scene, weights, simulated);
  };
}
