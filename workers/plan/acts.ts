import type { Act, Policy } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { joinActs } from '#domain/plan/course.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import { durationOf } from '#domain/plan/profile.ts';
import type { Store } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import type { Instant } from '#domain/time/instant.ts';
import { after } from '#domain/time/instant.ts';
import type { Built } from './model/build.ts';
import { partPower, type Part } from './model/part.ts';
import { canEven, NO_SWING, runsOf, swingsOf } from './swing.ts';
import { dutyActs, pausedActs } from './duty.ts';
import { isPackable, packEarliest } from './pack.ts';
import { contentOf } from './content.ts';
import { generationPolicy, hold, IDLE, storePolicy, type SlotView } from './policies.ts';

/** A policy a slot as acts. */
export function slotActs({ problem }: Scene, device: PlanDevice, policies: readonly Policy[]): readonly Act[] {
  return joinActs(policies.map((policy, slot) => ({ device: device.id, interval: at(problem.slots, slot), policy })));
}

export function runAct(device: PlanDevice, start: Instant): readonly Act[] {
  if (device.primitive.kind !== 'profile') return [];
  return [{ device: device.id, interval: { start, end: after(start, durationOf(device.primitive)) }, policy: { kind: 'run' } }];
}

/** The start a solution chose; undefined where it missed the wish. */
export function chosenStart(part: Part, values: Float64Array): Instant | undefined {
  const most = part.starts.reduce((best, choice) => (at(values, choice.column) > at(values, best.column) + 1e-9 ? choice : best), part.starts[0] ?? { column: 0, start: 0 as Instant });
  return part.starts.length > 0 && at(values, most.column) > 0.5 ? most.start : undefined;
}

/** W of each part in each slot, of a solution. */
const powersOf = (scene: Scene, part: Part, values: Float64Array): Float64Array => Float64Array.from(scene.problem.slots, (_, slot) => partPower(part, values, slot));

const runningShares = ({ problem }: Scene, running: NonNullable<Part['running']>, values: Float64Array): Float64Array =>
  Float64Array.from(problem.slots, (_, slot) => at(running, slot).reduce((sum, { column, value }) => sum + value * at(values, column), 0));

/** Per slot: some later import costs more than this slot's export earns, losses counted. */
function keepsSurplus({ problem }: Scene, { chargeEfficiency, dischargeEfficiency }: Store): readonly boolean[] {
  let dearest = 0;
  return problem.importPrice
    .map((_, index) => problem.importPrice.length - 1 - index)
    .map((slot) => {
      const keeps = dearest * chargeEfficiency * dischargeEfficiency > at(problem.exportPrice, slot);
      dearest = Math.max(dearest, at(problem.importPrice, slot));
      return keeps;
    })
    .reverse();
}

function devicePolicy({ primitive }: PlanDevice, power: number, view: SlotView): Policy {
  if (primitive.kind === 'store') return storePolicy(primitive, power, view);
  if (primitive.kind === 'envelope' && primitive.min < 0) return generationPolicy(primitive, power, view);
  return Math.abs(power) < 1 ? IDLE : hold(Math.round(power));
}

/** Place of the store that comes last of those that can have any power, -1 = none. */
const lastSmooth = ({ problem }: Scene, parts: readonly Part[]): number =>
  parts.findLastIndex(({ device, switched }) => {
    const { primitive } = at(problem.devices, device);
    return primitive.kind === 'store' && primitive.maxCharge > 0 && !switched;
  });

/**
 * Acts of a solution of the model.
 * @param packed whether equal-priced charging is moved to its earliest slots, so that ties do not depend on the solver.
 */
export function solutionActs(scene: Scene, { parts, base }: Built, values: Float64Array, packed: boolean): readonly Act[] {
  const powers = parts.map((part) => powersOf(scene, part, values));
  const net = Float64Array.from(base, (kilowatts, slot) => powers.reduce((sum, one) => sum + at(one, slot), kilowatts * 1_000));
  const swings = swingsOf(scene, runsOf(scene, parts, (part) => chosenStart(part, values)));
  const lastStore = lastSmooth(scene, parts);
  return parts.flatMap((part, index) => {
    const device = at(scene.problem.devices, part.device);
    if (device.primitive.kind === 'profile') {
      const start = chosenStart(part, values);
      if (part.running) return pausedActs(scene, device, runningShares(scene, part.running, values));
      return start === undefined ? [] : runAct(device, start);
    }
    const own = at(powers, index);
    const others = net.map((grid, slot) => grid - at(own, slot));
    const final = packed && device.primitive.kind === 'store' && isPackable(device) ? packEarliest(scene, device, device.primitive, own, others) : own;
    const content = contentOf(scene, parts, values, part.device);
    const keeps = device.primitive.kind === 'store' ? keepsSurplus(scene, device.primitive) : [];
    const generation = device.generation ?? [];
    return dutyActs(scene, device, final, (power, slot) => devicePolicy(device, power, { others: at(others, slot), keepsSurplus: keeps[slot] ?? false, generation: generation[slot] ?? Infinity, isFollowed: index !== lastStore && lastStore >= 0, swing: canEven(content, at(swings, slot), slot) ? at(swings, slot) : NO_SWING }));
  });
}
