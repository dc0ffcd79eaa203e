import { HOUR, type Instant, type Interval } from '../time/instant.ts';
import type { BillingAnchor } from '../time/calendar.ts';
import type { MilliWattHours } from '../units/energy.ts';
import type { ExactPrice } from '../units/money.ts';
import type { Watts } from '../units/power.ts';
import type { Holiday } from './holidays.ts';
import type { GasConversion } from './gas.ts';
import type { PrepaymentTerms } from './prepayment.ts';

export type Direction = 'import' | 'export';

/** What a part is for; `energy` names the registers of a bill. */
export type UnitKind = 'energy' | 'grid' | 'levy' | 'tax' | 'export';

/**
 * Which energy a part is charged on: all of the connection's, a sub-meter's, one device's, or the connection's without
 * what those of the names took. Energy shared in a community is a sub-meter like another.
 */
export type TariffScope =
  | { readonly kind: 'connection' }
  | { readonly kind: 'sub-meter'; readonly meter: string }
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'rest'; readonly without: readonly string[] };

/** What the numbers of a part per kWh are; those of {@link IncentivePart} never enter a bill. */
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
  /** 1 = Monday .. 7 = Sunday, {@link HOLIDAY} = a holiday of the tariff, which is no other weekday; null = every day. */
  readonly weekdays: readonly number[] | null;
  /** Minutes of the day, half-open, 0..1440; `from` after `to` wraps past midnight; null = all day. */
  readonly hours: { readonly from: number; readonly to: number } | null;
}

/** Prices over time. In `rules` the first that matches wins, and one always does. Slots are in order and do not overlap. */
export type Schedule =
  | { readonly kind: 'constant'; readonly rate: string; readonly price: ExactPrice }
  | { readonly kind: 'time-of-use'; readonly rules: readonly Rule[] }
  | { readonly kind: 'slots'; readonly slots: readonly TableSlot[] };

/** Over which time a block of energy is counted, by the calendar of the tariff's zone. */
export type BlockPeriod = 'day' | 'month' | 'year' | 'billing';

/**
 * What switches a tier on: the base tier always is; a block's price holds for the energy above so many mWh of the period;
 * a power's for what is drawn above so many W in the mean of a metered interval.
 */
export type TierSwitch =
  | { readonly kind: 'base' }
  | { readonly kind: 'energy'; readonly above: MilliWattHours; readonly each: BlockPeriod }
  | { readonly kind: 'power'; readonly above: Watts };

export interface Tier {
  readonly from: TierSwitch;
  readonly schedule: Schedule;
}

/** A price called for a time of its own, over the schedule: critical peak, or an operator's event. */
export interface PriceEvent extends TableSlot {
  /** `replaces` every tier's price; `adds` to it. */
  readonly change: 'replaces' | 'adds';
  readonly issuer: string;
  /** Of two events over one time the later announced holds. */
  readonly announced: Instant;
}

/** `estimated` = ours or somebody's guess: shown and planned with, marked as such. */
export type Certainty = 'published' | 'estimated';

interface PartTerms {
  /** As the bill prints it. */
  readonly name: string;
  readonly scope: TariffScope;
  readonly source: string;
  readonly certainty: Certainty;
  /** Millionths; of this part where it is another than the tariff's. */
  readonly vatRate?: number;
}

/** Charged per kWh of a direction; an export part is paid to the home. Tiers ascend, the base tier first, all of one kind. */
export interface UnitPart extends PartTerms {
  readonly per: 'kWh';
  readonly kind: UnitKind;
  readonly direction: Direction;
  readonly incentive: Incentive;
  readonly tiers: readonly Tier[];
  readonly events?: readonly PriceEvent[];
  /** It holds grid fee, levies and taxes already: none of another table may be added. */
  readonly total?: true;
}

/** Charged for every local day that a bill's period touches; of a price per month the days' share of it. */
export interface StandingPart extends PartTerms {
  readonly per: 'day' | 'month';
  readonly kind: 'standing';
  readonly price: ExactPrice;
}

