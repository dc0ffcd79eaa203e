import type { EfficiencySegment, ModesPrimitive, PowerRange, Primitive, StorePrimitive } from '../device/primitive.ts';
import { durationOf } from './profile.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';

const share = (value: number): boolean => value > 0 && value <= 1;
const rating = (value: number): boolean => Number.isFinite(value) && value >= 0;
const whole = (value: number | undefined): boolean => value === undefined || Number.isSafeInteger(value);
const length = (value: number | undefined): boolean => value === undefined || rating(value);

/** Ascending, apart from each other, and none above the rating. */
const rangesHold = (ranges: readonly PowerRange[] = [], most: number): boolean =>
  ranges.every(({ min, max }, index) => rating(min) && max >= min && max <= most && (index === 0 || min > (ranges[index - 1]?.max ?? 0)));

/** Reaching the rating, and never better above than below: else a plan would take the good stretch without the bad. */
const segmentsHold = (segments: readonly EfficiencySegment[], most: number): boolean =>
  segments.length > 0 &&
  (segments.at(-1)?.upTo ?? 0) >= most &&
  segments.every(({ upTo, efficiency }, index) => share(efficiency) && upTo > (segments[index - 1]?.upTo ?? 0) && efficiency <= (segments[index - 1]?.efficiency ?? 1));

function windowHolds({ window, reserved = 0 }: StorePrimitive): boolean {
  const { least, most } = window ?? { least: 0, most: 1 };
  return least >= 0 && most <= 1 && reserved >= 0 && least + reserved <= most;
}

function storeHolds(store: StorePrimitive): boolean {
  const { curve, maxCharge, maxDischarge, lossShare = 0 } = store;
  if (!(store.capacity > 0 && rating(maxCharge) && rating(maxDischarge) && share(store.chargeEfficiency) && share(store.dischargeEfficiency) && Number.isSafeInteger(store.wear))) return false;
  if (curve && !(rating(curve.standby) && segmentsHold(curve.charge, maxCharge) && (maxDischarge === 0 || segmentsHold(curve.discharge, maxDischarge)))) return false;
  return rangesHold(store.charges, maxCharge) && rangesHold(store.discharges, maxDischarge) && windowHolds(store) && length(store.loss) && lossShare >= 0 && lossShare < 1;
}

function modesHold({ powers, heat = [], burns = [], fuelPrice, startCost, minRun, minRest }: ModesPrimitive): boolean {
  const lists = [heat, burns].every((list) => (list.length === 0 || list.length === powers.length) && list.every(rating));
  return powers.length > 0 && powers.every(Number.isFinite) && lists && whole(fuelPrice) && whole(startCost) && length(minRun) && length(minRest);
}

function primitiveHolds(primitive: Primitive): boolean {
  switch (primitive.kind) {
    case 'store':
      return storeHolds(primitive);
    case 'profile':
      return primitive.step > 0 && primitive.powers.length > 0 && durationOf(primitive) > 0 && primitive.powers.every(Number.isFinite);
    case 'envelope':
      return Number.isFinite(primitive.min) && primitive.max >= primitive.min && Number.isFinite(primitive.max);
    case 'modes':
      return modesHold(primitive);
    case 'inflexible':
      return true;
  }
}

const presentHolds = ({ present = [] }: PlanDevice): boolean => present.every(({ start, end }, index) => end > start && (index === 0 || start >= (present[index - 1]?.end ?? start)));

/** What a device names is there and is of the kind that it is named for. */
function linksHold({ feeds, after, primitive, id }: PlanDevice, { devices }: PlanProblem): boolean {
  const named = (other: string | undefined, kind: Primitive['kind']): boolean => other === undefined || devices.some((one) => one.id === other && one.id !== id && one.primitive.kind === kind);
  return named(feeds, 'store') && (feeds === undefined || primitive.kind === 'modes') && named(after, 'profile');
}

/** Whether a device of a problem makes sense: its primitive, its lists and what it names. */
export function deviceHolds(device: PlanDevice, problem: PlanProblem): boolean {
  const { primitive, stored, demand, cop, generation, ran } = device;
  const lists = [demand, cop, generation].every((list) => list === undefined || (list.length === problem.slots.length && list.every(rating)));
  return primitiveHolds(primitive) && (stored === null || rating(stored)) && lists && length(ran) && presentHolds(device) && linksHold(device, problem);
}
