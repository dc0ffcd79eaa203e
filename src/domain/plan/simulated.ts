import type { Policy } from './act.ts';

/** What every device is told at every step: `policies[device][step]`, and when each profile begins (ms UTC), null = not. */
export interface Course {
  readonly policies: readonly (readonly Policy[])[];
  readonly starts: readonly (number | null)[];
}

/** How the home went. Work is in W·ms (3600 = 1 mWh). The arrays are written anew by the next play. */
export interface Simulated {
  /** A number a slot. */
  readonly importWork: Float64Array;
  readonly exportWork: Float64Array;
  /** Per device: charged plus discharged at the terminals of a store, 0 else. */
  readonly throughput: Float64Array;
  /** mWh per device after the last step; 0 for what stores nothing. */
  readonly stored: Float64Array;
  /** mWh per device at the end of each slot; 0 for what stores nothing. */
  readonly levels: readonly Float64Array[];
  /** Per device: times it was started, and W·ms of fuel; 0 for what has neither. */
  readonly begun: Float64Array;
  readonly burnt: Float64Array;
  /** Per aim: mWh short at the worst moment or in all, or ms late. */
  readonly deficit: Float64Array;
  /** Work above the limits after everything that can be cut was cut. */
  readonly excess: number;
  /** W at the grid per step. */
  readonly grid: Float64Array;
}
