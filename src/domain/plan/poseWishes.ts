import { daysTouched } from '../time/zone.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { Mode } from '../wish/intent.ts';
import type { SlotChoice } from '../wish/slotChoice.ts';
import { WHOLE_HOME, type Wish } from '../wish/wish.ts';
import { CREDIT } from './budget.ts';
import { hoursIn } from './dayHours.ts';
import type { PlanWish } from './planWish.ts';

/** What the day that runs has taken so far: micro before standing charge, mWh. */
export interface UsedToday {
  readonly money: number;
  readonly energy: number;
}

/** A prepayment meter's credit, micro; emergency credit is none of it. */
export interface Purse {
  readonly balance: number;
}

/** How the wishes of a home are to be read. */
export interface WishBasis {
  readonly horizon: Interval;
  /** IANA zone of the home. */
  readonly zone: string;
  readonly mode: Mode;
  readonly used: UsedToday;
  readonly purse: Purse | null;
}

/** In `comfort` half of the band is kept, so that it is felt; else its lower edge. */
const EASE = 0.5;

const shareOf = ({ low, high }: Extract<Wish, { kind: 'comfort' }>, mode: Mode): number => (mode === 'comfort' ? low + EASE * (high - low) : low);

function budgetsOf(wish: Extract<Wish, { kind: 'budget' }>, { horizon, zone, used }: WishBasis): readonly PlanWish[] {
  return daysTouched(horizon, zone).map(({ interval }, day) => ({
    kind: 'budget',
    id: wish.id,
    device: wish.device,
    rank: wish.rank,
    of: wish.of,
    limit: Math.max(0, wish.limit - (day === 0 ? used[wish.of] : 0)),
    start: Math.max(interval.start, horizon.start) as Instant,
    end: Math.min(interval.end, horizon.end) as Instant,
  }));
}

function wishOf(wish: Wish, basis: WishBasis): readonly PlanWish[] {
  switch (wish.kind) {
    case 'comfort': {
      const { horizon, zone, mode } = basis;
      return [{ kind: 'comfort', id: wish.id, device: wish.device, rank: wish.rank, share: shareOf(wish, mode), times: wish.hours ? hoursIn(wish.hours, horizon, zone) : [horizon] }];
    }
    case 'budget':
      return budgetsOf(wish, basis);
    case 'quiet':
      return [];
    case 'addedBy':
    case 'leaves':
      // Departures are read together with the vehicles (`departuresOf`).
      return [];
    default:
      return [wish];
  }
}

const DAY = 86_400_000;
/** Before every wish of a person. */
const CREDIT_RANK = 0;

/**
 * What a prepayment meter has left is all that may be spent in the day to come: what the home needs beside comes first, and
 * emergency credit is not lent to a load that can wait.
 */
function creditOf({ horizon, purse }: WishBasis): readonly PlanWish[] {
  if (!purse) return [];
  const end = Math.min(horizon.end, horizon.start + DAY) as Instant;
  return [{ kind: 'budget', id: CREDIT, device: WHOLE_HOME, rank: CREDIT_RANK, of: 'money', limit: Math.max(0, purse.balance), start: horizon.start, end }];
}

/** The wishes of a home as a problem has them. */
export const planWishes = (wishes: readonly Wish[], basis: WishBasis): readonly PlanWish[] => [...creditOf(basis), ...wishes.flatMap((wish) => wishOf(wish, basis))];

/** Quiet hours as slots in which a device rests; what a person has decided for a slot goes before them. */
export function quietChoices(wishes: readonly Wish[], choices: readonly SlotChoice[], { horizon, zone }: Pick<WishBasis, 'horizon' | 'zone'>): readonly SlotChoice[] {
  return wishes.flatMap((wish) => (wish.kind === 'quiet' ? hoursIn(wish.hours, horizon, zone).flatMap((quiet) => restsOf(wish.device, quiet, choices)) : []));
}

/** A quiet stretch without what a person has decided in it. */
function restsOf(device: SlotChoice['device'], quiet: Interval, choices: readonly SlotChoice[]): readonly SlotChoice[] {
  const own = choices.filter((one) => one.device === device && one.start < quiet.end && quiet.start < one.end);
  const rests = own.reduce<readonly Interval[]>((left, { start, end }) => left.flatMap((piece) => [{ start: piece.start, end: Math.min(piece.end, start) as Instant }, { start: Math.max(piece.start, end) as Instant, end: piece.end }].filter((one) => one.end > one.start)), [quiet]);
  return rests.map((rest) => ({ device, ...rest, want: 'off' }));
}
