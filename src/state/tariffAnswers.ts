import { checkBill, type BillCheck, type BillClaim } from '#domain/answers/billCheck.ts';
import type { PastSlot } from '#domain/answers/pastDay.ts';
import { daysIn } from '#domain/time/calendar.ts';
import { lengthOf, type Interval } from '#domain/time/instant.ts';
import { dayOf, daysTouched, localDay } from '#domain/time/zone.ts';
import type { Money } from '#wire/message/moneyBody.ts';
import { ownSlots } from './ownAnswers.ts';
import type { PastUse } from './past.ts';
import { gasOf, gasPaid, type GasTerms } from './pastGas.ts';

/** Where and under which standing charge (micro a local day; null = none is known) the past was. */
export interface OwnTerms {
  readonly zone: string;
  readonly standing: number | null;
  /** Gas of now: micro per kWh, and a local day. */
  readonly gas: (GasTerms & { readonly standingCharge: number | null }) | null;
  /** The home's own bills, which know power, capacity and all else of the tariff. */
  readonly bills: Money['bills'];
}

const WHOLE_DAY = 0.9;

const sum = <One>(all: readonly One[], of: (one: One) => number | null): number => all.reduce((total, one) => total + (of(one) ?? 0), 0);

/** What a bill says: local dates, both in it; mWh and micro, null where it does not say. */
export interface TypedBill {
  readonly from: string;
  readonly to: string;
  readonly energy: number | null;
  readonly energyMoney: number | null;
  readonly standing: number | null;
  /** For power or capacity. */
  readonly power: number | null;
  readonly gas: number | null;
  readonly gasMoney: number | null;
  readonly total: number;
}

export interface CheckedBill {
  readonly check: BillCheck;
  /** Days of the bill of which too little is known: our own sum is too low. */
  readonly thin: number;
  /** Some of its gas is at the price of now: what held then is not known. */
  readonly gasAtPriceNow: boolean;
}

/**
 * A supplier's bill against what this home measured: line by line, by the home's own bill where it is of the same days, else by
 * its half-hours and today's standing charge. Undefined where the dates are none, or the wrong way round.
 */
export async function checkOwnBill(past: PastUse, bill: TypedBill, terms: OwnTerms): Promise<CheckedBill | undefined> {
  const { zone, bills } = terms;
  const [start, end] = [dayOf(bill.from, zone)?.interval.start, dayOf(bill.to, zone)?.interval.end];
  if (start === undefined || end === undefined || end <= start) return undefined;
  const period = { start, end };
  const slots = ownSlots((await past.read('slots', start, end)).rows);
  const known = bills.find((one) => one.start === start && one.end === end);
  const electric = known ? linesOfBill(known) : linesOfSlots(slots, (terms.standing ?? 0) * daysIn(period, zone));
  const claimsGas = bill.gas !== null || bill.gasMoney !== null;
  const gas = claimsGas ? await gasLine(past, period, terms) : null;
  const ours = gas ? [...electric, gas.line] : electric;
  const theirs = claimed(bill).filter(({ name, energy, money }) => ours.some((line) => line.name === name) || energy !== null || money !== null);
  const total = sum(ours, ({ money }) => money);
  return { check: checkBill({ lines: ours, total }, { lines: theirs, total: bill.total }), thin: thinDays(slots, period, zone), gasAtPriceNow: gas?.atPriceNow ?? false };
}

const claimed = ({ energy, energyMoney, standing, power, gas, gasMoney }: TypedBill): readonly BillClaim[] => [
  { name: 'energy', energy, money: energyMoney },
  { name: 'standing', energy: null, money: standing },
  { name: 'power', energy: null, money: power },
  { name: 'gas', energy: gas, money: gasMoney },
];

const linesOfSlots = (slots: readonly PastSlot[], standing: number): readonly BillClaim[] => [
  { name: 'energy', energy: sum(slots, ({ import: bought }) => bought), money: sum(slots, ({ cost }) => cost) },
  { name: 'standing', energy: null, money: standing },
];

/** What a line of the home's bill is called on the form; all else goes with the energy that it is charged on. */
const FORM_LINE: Readonly<Record<string, string>> = { standing: 'standing', capacity: 'power', reactive: 'power' };

function linesOfBill(bill: Money['bills'][number]): readonly BillClaim[] {
  const money = (line: string): number => sum(bill.parts.filter(({ kind }) => (FORM_LINE[kind] ?? 'energy') === line), (part) => part.money);
  const power = bill.parts.some(({ kind }) => FORM_LINE[kind] === 'power') ? [{ name: 'power', energy: null, money: money('power') }] : [];
  return [{ name: 'energy', energy: bill.import, money: money('energy') }, { name: 'standing', energy: null, money: money('standing') }, ...power];
}

/** Of a meter that counts cubic metres alone nothing is known in kWh, unless the calorific value of the bill is: a usual one checks no bill. */
async function gasLine(past: PastUse, period: Interval, { gas: terms, zone }: OwnTerms): Promise<{ readonly line: BillClaim; readonly atPriceNow: boolean }> {
  const { gas } = await gasOf(past, period);
  const paid = gas && gasPaid(gas, terms);
  if (paid === null || paid.estimated) return { line: { name: 'gas', energy: null, money: null }, atPriceNow: false };
  const standing = (terms?.standingCharge ?? 0) * daysIn(period, zone);
  return { line: { name: 'gas', energy: paid.energy, money: paid.cost === null ? null : Math.round(paid.cost) + standing }, atPriceNow: paid.atPriceNow };
}

function thinDays(slots: readonly PastSlot[], period: Interval, zone: string): number {
  const covered = new Map<string, number>();
  for (const slot of slots) {
    if (slot.cost === null) continue;
    const { date } = localDay(slot.start, zone);
    covered.set(date, (covered.get(date) ?? 0) + lengthOf(slot));
  }
  return daysTouched(period, zone).filter(({ date, interval }) => (covered.get(date) ?? 0) < WHOLE_DAY * lengthOf(interval)).length;
}
