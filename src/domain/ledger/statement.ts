import { paidPrices } from '../tariff/price.ts';
import { unitParts, type Tariff } from '../tariff/tariff.ts';
import { namingPart } from '../tariff/tiers.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { daysTouched } from '../time/zone.ts';
import { milliWattHours } from '../units/energy.ts';
import { EXACT_PER_MWH, exactEnergy, micro, type ExactEnergy } from '../units/money.ts';
import type { BillPart } from './bill.ts';
import type { AccountLine } from './charged.ts';
import { billNow, newBook, post, type Book, type BookedPeriod, type Posted } from './book.ts';
import { billKind, type Edition } from './editions.ts';
import type { PricedSlot } from './pricedSlot.ts';

/** A billing period as this home reckons it. Energies in mWh, money in micro. */
export interface Statement extends Interval {
  /** Its first local date. */
  readonly key: string;
  readonly import: number;
  readonly export: number;
  readonly total: number;
  /** They add up to the total. */
  readonly parts: readonly StatementPart[];
  /** Energy that no price is known of, and energy that was estimated. */
  readonly unpriced: number;
  readonly estimated: number;
  /** The share of the time so far, 0..1, that was metered at all. */
  readonly known: number;
}

/** A line with what it is charged for; `vat` is that of a table whose prices leave it out. */
export interface StatementPart extends BillPart {
  readonly kind: AccountLine['kind'] | 'vat';
}

export interface StatementTerms {
  /** The tariff that holds at an instant: the same object as long as it is the same. */
  readonly tariffAt: (at: Instant) => Tariff;
  readonly zone: string;
  readonly now: Instant;
}

/**
 * The slots of the journal as a book of billing periods, in order of time. What the tables of today no longer price
 * counts as it was priced when it was metered. @throws RangeError for an unknown zone, Refusal `tariffs-apart`, `bill-too-large`.
 */
export function statementsOf(slots: readonly PricedSlot[], terms: StatementTerms): readonly Statement[] {
  const buying = terms.tariffAt(terms.now);
  const book = post(newBook({ buying, selling: null }, (period) => editionsIn(period, terms)), slots.map(postedOf));
  return book.periods.map((one) => statementOf(book, one, slots, terms));
}

/**
 * Each run of local days under one tariff, up to the day of now: nothing is owed yet for those to come. Days under a tariff
 * that cannot stand on one bill with today's are left out; their use counts as it was priced when it was metered.
 */
export function editionsIn(period: Interval, { tariffAt, zone, now }: StatementTerms): readonly Edition[] {
  const editions: { start: Instant; end: Instant; terms: { buying: Tariff; selling: null } }[] = [];
  const kind = billKind(tariffAt(now));
  for (const { interval } of daysTouched({ start: period.start, end: Math.min(period.end, now + 1) as Instant }, zone)) {
    const buying = tariffAt(interval.start);
    if (billKind(buying) !== kind) continue;
    const last = editions.at(-1);
    if (last?.terms.buying === buying) last.end = interval.end;
    else editions.push({ start: interval.start, end: interval.end, terms: { buying, selling: null } });
  }
  return editions;
}

const exact = (energy: number | null): ExactEnergy | null => (energy === null ? null : exactEnergy(milliWattHours(energy)));
const postedOf = ({ start, end, import: bought, export: sold, quality, revision }: PricedSlot): Posted => ({ start, end, import: exact(bought), export: exact(sold), estimated: quality !== 'measured', revision });

function statementOf(book: Book, booked: BookedPeriod, slots: readonly PricedSlot[], terms: StatementTerms): Statement {
  const { period, account } = booked;
  const { total, parts: lines } = billNow(book, booked);
  const parts = lines.map((line, index): StatementPart => ({ ...line, kind: account.lines[index]?.kind ?? 'vat' }));
  const own = slots.filter(({ start }) => start >= period.start && start < period.end);
  const kept = keptCost(own, book.editions(period));
  const over = Math.min(period.end, terms.now) - period.start;
  const gaps = account.gaps.reduce((sum, gap) => sum + Math.max(0, Math.min(gap.end, terms.now) - gap.start), 0);
  return {
    key: period.key, start: period.start, end: period.end,
    import: energyOf(own, 'import'), export: energyOf(own, 'export'),
    total: micro(total + kept.money), parts: withKept(parts, kept.money, book),
    unpriced: kept.unpriced, estimated: whole(account.estimated),
    known: over <= 0 ? 0 : Math.max(0, 1 - gaps / over),
  };
}

const whole = (energy: ExactEnergy): number => Number(energy / EXACT_PER_MWH);

const energyOf = (slots: readonly PricedSlot[], direction: 'import' | 'export'): number => slots.reduce((sum, slot) => sum + (slot[direction] ?? 0), 0);

/** What slots cost of which the tables say nothing any more, and the energy, mWh, that was never priced. */
function keptCost(slots: readonly PricedSlot[], editions: readonly Edition[]): { readonly money: number; readonly unpriced: number } {
  const priced = editions.flatMap(({ start, end, terms }) => paidPrices(terms.buying, { start, end }).filter(({ importPrice }) => importPrice !== null));
  let [at, money, unpriced] = [0, 0, 0];
  for (const slot of slots) {
    while ((priced[at]?.end ?? Infinity) <= slot.start) at++;
    if ((priced[at]?.start ?? Infinity) <= slot.start) continue;
    if (slot.cost === null) unpriced += slot.import ?? 0;
    else money += slot.cost;
  }
  return { money, unpriced };
}

/** On the line that names the registers. */
function withKept(parts: readonly StatementPart[], money: number, { terms }: Book): readonly StatementPart[] {
  if (money === 0) return parts;
  const units = unitParts(terms.buying, 'import');
  const name = units[namingPart(units)]?.name ?? terms.buying.name;
  const others = parts.filter((part) => part.name !== name);
  const known = parts.find((part) => part.name === name)?.money ?? 0;
  return [{ name, kind: 'import', money: micro(known + money) }, ...others];
}
