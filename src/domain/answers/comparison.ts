import { account } from '../ledger/account.ts';
import { billOf, type BillPart } from '../ledger/bill.ts';
import type { Metered } from '../ledger/metered.ts';
import { paidPrices } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { tariffOfTyped, type TypedFault, type TypedTariff } from '../tariff/typed.ts';
import { daysIn } from '../time/calendar.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { localDay } from '../time/zone.ts';
import { milliWattHours } from '../units/energy.ts';
import { EXACT_PER_MWH, exactEnergy, type ExactEnergy } from '../units/money.ts';
import type { Range } from './midnight.ts';
import { pastDays, type PastSlot } from './pastDay.ts';
import { SHIFT, shiftSaves, type ShiftAssumptions } from './shifting.ts';

/** Own past as it was paid, and under another tariff by the ledger; money in micro with standing charge. JSON-able. */
export interface Compared extends Interval {
  readonly days: number;
  readonly paid: number;
  readonly other: number;
  readonly parts: readonly BillPart[];
  /** mWh that had no price and are in neither sum. */
  readonly leftOut: number;
  /** mWh that the other tariff has no price for, either way: its sum lacks them. */
  readonly unpriced: number;
  /** What moving some use would have taken off the other. Null where no day is wholly known. */
  readonly shifted: (Range & Pick<ShiftAssumptions, 'least' | 'most'>) | null;
}

/** Whose past it is. */
export interface ComparedHome {
  /** IANA zone. */
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Micro a local day, as it was paid; null = none is known. */
  readonly standing: number | null;
}

/** The other tariff over every slot that was paid for. Null where there is none. @param slots in order. @throws RangeError for an unknown zone, Refusal `bill-too-large`. */
export function compareWithPaid(slots: readonly PastSlot[], other: Tariff, { zone, standing }: Pick<ComparedHome, 'zone' | 'standing'>): Compared | null {
  const known = slots.filter(({ import: bought }) => bought !== null);
  const priced = known.filter(({ cost }) => cost !== null);
  const [first, last] = [priced[0], priced.at(-1)];
  if (!first || !last) return null;
  const period = { start: localDay(first.start, zone).interval.start, end: localDay((last.end - 1) as Instant, zone).interval.end };
  const days = daysIn(period, zone);
  const made = account({ buying: other, selling: null }, period, priced.map(meteredOf));
  const bill = billOf(made, other.vat, 'inc');
  const shifted = shiftSaves(pastDays(priced, period.end, zone), paidPrices(other, period));
  return {
    ...period,
    days,
    paid: sum(priced, ({ cost }) => cost) + (standing ?? 0) * days,
    other: bill.total,
    parts: bill.parts,
    leftOut: sum(known, ({ cost, import: bought }) => (cost === null ? bought : 0)),
    unpriced: Number(made.unpriced / EXACT_PER_MWH),
    shifted: shifted && { low: shifted.low, high: shifted.high, least: SHIFT.least, most: SHIFT.most },
  };
}

const sum = (slots: readonly PastSlot[], of: (slot: PastSlot) => number | null): number => slots.reduce((total, slot) => total + (of(slot) ?? 0), 0);
const exact = (energy: number | null): ExactEnergy | null => (energy === null ? null : exactEnergy(milliWattHours(energy)));
const meteredOf = (slot: PastSlot): Metered => ({ start: slot.start, end: slot.end, import: exact(slot.import), export: exact(slot.export), estimated: false });

/** What became of the question what a typed tariff would have cost. */
export type OfferAnswer = { readonly kind: 'compared'; readonly compared: Compared } | { readonly kind: 'nothing-known' } | { readonly kind: 'fault'; readonly fault: TypedFault };

/** A tariff that a person typed in, held against what was paid. @throws RangeError for an unknown zone, Refusal `bill-too-large`. */
export function compareOffer(slots: readonly PastSlot[], typed: TypedTariff, home: ComparedHome, now: Instant): OfferAnswer {
  const other = tariffOfTyped(typed, home, now);
  if (typeof other === 'string') return { kind: 'fault', fault: other };
  const compared = compareWithPaid(slots, other, home);
  return compared ? { kind: 'compared', compared } : { kind: 'nothing-known' };
}
