import type { PurseBook } from '../ledger/purse.ts';
import type { DebtRecovery, PrepaymentTerms } from '../tariff/prepayment.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { micro } from '../units/money.ts';
import type { Advice } from './advice.ts';
import type { ContractQuestion } from './contracted.ts';
import { SHORTEST, type HighUseLimits } from './highUse.ts';

/** A prepayment meter as its display shows it: amounts in micro. */
export interface ToldPurse extends Omit<PrepaymentTerms, 'emergencyCredit' | 'recovery'> {
  readonly emergencyCredit: number;
  readonly recovery: { readonly by: 'day' | 'week'; readonly amount: number } | { readonly by: 'top-up'; readonly share: number } | null;
  readonly balance: number;
  readonly debt: number;
}

/** What a person of the home says of its money. */
export type MoneyChange =
  | { readonly about: 'alarms'; readonly alarms: HighUseLimits }
  /** What the display of a prepayment meter shows now; null = there is none (any more). */
  | { readonly about: 'prepayment'; readonly purse: ToldPurse | null }
  | { readonly about: 'top-up'; readonly amount: number }
  /** It was asked for at the meter. */
  | { readonly about: 'emergency' }
  | { readonly about: 'contract'; readonly contract: ContractQuestion | null }
  | { readonly about: 'suggestion'; readonly putAway: string };

/** What people have said of money. */
export interface MoneyWishes {
  readonly alarms: HighUseLimits;
  readonly purse: PurseBook | null;
  readonly contract: ContractQuestion | null;
  readonly advice: readonly Advice[];
}

const MOST_MONEY = 1e12;
const MOST_WATTS = 1e6;
const MOST_ENERGY = 1e12;
const MOST_ENTRIES = 400;
const MINUTES_A_DAY = 1_440;

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && Math.abs(value) <= MOST_MONEY;
const within = (value: number | null, most: number): boolean => value === null || (Number.isFinite(value) && value > 0 && value <= most);

/** What is said after a change, or the reason why it is not taken: `out-of-range`, `no-prepayment`, `too-many`, `unknown-suggestion`, `clock-unknown`. */
export function changed(wishes: MoneyWishes, change: MoneyChange, now: Now): MoneyWishes | string {
  switch (change.about) {
    case 'alarms':
      return alarmsFit(change.alarms) ? { ...wishes, alarms: change.alarms } : 'out-of-range';
    case 'prepayment':
      return now.trust === 'none' ? 'clock-unknown' : withPurse(wishes, change.purse, now.wall);
    case 'top-up':
      return Number.isSafeInteger(change.amount) && change.amount > 0 && change.amount <= MOST_MONEY ? entered(wishes, { at: now.wall, event: { kind: 'top-up', amount: micro(change.amount) } }, now) : 'out-of-range';
    case 'emergency':
      return entered(wishes, { at: now.wall, event: { kind: 'emergency' } }, now);
    case 'contract':
      return contractFits(change.contract) ? { ...wishes, contract: change.contract } : 'out-of-range';
    case 'suggestion':
      return putAway(wishes, change.putAway);
  }
}

function alarmsFit({ power, dayEnergy, dayCost }: HighUseLimits): boolean {
  const isPower = power === null || (within(power.watts, MOST_WATTS) && power.minutes >= SHORTEST && power.minutes <= MINUTES_A_DAY);
  return isPower && within(dayEnergy, MOST_ENERGY) && within(dayCost, MOST_MONEY);
}

function contractFits(contract: ContractQuestion | null): boolean {
  if (!contract) return true;
  return within(contract.contracted, MOST_WATTS) && within(contract.operator, MOST_WATTS) && contract.steps.every(({ power, perYear }) => within(power, MOST_WATTS) && (perYear === null || isAmount(perYear)));
}

function withPurse(wishes: MoneyWishes, told: ToldPurse | null, at: Instant): MoneyWishes | string {
  if (!told) return { ...wishes, purse: null };
  const { balance, debt, emergencyCredit, recovery, neverCut } = told;
  const isMinute = (minute: number): boolean => Number.isInteger(minute) && minute >= 0 && minute <= MINUTES_A_DAY;
  const fits = [balance, debt, emergencyCredit].every(isAmount) && debt >= 0 && emergencyCredit >= 0 && neverCut.every(({ from, to }) => isMinute(from) && isMinute(to) && from !== to);
  const taken = recoveryOf(recovery);
  if (!fits || taken === undefined) return 'out-of-range';
  const state = { balance: micro(balance), debt: micro(debt), emergency: balance <= 0 && (wishes.purse?.opening.state.emergency ?? false) };
  return { ...wishes, purse: { terms: { emergencyCredit: micro(emergencyCredit), recovery: taken, neverCut }, opening: { at, state }, entries: [] } };
}

/** Undefined where it cannot be. */
function recoveryOf(told: ToldPurse['recovery']): DebtRecovery | null | undefined {
  if (told === null) return null;
  if (told.by === 'top-up') return Number.isInteger(told.share) && told.share > 0 && told.share <= 1_000_000 ? told : undefined;
  return isAmount(told.amount) && told.amount > 0 ? { by: told.by, amount: micro(told.amount) } : undefined;
}

function entered(wishes: MoneyWishes, entry: PurseBook['entries'][number], now: Now): MoneyWishes | string {
  if (!wishes.purse) return 'no-prepayment';
  if (now.trust === 'none') return 'clock-unknown';
  if (wishes.purse.entries.length >= MOST_ENTRIES) return 'too-many';
  return { ...wishes, purse: { ...wishes.purse, entries: [...wishes.purse.entries, entry] } };
}

function putAway(wishes: MoneyWishes, id: string): MoneyWishes | string {
  if (!wishes.advice.some((one) => one.id === id)) return 'unknown-suggestion';
  return { ...wishes, advice: wishes.advice.map((one) => (one.id === id ? { ...one, putAway: true } : one)) };
}
