import { lengthOf, type Instant } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import { at } from './at.ts';
import { feedersOf, heatOf } from './heat.ts';
import { presentShare } from './presence.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { contentGain, storePower, type Store } from './respond.ts';

/** Whether a store's content is moved by more than its own power. */
export const isPlainStore = ({ present, demand, cop, id, primitive }: PlanDevice, problem: PlanProblem): boolean =>
  !present && !demand && !cop && primitive.kind === 'store' && !primitive.loss && !primitive.lossShare && !primitive.curve && !primitive.window && feedersOf(problem, id).length === 0;

/** Whether an empty store leaves somebody cold: what only gives current may be empty. */
export const isDrawnFrom = ({ loss, maxDischarge }: Store, demand: readonly number[] | undefined): boolean => demand !== undefined || (loss !== undefined && maxDischarge === 0);

/** W of heat that others bring a store at their most. */
const brought = (problem: PlanProblem, id: string, slot: number): number =>
  feedersOf(problem, id).reduce((sum, { primitive, cop }) => sum + (primitive.kind === 'modes' ? Math.max(...primitive.powers.map((_, mode) => heatOf(primitive, mode))) * (cop?.[slot] ?? 1) : 0), 0);

/**
 * mWh at the end of each slot if a store were filled from now on as fast as it and its sources can.
 * @param until nothing is taken after it: a slot it cuts is counted up to it.
 * @param most W that its own charging has room for in a slot; left out = its rating.
 */
export function fastestFill(problem: PlanProblem, device: PlanDevice, store: Store, stored: number, until: Instant, most: (slot: number) => number = () => store.maxCharge): Float64Array {
  let level = stored;
  return Float64Array.from(problem.slots, (slot, index) => {
    const end = Math.min(slot.end, Math.max(until, slot.start)) as Instant;
    const ms = lengthOf({ start: slot.start, end });
    if (ms === 0) return level;
    const there = presentShare(device, { start: slot.start, end });
    const cop = device.cop?.[index] ?? 1;
    const moved = brought(problem, device.id, index) - (device.demand?.[index] ?? 0);
    const power = there > 0 ? storePower(store, level + (Math.min(0, moved) * ms) / WATT_MS_PER_MWH, Math.min(store.maxCharge, most(index)), ms * there, cop) * there : 0;
    const after = level + contentGain(store, level, power, ms, cop) + (moved * ms) / WATT_MS_PER_MWH;
    return (level = Math.max(0, Math.min(after, store.capacity)));
  });
}

/** mWh at an instant on a line of levels at slot ends. */
export function levelAt(problem: PlanProblem, levels: Float64Array, instant: Instant): number {
  const slot = problem.slots.findIndex(({ start, end }) => start < instant && instant <= end);
  return slot < 0 ? at(levels, levels.length - 1) : at(levels, slot);
}
