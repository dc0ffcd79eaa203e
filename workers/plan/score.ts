import { at } from '#domain/plan/at.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { Player, type Course, type Simulated } from '#domain/plan/simulate.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { MICRO, type Weights } from './weights.ts';

const KWH_WORK = MWH_PER_KWH * WATT_MS_PER_MWH;

/** Micro in floating point: quick enough to be asked thousands of times; what is committed is priced exactly elsewhere. */
function money({ problem }: Scene, simulated: Simulated): number {
  let sum = 0;
  for (let slot = 0; slot < problem.slots.length; slot++) {
    sum += (simulated.importWork[slot] ?? 0) * (problem.importPrice[slot] ?? 0) - (simulated.exportWork[slot] ?? 0) * (problem.exportPrice[slot] ?? 0);
  }
  sum /= KWH_WORK;
  problem.devices.forEach(({ primitive, stored }, index) => {
    if (primitive.kind !== 'store' || stored === null) return;
    sum += (at(simulated.throughput, index) * primitive.wear) / KWH_WORK;
    sum -= ((at(simulated.stored, index) - stored) * problem.endValue) / MWH_PER_KWH;
  });
  return sum;
}

function broken(scene: Scene, weights: Weights, { deficit, excess }: Simulated): number {
  const wishes = scene.aims.reduce((sum, { device, rank }, index) => {
    const { primitive } = at(scene.problem.devices, device);
    const whole = primitive.kind === 'store' ? primitive.capacity : DAY;
    return sum + ((weights.rank.get(rank) ?? 0) * at(deficit, index)) / whole;
  }, 0);
  return wishes + (excess / KWH_WORK) * weights.limit;
}

/** The currency a course costs at the forecast, what it breaks included. */
export function scorer(scene: Scene, weights: Weights): (course: Course) => number {
  const player = new Player(scene, slotSteps(scene.problem.slots));
  return (course) => {
    const simulated = player.play(course);
    return money(scene, simulated) / MICRO + broken(scene, weights, simulated);
  };
}
