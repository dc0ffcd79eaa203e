import { irradiance, sunAt, type Place } from '../forecast/sun.ts';
import { PROBLEM_VERSION, type PlanDevice, type PlanProblem } from '../plan/problem.ts';
import { HOUR, lengthOf, type Interval } from '../time/instant.ts';
import { wallClock } from '../time/zone.ts';
import { watts } from '../units/power.ts';
import type { PastDay, PastSlot } from './pastDay.ts';

/** What a home might have besides. */
export interface Addition {
  /** kWh that a battery holds; 0 = none. */
  readonly battery: number;
  /** kW peak of panels; 0 = none. */
  readonly panels: number;
  /** kWh of hot water a day that a bigger tank lets wait for a cheap hour; 0 = none. */
  readonly tank: number;
}

/** Micro per kWh at a minute of the local day. */
export interface DayPrice {
  readonly importPrice: number;
  readonly exportPrice: number;
}
export type Prices = (minuteOfDay: number) => DayPrice;

/** What is supposed of things that nobody has measured: said beside the answer. */
export const SUPPOSED = {
  /** Of a battery: hours from empty to full, and what comes out again of what went in. */
  hours: 2,
  roundTrip: 0.9,
  /** Panels: degrees from level, facing the equator; shares of a clear sky's light over a year, from dull to bright. */
  tilt: 35,
  dull: 0.4,
  bright: 0.65,
  /** A tank heats with so many W; today's water is heated when it is used: minutes of the local day. */
  heater: 3_000,
  used: [
    { from: 360, to: 480 },
    { from: 1_080, to: 1_260 },
  ],
} as const;

/** A day as it would have been, twice: with what stands least in favour of the addition, and most. */
export interface WhatIfDay {
  readonly date: string;
  /** Micro, as it was. */
  readonly before: number;
  readonly least: PlanProblem;
  readonly most: PlanProblem;
}

export const MOST_DAYS = 12;

/** Days spread evenly over all that is known, and so over its seasons. */
export function representativeDays(days: readonly PastDay[], most = MOST_DAYS): readonly PastDay[] {
  if (days.length <= most) return days;
  return Array.from({ length: most }, (_, n) => days[Math.round(((n + 0.5) * days.length) / most - 0.5)]).filter((day) => day !== undefined);
}

const meanPower = (energy: number, slot: Interval): number => (energy * HOUR) / 1_000 / lengthOf(slot);
const netOf = (slot: PastSlot): number => meanPower((slot.import ?? 0) - (slot.export ?? 0), slot);
const minuteOf = (slot: Interval, zone: string): number => wallClock(slot.start, zone).minuteOfDay;

/** Micro of energy. W of a slot, price per kWh. */
function moneyOf(power: number, slot: Interval, { importPrice, exportPrice }: DayPrice): number {
  return ((power * lengthOf(slot)) / HOUR / 1_000) * (power >= 0 ? importPrice : exportPrice);
}

/** W that the water of a day takes at a minute of the day at which it is used now. @param tank kWh a day. */
function waterAt(minute: number, tank: number): number {
  const all = SUPPOSED.used.reduce((sum, { from, to }) => sum + to - from, 0);
  return SUPPOSED.used.some(({ from, to }) => from <= minute && minute < to) ? (tank * 1_000 * 60) / all : 0;
}

/** W of panels facing the equator in the middle of a slot, under a share of a clear sky. */
function sunIn(slot: Interval, place: Place, panels: number, share: number): number {
  const azimuth = place.latitude >= 0 ? 0 : 180;
  return panels * irradiance(sunAt(place, slot.start + lengthOf(slot) / 2), { tilt: SUPPOSED.tilt, azimuth }) * share;
}

function battery(capacity: number): PlanDevice {
  const power = watts(Math.round((capacity * 1_000) / SUPPOSED.hours));
  const oneWay = Math.sqrt(SUPPOSED.roundTrip);
  const neutral = { kind: 'follow', min: watts(-power), max: power, grid: watts(0) } as const;
  return { id: 'battery', primitive: { kind: 'store', capacity: Math.round(capacity * 1e6), maxCharge: power, maxDischarge: power, chargeEfficiency: oneWay, dischargeEfficiency: oneWay, wear: 0 }, stored: 0, runningSince: null, neutral };
}

