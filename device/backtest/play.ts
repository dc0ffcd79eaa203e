import type { DeviceId } from '#domain/device/device.ts';
import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { courseOf } from '#domain/plan/course.ts';
import { PROBLEM_VERSION, type PlanProblem } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import { sceneOf } from '#domain/plan/scene.ts';
import { Player } from '#domain/plan/simulate.ts';
import { minuteSteps } from '#domain/plan/steps.ts';
import { floorTo, MINUTE, after, lengthOf, type Instant, type Interval } from '#domain/time/instant.ts';
import { WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import type { Limit } from '#domain/limit/limit.ts';
import { planDevice, type Present, type Setup } from './setup.ts';
import { netOver, type Series } from './series.ts';

/** What one device did in a slot. */
export interface Moved {
  readonly device: Present;
  /** W at its terminals, the mean of the slot; + = charging. */
  readonly power: number;
  /** mWh that its content changed by. */
  readonly gain: number;
}

/** How a home went in a slot of at most five minutes, with what its devices did. */
export interface PlayedSlot extends Interval {
  /** W without the devices. */
  readonly base: number;
  /** W·ms. */
  readonly importWork: number;
  readonly exportWork: number;
  readonly moved: readonly Moved[];
  readonly isOverLimit: boolean;
}

export interface Played {
  readonly slots: readonly PlayedSlot[];
  /** mWh of each device at the end. */
  readonly content: ReadonlyMap<DeviceId, number>;
}

/** Slots of what is recorded by longer intervals: ms. */
export const LONGEST = 5 * MINUTE;

function slotsOf({ start, end }: Interval, longest: number): readonly Interval[] {
  const slots: Interval[] = [];
  for (let from = start; from < end; ) {
    const to = Math.min(end, after(floorTo(from, longest), longest)) as Instant;
    slots.push({ start: from, end: to });
    from = to;
  }
  return slots;
}

/** What stands in a slot of limits on the whole connection. */
const limitsOver = (limits: readonly Limit[], slots: readonly Interval[]): PlanProblem['limits'] =>
  limits.map(({ direction, value, start, end }) => ({
    direction,
    w: slots.map((slot) => (value.kind === 'limit' && start <= slot.start && (end === null || end > slot.start) ? value.w : null)),
  }));

/** The time as a problem whose forecast is what really came. Its prices are not looked at. */
function truth(series: Series, present: readonly Present[], limits: readonly Limit[], slots: readonly Interval[]): PlanProblem {
  const nothing = slots.map(() => 0);
  return {
    version: PROBLEM_VERSION, revision: 0, issued: at(slots, 0).start, slots,
    importPrice: nothing, exportPrice: nothing, priceKnown: slots.map(() => true),
    inflexible: slots.map((slot) => netOver(series, slot)), spread: nothing,
    devices: present.map(planDevice), wishes: [], limits: limitsOver(limits, slots), endValue: 0, running: null,
  };
}

/** W at the terminals behind a change of content. */
function terminalPower({ chargeEfficiency, dischargeEfficiency }: Store, gain: number, ms: number): number {
  const energy = gain > 0 ? gain / chargeEfficiency : gain * dischargeEfficiency;
  return (energy * WATT_MS_PER_MWH) / ms;
}

/** A limit is broken by more than its rounding. */
const OVER = 1;

/** What a time is played on. */
export interface Ground {
  readonly played: Series;
  /** ms, at most five minutes: the slots that are told apart. */
  readonly grain: number;
  readonly setup: Pick<Setup, 'limits'>;
}

/** Plays acts on what really came, policies at a minute and clipped by ratings, contents and limits, as the gateway's follow and guard would. */
export function play({ played, grain, setup: { limits } }: Ground, present: readonly Present[], acts: readonly Act[], interval: Interval): Played {
  const slots = slotsOf(interval, grain);
  const problem = truth(played, present, limits, slots);
  const steps = minuteSteps(slots);
  const scene = sceneOf(problem);
  const { importWork, exportWork, levels, stored } = new Player(scene, steps).play(courseOf(problem, acts, steps));
  const gainOf = (device: number, slot: number): number => at(at(levels, device), slot) - (slot === 0 ? at(present, device).stored : at(at(levels, device), slot - 1));
  return {
    slots: slots.map((slot, index): PlayedSlot => {
      const ms = lengthOf(slot);
      const moved = present.map((device, place) => ({ device, gain: gainOf(place, index), power: terminalPower(device.store, gainOf(place, index), ms) }));
      const [imported, exported] = [at(importWork, index), at(exportWork, index)];
      const isOverLimit = imported / ms > at(scene.importLimit, index) + OVER || exported / ms > at(scene.exportLimit, index) + OVER;
      return { ...slot, base: at(problem.inflexible, index), importWork: imported, exportWork: exported, moved, isOverLimit };
    }),
    content: new Map(present.map(({ id }, index) => [id, at(stored, index)])),
  };
}
