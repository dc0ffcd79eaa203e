import { checkBill, type BillCheck, type ClaimedBill } from '#domain/answers/billCheck.ts';
import type { PastSlot } from '#domain/answers/pastDay.ts';
import { daysIn } from '#domain/time/calendar.ts';
import { lengthOf, type Interval } from '#domain/time/instant.ts';
import { dayOf, daysTouched, localDay } from '#domain/time/zone.ts';
import { ownSlots } from './ownAnswers.ts';
import type { PastUse } from './past.ts';

/** Where and under which standing charge (micro a local day; null = none is known) the past was. */
export interface OwnTerms {
  readonly zone: string;
  readonly standing: number | null;
}

const WHOLE_DAY = 0.9;

const sum = (slots: readonly PastSlot[], of: (slot: PastSlot) => number | null): number => slots.reduce((total, slot) => total + (of(slot) ?? 0), 0);

/** What a bill says: local dates, both in it; mWh and micro, null where it does not say. */
export interface TypedBill {
  readonly from: string;
  readonly to: string;
  readonly energy: number | null;
  readonly energyMoney: number | null;
  readonly standing: number | null;
  readonly total: number;
}

export interface CheckedBill {
  readonly check: BillCheck;
  /** Days of the bill of which too little is known: our own sum is too low. */
  readonly thin: number;
}

/** A supplier's bill against what this home measured. Undefined where the dates are none, or the wrong way round. */
export async function checkOwnBill(past: PastUse, bill: TypedBill, { zone, standing }: OwnTerms): Promise<CheckedBill | undefined> {
  const [start, end] = [dayOf(bill.from, zone)?.interval.start, dayOf(bill.to, zone)?.interval.end];
  if (start === undefined || end === undefined || end <= start) return undefined;
  const period = { start, end };
  const slots = ownSlots((await past.read('slots', start, end)).rows);
  const energyMoney = sum(slots, ({ cost }) => cost);
  const standingMoney = (standing ?? 0) * daysIn(period, zone);
  const ours = billOf(sum(slots, ({ import: bought }) => bought), energyMoney, standingMoney, energyMoney + standingMoney);
  return { check: checkBill(ours, billOf(bill.energy, bill.energyMoney, bill.standing, bill.total)), thin: thinDays(slots, period, zone) };
}

const billOf = (energy: number | null, energyMoney: number | null, standing: number | null, total: number): ClaimedBill => ({
  lines: [
    { name: 'energy', energy, money: energyMoney },
    { name: 'standing', energy: null, money: standing },
  ],
  total,
});

function thinDays(slots: readonly PastSlot[], period: Interval, zone: string): number {
  const covered = new Map<string, number>();
  for (const slot of slots) {
    if (slot.cost === null) continue;
    const { date } = localDay(slot.start, zone);
    covered.set(date, (covered.get(date) ?? 0) + lengthOf(slot));
  }
  return daysTouched(period, zone).filter(({ date, interval }) => (covered.get(date) ?? 0) < WHOLE_DAY * lengthOf(interval)).length;
}
