import type { Statement } from '../ledger/statement.ts';
import { HOUR, type Instant } from '../time/instant.ts';

/** What the meter's registers stood at, mWh; null where it did not tell. */
export interface MeterStand {
  readonly import: number | null;
  readonly export: number | null;
}

/** A billing period of the home: as it stands now, and as it stood when it was closed. */
export interface HomeBill extends Statement {
  readonly opening: MeterStand | null;
  readonly closing: MeterStand | null;
  readonly closedAt: Instant | null;
  /** Micro at its closing; null while it runs. */
  readonly closedTotal: number | null;
  /** The one entry that puts a closed bill right: what it comes to now, less what it was closed at. Null where nothing is to be put right. */
  readonly adjustment: number | null;
}

/** A statement with the meter's registers at its edges. */
export interface MeteredStatement extends Statement, Pick<HomeBill, 'opening' | 'closing'> {}

/** A meter may tell of the last half-hour a while later. */
const SETTLED_AFTER = HOUR;
const MOST_KEPT = 25;
/** Of a bill that is less known than this nobody says that it is one. */
const LEAST_KNOWN = 0.5;

/**
 * The bills, newest first, after the book was folded anew: a period that is over is closed once, and then has one adjustment,
 * whatever number of readings come late. Periods that the book no longer reaches stay as they are.
 */
export function billed(before: readonly HomeBill[], statements: readonly MeteredStatement[], now: Instant): readonly HomeBill[] {
  const known = new Map(before.map((bill) => [bill.key, bill]));
  for (const statement of statements) known.set(statement.key, billOf(known.get(statement.key), statement, now));
  return [...known.values()].sort((a, b) => b.start - a.start).slice(0, MOST_KEPT);
}

function billOf(before: HomeBill | undefined, statement: MeteredStatement, now: Instant): HomeBill {
  if (before?.closedAt != null && before.closedTotal !== null) {
    const adjustment = statement.total - before.closedTotal;
    return { ...statement, closedAt: before.closedAt, closedTotal: before.closedTotal, adjustment: adjustment === 0 ? null : adjustment };
  }
  const isOver = now >= statement.end + SETTLED_AFTER && statement.known >= LEAST_KNOWN;
  return { ...statement, closedAt: isOver ? now : null, closedTotal: isOver ? statement.total : null, adjustment: null };
}

/** What of the bills has to be in the journal: a closing, and an adjustment that is another one. */
export interface BillRecord {
  readonly kind: 'bill-closed' | 'bill-adjusted';
  readonly period: string;
  readonly money: number;
}

export function billRecords(before: readonly HomeBill[], after: readonly HomeBill[]): readonly BillRecord[] {
  return after.flatMap((bill): BillRecord[] => {
    const was = before.find(({ key }) => key === bill.key);
    if (bill.closedTotal !== null && (was?.closedTotal ?? null) === null) return [{ kind: 'bill-closed', period: bill.key, money: bill.closedTotal }];
    return bill.adjustment !== (was?.adjustment ?? null) ? [{ kind: 'bill-adjusted', period: bill.key, money: bill.adjustment ?? 0 }] : [];
  });
}