/** Left alone it heats from midnight on, as by a timer. */
function tank(energy: number): PlanDevice {
  const power = watts(SUPPOSED.heater);
  return { id: 'tank', primitive: { kind: 'store', capacity: Math.round(energy * 1e6), maxCharge: power, maxDischarge: watts(0), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 }, stored: 0, runningSince: null, neutral: { kind: 'hold', power } };
}

export interface WhatIfHome {
  readonly zone: string;
  readonly place: Place;
  /** What energy costs now, and what it would cost. */
  readonly prices: Prices;
  readonly then: Prices;
}

function problemOf({ slots, interval }: PastDay, { zone, place, then }: WhatIfHome, addition: Addition, share: number): PlanProblem {
  const prices = slots.map((slot) => then(minuteOf(slot, zone)));
  const net = slots.map((slot) => netOf(slot) - waterAt(minuteOf(slot, zone), addition.tank) - (addition.panels > 0 ? sunIn(slot, place, addition.panels, share) : 0));
  const sorted = prices.map(({ importPrice }) => importPrice).sort((a, b) => a - b);
  return {
    version: PROBLEM_VERSION,
    revision: 1,
    issued: interval.start,
    slots: slots.map(({ start, end }) => ({ start, end })),
    importPrice: prices.map(({ importPrice }) => importPrice),
    exportPrice: prices.map(({ exportPrice }) => exportPrice),
    priceKnown: slots.map(() => true),
    inflexible: net.map(Math.round),
    spread: slots.map(() => 0),
    devices: [...(addition.battery > 0 ? [battery(addition.battery)] : []), ...(addition.tank > 0 ? [tank(addition.tank)] : [])],
    wishes: addition.tank > 0 ? [{ kind: 'storedBy', id: 'water', device: 'tank', rank: 1, by: slots.at(-1)?.end ?? interval.end, share: 1 }] : [],
    limits: [],
    endValue: Math.max(0, sorted[Math.floor(sorted.length / 4)] ?? 0),
    running: null,
  };
}

/** What the tank holds at the end is used up by then: it is worth nothing over the day. */
export const heldWater = ({ endValue }: PlanProblem, { tank: energy }: Addition): number => energy * endValue;

/** Whole slots only that follow each other; undefined where a day has a hole. */
export function whatIfDay(day: PastDay, home: WhatIfHome, addition: Addition): WhatIfDay | undefined {
  if (day.slots.some(({ start }, index) => index > 0 && day.slots[index - 1]?.end !== start)) return undefined;
  const before = day.slots.reduce((sum, slot) => sum + moneyOf(netOf(slot), slot, home.prices(minuteOf(slot, home.zone))), 0);
  return { date: day.date, before: Math.round(before), least: problemOf(day, home, addition, SUPPOSED.dull), most: problemOf(day, home, addition, SUPPOSED.bright) };
}

/** What a day would have cost: left alone on dull days, and planned on bright ones by who knew the day. Micro. */
export interface Lived {
  readonly before: number;
  readonly alone: number;
  readonly planned: number;
}

/** Micro a year saved, by the mean of the days. */
export function savedInYear(days: readonly Lived[]): { readonly low: number; readonly high: number } {
  const yearly = (of: (day: Lived) => number): number => Math.round((days.reduce((sum, day) => sum + of(day), 0) / days.length) * 365);
  return { low: yearly(({ before, alone }) => before - alone), high: yearly(({ before, planned }) => before - planned) };
}

/** A tariff of two prices, the other one in some hours of the night; micro per kWh. */
export interface TwoRates {
  readonly day: number;
  readonly night: number;
  /** Minutes of the local day. */
  readonly from: number;
  readonly to: number;
}

export const twoRates = ({ day, night, from, to }: TwoRates, now: Prices): Prices => (minute) => {
  const isNight = from <= to ? from <= minute && minute < to : minute >= from || minute < to;
  return { importPrice: isNight ? night : day, exportPrice: now(minute).exportPrice };
};
