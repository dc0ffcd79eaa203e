import type { DeviceId } from '../device/device.ts';
import type { Act } from './act.ts';
import type { BrokenWish, PlanProblem, Proposal } from './problem.ts';

/** One stage of planning: what the best plan so far costs, and what no plan can go below. */
export interface PlanStep {
  readonly step: 'descent' | 'lp' | 'mip';
  /** Since the call, by the planner's clock. */
  readonly ms: number;
  /** Micro at the forecast. */
  readonly cost: number;
  /** Null until something is proven. */
  readonly bound: number | null;
}

/** What a planner answers to a problem. Money in micro, at the forecast. */
export interface PlanAnswer {
  /** `proven`: within 1 % or 1 cent of the best there is; `nothing`: nothing is better than leaving the devices alone. */
  readonly status: 'proven' | 'feasible' | 'nothing';
  readonly proposal: Proposal;
  readonly cost: number;
  readonly bound: number | null;
  /** Share of the cost that is not proven. */
  readonly gap: number | null;
  /** Of doing nothing: devices at their defaults, appliances started as soon as they may. */
  readonly nothing: number;
  readonly broken: readonly BrokenWish[];
  readonly steps: readonly PlanStep[];
}

/** A plan for nearly the same problem: only what is wanted of one device is another. */
export interface NearPlan {
  readonly acts: readonly Act[];
  readonly device: DeviceId;
}

/** A planner behind a worker's port. */
export interface PlanService {
  /** Loads the solver and lets it solve something, so that the first plan is not the slow one. */
  warm(): Promise<void>;
  plan(problem: PlanProblem, author: string, onStep?: (step: PlanStep) => void): Promise<PlanAnswer>;
  /**
   * A plan by arithmetic alone, with no proof: soon enough to be looked at while a wish is being changed.
   * @param near the answer is no worse than this plan still is.
   */
  sketch(problem: PlanProblem, author: string, near: NearPlan | null): Promise<PlanAnswer>;
}
