import type { PricedSlot } from '../ledger/pricedSlot.ts';
import { supplyOf, type PrepaymentState, type Supply } from '../ledger/prepayment.ts';
import { carriedForward, purseAt, type PurseBook, type Spent } from '../ledger/purse.ts';
import { statementsOf, type StatementTerms } from '../ledger/statement.ts';
import type { HomeEvent } from '../machine/machine.ts';
import { standingCharge } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { MS_PER_DAY } from '../time/civil.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { localDay, wallClock } from '../time/zone.ts';
import { roundPrice } from '../units/money.ts';
import type { ContractQuestion } from './contracted.ts';
import { lastsUntil, type LastsUntil } from './lastsUntil.ts';
import { ownFigures } from './ownFigures.ts';
import { likeDays, pastDays, sameTimeOf, sumBetween, type PastDay } from './pastDay.ts';
import { median } from './quantile.ts';
import type { MeteredStatement, MeterStand } from './sentBills.ts';
import type { OwnFigures } from './suggestions.ts';

/** What the accounts are reckoned from besides the home's slots: what people said. */
export interface AccountsWanted {
  readonly purse: PurseBook | null;
  readonly contract: ContractQuestion | null;
}

/** A prepayment meter as it should stand now. */
export interface PurseNow extends PrepaymentState, Pick<LastsUntil, 'paid'> {
  readonly at: Instant;
  /** When supply would end; null = not within four weeks. */
  readonly supplyEnds: Instant | null;
  readonly supply: Supply;
}

/** The book, the purse and the figures of the home, folded anew from what its journal has. */
export interface AccountsEvent extends HomeEvent {
  readonly kind: 'accounts';
  readonly statements: readonly MeteredStatement[];
  /** Null where there is no prepayment meter. */
  readonly purse: PurseNow | null;
  /** The book of the purse without what is long past. */
  readonly carried: PurseBook | null;
  readonly figures: OwnFigures;
}

export interface AccountsOf extends StatementTerms, AccountsWanted {
  /** Latest revisions, in order of time. */
  readonly slots: readonly PricedSlot[];
  /** What the meter's registers stood at, by the edges of billing periods. */
  readonly stands: ReadonlyMap<Instant, MeterStand>;
  /** Tariffs that are known and not in force now. */
  readonly others: readonly Tariff[];
}

/** So long a reading may be late and still be charged where it belongs. */
const PURSE_REACH = 35 * MS_PER_DAY;
/** Days that the figures are of, and a day more. */
const FIGURES_REACH = 58 * MS_PER_DAY;
const HALF_HOUR = HOUR / 2;

/** @throws RangeError for an unknown zone, Refusal `tariffs-apart`, `bill-too-large`. */
export function accountsOf(of: AccountsOf): AccountsEvent {
  const { slots, stands, zone, now } = of;
  const statements = statementsOf(slots, of).map((one): MeteredStatement => ({ ...one, opening: stands.get(one.start) ?? null, closing: stands.get(one.end) ?? null }));
  const days = pastDays(slots.filter(({ start }) => start >= now - FIGURES_REACH), now, zone);
  return { kind: 'accounts', statements, ...purseOf(of, days), figures: ownFigures(days, { contract: of.contract, zone, others: of.others, standing: standingOf(of) }) };
}

function purseOf(of: AccountsOf, days: readonly PastDay[]): Pick<AccountsEvent, 'purse' | 'carried'> {
  const { purse: book, slots, now, zone } = of;
  if (!book) return { purse: null, carried: null };
  const standing = standingOf(of);
  const spent: readonly Spent[] = slots.flatMap(({ start, end, cost }) => (cost === null || end <= book.opening.at ? [] : [{ start, end, cost }]));
  const state = purseAt(book, spent, now, { standing, zone });
  const { paid, supply: supplyEnds } = lastsUntil(now, state, book.terms, { use: usualUse(days, zone), standing }, zone);
  const oldest = localDay((now - PURSE_REACH) as Instant, zone).interval.start;
  return {
    purse: { ...state, paid, supplyEnds, at: now, supply: supplyOf(state, book.terms, wallClock(now, zone).minuteOfDay) },
    carried: carriedForward(book, spent, oldest, { standing, zone }),
  };
}

function standingOf({ tariffAt, now }: StatementTerms): number {
  const standing = standingCharge(tariffAt(now), now);
  return standing === null ? 0 : roundPrice(standing);
}

/** What such a half-hour usually comes to in this home: the median of like days; 0 where nothing is known of it. */
function usualUse(days: readonly PastDay[], zone: string): (start: Instant) => number {
  return (start) => {
    const costs = (likeDays(days, start, zone)?.days ?? []).flatMap((day) => {
      const at = sameTimeOf(day, start, zone);
      const { cost } = sumBetween(day.slots, { start: at, end: (at + HALF_HOUR) as Instant });
      return cost === null ? [] : [cost];
    });
    return median(costs) ?? 0;
  };
}
