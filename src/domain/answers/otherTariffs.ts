import type { Tariff } from '../tariff/tariff.ts';
import { compareWithPaid, type ComparedHome } from './comparison.ts';
import type { PastDay, PastSlot } from './pastDay.ts';
import type { OwnFigures } from './suggestions.ts';

const DAYS_A_WEEK = 7;

/** A tariff without energy of its own is the rest of a bill: nobody can buy by it alone. */
const sellsEnergy = ({ parts }: Tariff): boolean => parts.some((part) => part.per === 'kWh' && part.direction === 'import' && part.kind === 'energy');

/**
 * What the days cost a week as paid, and on the cheapest other tariff that prices all of them, micro with standing charge.
 * @param days none is told of no days, or of days whose costs are not all known. @throws RangeError for an unknown zone, Refusal `bill-too-large`.
 */
export function tariffFigure(days: readonly PastDay[], others: readonly Tariff[], home: Pick<ComparedHome, 'zone' | 'standing'>): OwnFigures['tariff'] {
  const slots = days.flatMap((day) => day.slots);
  if (slots.length === 0 || slots.some(({ cost }) => cost === null)) return null;
  const perWeek = (money: number, count: number): number => Math.round((money * DAYS_A_WEEK) / count);
  const ours = perWeek(paidFor(slots) + (home.standing ?? 0) * days.length, days.length);
  const compared = others.filter(sellsEnergy).flatMap((other) => compareWithPaid(slots, other, home) ?? []).filter(({ unpriced }) => unpriced === 0);
  const less = compared.map(({ paid, other, days: count }) => perWeek(paid - other, count));
  return { ours, other: less.length === 0 ? null : ours - Math.max(...less) };
}

const paidFor = (slots: readonly PastSlot[]): number => slots.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
