import { HOUR, type Instant, type Interval } from '../time/instant.ts';
import type { ExactPrice } from '../units/money.ts';

export type Direction = 'import' | 'export';

/** What a part is for; `energy` names the registers of a bill. */
export type UnitKind = 'energy' | 'grid' | 'levy' | 'tax' | 'export';

/** Which energy a part is charged on. A sub-meter or one device is another arm here. */
export type TariffScope = { readonly kind: 'connection' };

/** What a table's numbers steer. CO2 and renewable share are other arms; they never enter a bill. */
export type Incentive = 'price';

/** A stretch of explicit prices: published day-ahead tables. */
export interface TableSlot extends Interval {
  readonly rate: string;
  readonly price: ExactPrice;
}

/**
 * One line of a time-of-use table. Times are the wall clock of the tariff's zone; months, weekdays and times are all of
 * the moment priced, so 22:00-06:00 on Saturdays is two pieces of the same Saturday.
 */
export interface Rule {
  readonly rate: string;
  readonly price: ExactPrice;
  /** 1..12; null = every month. */
  readonly months: readonly number[] | null;
  /** 1 = Monday .. 7 = Sunday; null = every day. */
  readonly weekdays: readonly number[] | null;
  /** Minutes of the day, half-open, 0..1440; `from` after `to` wraps past midnight; null = all day. */
  readonly hours: { readonly from: number; readonly to: number } | null;
}

/** Prices over time. In `rules` the first that matches wins, and one always does. Slots are in order and do not overlap. */
export type Schedule =
  | { readonly kind: 'constant'; readonly rate: string; readonly price: ExactPrice }
  | { readonly kind: 'time-of-use'; readonly rules: readonly Rule[] }
  | { readonly kind: 'slots'; readonly slots: readonly TableSlot[] };

/** What switches a tier: the base tier is always on. Power, energy and time thresholds are other arms. */
export type TierSwitch = { readonly kind: 'base' };

export interface Tier {
  readonly from: TierSwitch;
  readonly schedule: Schedule;
}

/** `estimated` = ours or somebody's guess: shown and planned with, marked as such. */
export type Certainty = 'published' | 'estimated';

interface PartTerms {
  /** As the bill prints it. */
  readonly name: string;
  readonly scope: TariffScope;
  readonly source: string;
  readonly certainty: Certainty;
}

/** Charged per kWh of a direction; an export part is paid to the home. */
export interface UnitPart extends PartTerms {
  readonly per: 'kWh';
  readonly kind: UnitKind;
  readonly direction: Direction;
  readonly incentive: Incentive;
  readonly tiers: readonly Tier[];
}

/** Charged for every local day that a bill's period touches. */
export interface StandingPart extends PartTerms {
  readonly per: 'day';
  readonly kind: 'standing';
  readonly price: ExactPrice;
}

export type TariffPart = UnitPart | StandingPart;

/** A VAT rate of 100 %. */
export const VAT_WHOLE = 1_000_000;

/** `rate` in millionths: 5 % is 50 000. Export payments carry none. */
export interface Vat {
  readonly rate: number;
  readonly included: boolean;
}

/** A tariff: time slots x tiers x incentives in named parts (DESIGN, Table -> money). JSON-able. */
export interface Tariff {
  readonly name: string;
  readonly source: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone that rules and standing days are made in. */
  readonly zone: string;
  /** null = the table does not speak of VAT: its prices are what is paid. */
  readonly vat: Vat | null;
  readonly parts: readonly TariffPart[];
}

export const unitParts = (tariff: Tariff, direction: Direction): readonly UnitPart[] =>
  tariff.parts.filter((part): part is UnitPart => part.per === 'kWh' && part.direction === direction);

export const standingParts = (tariff: Tariff): readonly StandingPart[] => tariff.parts.filter((part): part is StandingPart => part.per === 'day');

/** Explicit prices are kept in memory this far ahead. */
const KEPT_AHEAD = 40 * 24 * HOUR;

/** The tariff without explicit slots that ended before `from` or begin 40 days after it: a year of half-hours is a megabyte. */
export function currentTables(tariff: Tariff, from: Instant): Tariff {
  const kept = ({ start, end }: TableSlot): boolean => end > from && start < from + KEPT_AHEAD;
  const tier = ({ from: threshold, schedule }: Tier): Tier => ({ from: threshold, schedule: schedule.kind === 'slots' ? { kind: 'slots', slots: schedule.slots.filter(kept) } : schedule });
  return { ...tariff, parts: tariff.parts.map((part) => (part.per === 'kWh' ? { ...part, tiers: part.tiers.map(tier) } : part)) };
}
