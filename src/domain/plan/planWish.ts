import type { Interval } from '../time/instant.ts';
import type { BudgetOf, Wish } from '../wish/wish.ts';

type Recurring = Extract<Wish, { kind: 'comfort' | 'budget' | 'quiet' | 'addedBy' | 'leaves' }>;
type OfWish = Pick<Wish, 'id' | 'device' | 'rank'>;

/** A comfort wish over a horizon. */
export interface ComfortAim extends OfWish {
  readonly kind: 'comfort';
  /** 0..1 of capacity, at every moment of `times`. */
  readonly share: number;
  readonly times: readonly Interval[];
}

/** A budget of one stretch of time; what has been used of it is taken off. */
export interface BudgetAim extends OfWish {
  readonly kind: 'budget';
  readonly of: BudgetOf;
  /** Micro, or mWh. */
  readonly limit: number;
  readonly start: Interval['start'];
  readonly end: Interval['end'];
}

/** A wish as a problem has it: hours of days are instants by then, departures are stores to be filled, and quiet hours are slots that a device rests in. */
export type PlanWish = Exclude<Wish, Recurring> | ComfortAim | BudgetAim;
