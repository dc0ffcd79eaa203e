import type { PowerRange } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import type { Store } from '#domain/plan/respond.ts';
import { grainsOf } from './grain.ts';
import type { Hold } from '../solver/solver.ts';
import type { Site, Switched, Way } from './part.ts';
import { hasSteps, holdsOf } from './ranges.ts';
import type { Term } from './sparse.ts';

/** One direction of a store: its terms in kW and its range columns, a slot each. */
export interface Steps {
  readonly ranges: readonly PowerRange[];
  readonly power: readonly (readonly Term[])[];
  readonly inRange: readonly (readonly number[])[];
  /** W that the direction can run at, where it has no ranges of its own. */
  readonly rating: number;
  /** Content gained per unit of energy at the grid, a slot. */
  readonly gain: (slot: number) => number;
}

interface Directions {
  readonly charge: Steps;
  readonly discharge: Steps;
  /** Share of each slot that the store is there. */
  readonly there: Float64Array;
}

const resting = ({ power, inRange }: Steps, slot: number): readonly Hold[] => [...at(power, slot).map(({ column }) => ({ column, lower: 0, upper: 0 })), ...holdsOf(at(inRange, slot), null)];

/** A direction's ways in a slot while the other rests. @param sign of its power at the grid. */
function waysOf(own: Steps, other: Steps, slot: number, share: number, sign: 1 | -1): readonly Way[] {
  const ranges: readonly Pick<PowerRange, 'min' | 'max'>[] = own.ranges.length > 0 ? own.ranges : own.rating > 0 ? [{ min: 0 as PowerRange['min'], max: own.rating as PowerRange['max'] }] : [];
  return ranges.map(({ min, max }, range) => {
    const [low, high] = [min * share, max * share];
    const flow = at(own.power, slot).map(({ column }) => ({ column, lower: low / 1_000, upper: high / 1_000 }));
    return {
      least: sign > 0 ? low : -high,
      most: sign > 0 ? high : -low,
      gain: own.gain(slot),
      holds: [...flow, ...holdsOf(at(own.inRange, slot), range), ...resting(other, slot)],
    };
  });
}

/** What a store with steps can be in each stretch; undefined for one of any power, or whose efficiency goes by its power. */
export function storeSwitched({ scene }: Pick<Site, 'scene'>, { curve }: Store, { charge, discharge, there }: Directions): readonly Switched[] | undefined {
  if (curve || !(hasSteps(charge.ranges) || hasSteps(discharge.ranges))) return undefined;
  return grainsOf(scene).map(({ slots }) => ({
    slots,
    ways: slots.map((slot): readonly Way[] => {
      const share = at(there, slot);
      const off: Way = { least: 0, most: 0, gain: 0, holds: [...resting(charge, slot), ...resting(discharge, slot)] };
      return [off, ...waysOf(charge, discharge, slot, share, 1), ...waysOf(discharge, charge, slot, share, -1)];
    }),
  }));
}
