import type { Policy } from '#domain/plan/act.ts';
import type { EnvelopePrimitive } from '#domain/device/primitive.ts';
import type { Store } from '#domain/plan/respond.ts';
import { watts } from '#domain/units/power.ts';
import { hasSteps } from './model/ranges.ts';
import type { Swing } from './swing.ts';

/** Below this many W a device does nothing: solver noise, and less than any inverter obeys. */
const NOTHING = 5;

/** All in W. */
export const hold = (power: number): Policy => ({ kind: 'hold', power: watts(power) });
const followZero = (min: number, max: number): Policy => ({ kind: 'follow', min: watts(min), max: watts(max), grid: watts(0) });

export const IDLE = hold(0);
export const RUN: Policy = { kind: 'run' };
/** Generate what the home takes and export nothing. @param most W, negative. */
export const generateForHome = (most: number): Policy => followZero(most, 0);
/** Store surplus and cover the home, whatever the kettle does. */
export const selfConsumption = (store: Store): Policy => followZero(-store.maxDischarge, store.maxCharge);
/** Take surplus only. */
export const takeSurplus = (store: Store): Policy => followZero(0, store.maxCharge);
/** Cover the home with at most some W. */
export const cover = (most: number): Policy => followZero(-most, 0);

/** What a slot looks like from a store: W at the grid without it, and whether unforeseen surplus is better kept than exported. */
export interface SlotView {
  readonly others: number;
  readonly keepsSurplus: boolean;
  /** W that sun or wind allow; Infinity where the device generates nothing. */
  readonly generation: number;
  /** Whether another store comes after it to take or give what the forecast has wrong; what comes before keeps to its planned power. */
  readonly isFollowed: boolean;
  /** W by which runs of appliances come to lie above and below their mean within the slot. */
  readonly swing: Swing;
}

/** What evens out the runs of appliances: a steady grid at the planned mean, so that no peak, step or limit meets them at their highest. */
function evenOut(store: Store, power: number, { others, swing }: SlotView): Policy {
  const min = Math.round(Math.max(-store.maxDischarge, power - swing.up));
  const max = Math.round(Math.min(store.maxCharge, power + swing.down));
  return { kind: 'follow', min: watts(min), max: watts(max), grid: watts(Math.round(others + power)) };
}

/**
 * The policy behind a planned power of a store: a wattage says what, the policy says why, so it still holds when the load differs.
 * @param power W planned in the slot.
 */
export function storePolicy(store: Store, power: number, view: SlotView): Policy {
  const { others, keepsSurplus, isFollowed, swing } = view;
  const grid = others + power;
  if (isFollowed && (hasSteps(store.charges ?? []) || hasSteps(store.discharges ?? []))) return Math.abs(power) < NOTHING ? IDLE : hold(Math.round(power));
  if (!isFollowed && grid > NOTHING && store.maxDischarge > 0 && swing.up > NOTHING) return evenOut(store, power, view);
  if (isFollowed && Math.abs(grid) < NOTHING) return power > 0 ? followZero(0, Math.round(power)) : power < 0 ? cover(Math.round(-power)) : IDLE;
  if (Math.abs(power) < NOTHING) return keepsSurplus && others > -NOTHING ? takeSurplus(store) : IDLE;
  if (power > 0) {
    if (grid > NOTHING) return hold(Math.round(power));
    return grid > -NOTHING ? takeSurplus(store) : followZero(0, Math.round(power));
  }
  if (grid < -NOTHING) return hold(Math.round(power));
  return grid < NOTHING ? selfConsumption(store) : cover(Math.round(-power));
}

/** All that sun or wind give, as much of it as nobody exports, or a fixed part. @param power W planned in the slot, negative. */
export function generationPolicy({ min }: EnvelopePrimitive, power: number, { others, generation }: SlotView): Policy {
  if (-power >= Math.min(-min, generation) - NOTHING) return hold(min);
  return Math.abs(others + power) < NOTHING ? generateForHome(min) : hold(Math.round(power));
}
