import { at } from '#domain/plan/at.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { HOUR, lengthOf, type Instant } from '#domain/time/instant.ts';
import type { Hold } from '../solver/solver.ts';
import type { Lacks } from './levels.ts';
import type { ModelBuilder, Term } from './sparse.ts';

/** What a primitive is built into. */
export interface Site {
  readonly builder: ModelBuilder;
  readonly scene: Scene;
  readonly lacks: Lacks;
}

/** A moment a profile may begin at, and the column that is 1 when it does. */
export interface StartChoice {
  readonly column: number;
  readonly start: Instant;
}

/** One of the ways in which a device that is not free in its power can be in a slot. */
export interface Way {
  /** W at the grid, signed; the same twice for a fixed power. */
  readonly least: number;
  readonly most: number;
  /** Content that a store gains per unit of energy at the grid. */
  readonly gain: number;
  /** What the model is held to. */
  readonly holds: readonly Hold[];
}

/** Slots in which a device is one way throughout. */
export interface Switched {
  readonly slots: readonly number[];
  /** Per one of those slots the ways, in one order. */
  readonly ways: readonly (readonly Way[])[];
}

/** A device inside the model. */
export interface Part {
  /** Place of the device in the problem. */
  readonly device: number;
  /** Per slot, the terms that add up to its power in kW at the grid. */
  readonly power: readonly (readonly Term[])[];
  readonly starts: readonly StartChoice[];
  /** Per slot, kW of heat that go into the store it feeds. Left out = none. */
  readonly heat?: readonly (readonly Term[])[];
  /** Per slot, the share of it in which a course that may be halted runs. */
  readonly running?: readonly (readonly Term[])[];
  /** Stretches in which it is one way throughout, in order of time. Left out = any power at any time. */
  readonly switched?: readonly Switched[];
  /** The content's column, kWh, at the end of each slot; of what stores nothing left out. */
  readonly level?: readonly number[];
  /** Per slot, kW it gives that must not reach the grid. Left out = none. */
  readonly kept?: readonly (readonly Term[])[];
}

/** Hours of a slot. */
export const hoursOf = (scene: Scene, slot: number): number => lengthOf(at(scene.problem.slots, slot)) / HOUR;

/** Power of a part in a slot, in W, from a solution. */
export const partPower = (part: Part, values: Float64Array, slot: number): number =>
  at(part.power, slot).reduce((sum, { column, value }) => sum + value * at(values, column), 0) * 1_000;