/** Which kW are charged: as contracted, or as drawn in the highest window of a month, in the mean of so many months. */
export type Demand =
  | { readonly kind: 'subscribed'; readonly power: Watts }
  | {
      readonly kind: 'peak';
      readonly windowMinutes: 5 | 15 | 30 | 60;
      /** 1 = the month's own; 12 = the mean of it and the eleven before. */
      readonly months: number;
      readonly least: Watts;
      /** What is raised to `least`: each month's peak, or the mean of them. */
      readonly leastOf: 'month' | 'mean';
    };

/** Charged per kW of import; by rules each rate has a peak of its own. */
export interface CapacityPart extends PartTerms {
  readonly per: 'kW';
  readonly kind: 'capacity';
  /** The time that its price pays for. */
  readonly each: 'day' | 'month' | 'year';
  readonly demand: Demand;
  readonly schedule: Schedule;
}

/** Charged per kvarh. */
export interface ReactivePart extends PartTerms {
  readonly per: 'kvarh';
  readonly kind: 'reactive';
  readonly schedule: Schedule;
}

/** So much of what other parts come to. */
export interface RelativePart extends PartTerms {
  readonly per: 'part';
  readonly kind: 'percent';
  /** Millionths of their sum; below zero takes off. */
  readonly share: number;
  /** Names of parts further up. */
  readonly of: readonly string[];
}

/** What a kWh is apart from its price, for people and plans: g of CO2, or per cent of renewables; the schedule counts 10^-12 of these. */
export interface IncentivePart extends PartTerms {
  readonly per: 'none';
  readonly kind: 'co2' | 'renewable';
  readonly schedule: Schedule;
}

export type TariffPart = UnitPart | StandingPart | CapacityPart | ReactivePart | RelativePart | IncentivePart;

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
  /** Days that rules call holidays. */
  readonly holidays?: readonly Holiday[];
  /** Bills of so many months, one of which begins on a date of the zone. */
  readonly billing?: BillingAnchor;
  /** Of a gas tariff: what a cubic metre holds. */
  readonly gas?: GasConversion;
  readonly prepayment?: PrepaymentTerms;
}

/** All that is charged per kWh of a direction, of any scope. */
export const unitPartsOfAll = (tariff: Tariff, direction: Direction): readonly UnitPart[] =>
  tariff.parts.filter((part): part is UnitPart => part.per === 'kWh' && part.direction === direction);

/** What one more kWh through the connection is charged; sub-meters and single devices have prices of their own. */
export const unitParts = (tariff: Tariff, direction: Direction): readonly UnitPart[] =>
  unitPartsOfAll(tariff, direction).filter(({ scope }) => scope.kind === 'connection' || scope.kind === 'rest');

export const standingParts = (tariff: Tariff): readonly StandingPart[] =>
  tariff.parts.filter((part): part is StandingPart => part.per === 'day' || part.per === 'month');

export const relativeParts = (tariff: Tariff): readonly RelativePart[] => tariff.parts.filter((part): part is RelativePart => part.per === 'part');

/** Explicit prices are kept in memory this far ahead. */
const KEPT_AHEAD = 40 * 24 * HOUR;

/** The tariff without explicit slots that ended before `from` or begin 40 days after it: a year of half-hours is a megabyte. */
export function currentTables(tariff: Tariff, from: Instant): Tariff {
  const kept = ({ start, end }: TableSlot): boolean => end > from && start < from + KEPT_AHEAD;
  const current = (schedule: Schedule): Schedule => (schedule.kind === 'slots' ? { kind: 'slots', slots: schedule.slots.filter(kept) } : schedule);
  const partNow = (part: TariffPart): TariffPart => {
    if (part.per === 'none') return { ...part, schedule: current(part.schedule) };
    return part.per === 'kWh' ? { ...part, tiers: part.tiers.map((tier) => ({ ...tier, schedule: current(tier.schedule) })) } : part;
  };
  return { ...tariff, parts: tariff.parts.map(partNow) };
}
