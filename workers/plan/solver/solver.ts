import type { SparseModel } from '../model/sparse.ts';

/** A whole-number column held at a value. */
export interface Choice {
  readonly column: number;
  readonly value: number;
}

/** A column held between two values. */
export interface Hold {
  readonly column: number;
  readonly lower: number;
  readonly upper: number;
}

/** A choice as a hold. */
export const held = ({ column, value }: Choice): Hold => ({ column, lower: value, upper: value });

export interface Relaxation {
  /** One value a column. */
  readonly values: Float64Array;
  readonly objective: number;
}

export interface Budget {
  readonly seconds: number;
  /** Branch-and-bound nodes: what a simulation counts instead of time. */
  readonly nodes: number;
  /** Stop when objective and bound are this near: as a share, and in the currency. */
  readonly relativeGap: number;
  readonly absoluteGap: number;
}

export interface ExactResult extends Relaxation {
  /** No solution of the model costs less. */
  readonly bound: number;
}

/** One model held by the solver between its runs. */
export interface OpenModel {
  /** The linear relaxation with some columns held; undefined where it has no solution. @param least the column to be least, instead of the cost. */
  relaxed(holds: readonly Hold[], least?: number): Relaxation | undefined;
  /** The whole-number model from a known start; undefined where nothing was found within the budget. */
  exact(start: readonly Choice[], budget: Budget, holds?: readonly Hold[], least?: number): ExactResult | undefined;
  close(): void;
}

/** The seam between our models and whichever solver runs them. */
export interface Solver {
  open(model: SparseModel): OpenModel;
  /** Bytes the solver's memory has grown to. */
  readonly memoryBytes: number;
}
