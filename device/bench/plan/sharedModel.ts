import type { PlanProblem } from '#domain/plan/problem.ts';
import type { Entry, Rows } from './rows.ts';

/** What the reference's parts share: hours of each slot, and what each device takes at the grid, kW a slot. */
export interface Reference {
  readonly problem: PlanProblem;
  readonly rows: Rows;
  readonly hours: readonly number[];
  readonly taken: Entry[][];
}
