import { type CivilDate, civilDate, civilFromDays, daysFromCivil, parseCivilDate } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { stretchesOf } from '../tariff/schedule.ts';
import { dayOf } from '../time/zone.ts';
import type { CapacityPart, Demand, Tariff } from '../tariff/tariff.ts';
import type { ExactMoney, ExactPrice } from '../units/money.ts';
import { shareOfMonth, type MonthDays } from './dayShare.ts';
import type { Peak, Peaks } from './memory.ts';

/** What a capacity part charges for a month: 10^-18 kW at a price; `rate` as its schedule calls it. */
export interface ChargedDemand {
  readonly name: string;
  readonly month: CivilDate;
  readonly rate: string;
  /** 10^-18 kW, the least and the mean of months in it. */
  readonly power: bigint;
}

/** A W in 10^-18 kW. */
const EXACT_PER_WATT = 10n ** 15n;
const exactPower = (watts: number): bigint => BigInt(Math.round(watts)) * EXACT_PER_WATT;

/** The money of a capacity part for the days of a bill, and the demands that it stands on. */
export function capacityCharge(part: CapacityPart, months: readonly MonthDays[], peaks: Peaks, calendar: Tariff): { readonly money: ExactMoney; readonly demands: readonly ChargedDemand[] } {
  const demands: ChargedDemand[] = [];
  let money = 0n;
  for (const days of months) {
    for (const { rate, power, price } of demandsOf(part, days.month, peaks, calendar)) {
      demands.push({ name: part.name, month: days.month, rate, power });
      money += chargeOf(part, BigInt(price) * power, days);
    }
  }
  return { money: money as ExactMoney, demands };
}

function chargeOf({ each }: CapacityPart, amount: bigint, days: MonthDays): bigint {
  if (each === 'day') return amount * BigInt(days.to - days.from);
  return shareOfMonth(each === 'year' ? amount / 12n : amount, days);
}

interface PricedDemand extends Peak {
  readonly rate: string;
}

function demandsOf(part: CapacityPart, month: CivilDate, peaks: Peaks, calendar: Tariff): readonly PricedDemand[] {
  const { demand } = part;
  if (demand.kind === 'subscribed') return standing(part, month, calendar).map((base) => ({ ...base, power: exactPower(demand.power) }));
  const known = [...(peaks.get(month) ?? [])].map(([rate, peak]) => ({ rate, ...peak }));
  const rates = known.length > 0 ? known : standing(part, month, calendar);
  return rates.map((one) => ({ ...one, power: meanPeak(demand, one.rate, month, peaks) }));
}

/** What the schedule says at the month's first moment: of a month without a measurement the least is still owed. */
function standing({ schedule }: CapacityPart, month: CivilDate, calendar: Tariff): readonly PricedDemand[] {
  const start = dayOf(month, calendar.zone)?.interval.start;
  if (start === undefined) return [];
  const [stretch] = stretchesOf(schedule, { start, end: (start + 1) as Instant }, calendar);
  return stretch?.price == null ? [] : [{ rate: stretch.rate ?? '', price: stretch.price as ExactPrice, power: 0n }];
}

/** Over the months of the demand that are known; of none the least. */
function meanPeak({ months, least, leastOf }: Extract<Demand, { kind: 'peak' }>, rate: string, month: CivilDate, peaks: Peaks): bigint {
  const floor = exactPower(least);
  const raised = (power: bigint): bigint => (power > floor ? power : floor);
  const powers = monthsBack(month, months).flatMap((one) => peaks.get(one)?.get(rate)?.power ?? []);
  if (powers.length === 0) return floor;
  const sum = powers.reduce((total, power) => total + (leastOf === 'month' ? raised(power) : power), 0n);
  return raised(sum / BigInt(powers.length));
}

function monthsBack(month: CivilDate, count: number): readonly CivilDate[] {
  const { year, month: number } = civilFromDays(parseCivilDate(month) ?? 0);
  return Array.from({ length: count }, (_, back) => {
    const index = year * 12 + number - 1 - back;
    return civilDate(daysFromCivil(Math.floor(index / 12), (index % 12) + 1, 1));
  });
}
