import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { slotsFor } from '#domain/plan/slots.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import { HOUR, instant, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { chance } from './chance.ts';
import { appliances, readyBy } from './largeAppliances.ts';
import { hourOf, MIDNIGHT } from './largeDays.ts';
import { stores, storeWishes } from './largeStores.ts';

const CENT = 10_000;
/** Grid fee, levies and tax on what is bought, micro per kWh. */
const ON_TOP = 14 * CENT;
const HALF_HOUR = HOUR / 2;
/** Half-hours of which a home has numbers: its window and the latest it is shifted to. */
const HALF_HOURS = 200;

type Each = (of: (hour: number, half: number, start: Instant) => number) => readonly number[];

const spotCents = (hour: number): number => (hour < 6 ? 8 : hour < 10 ? 18 : hour < 16 ? 11 : hour < 21 ? 26 : 13);
const loadWatts = (hour: number): number => (hour < 6 ? 250 : hour >= 17 && hour < 22 ? 900 : 450);

/** So many numbers between two, one a half-hour. */
const noise = (next: () => number, least: number, most: number): Float64Array => Float64Array.from({ length: HALF_HOURS }, () => least + (most - least) * next());

/** Micro per kWh a slot, before what is charged on top; every other home has a noon of the second day at which they fall below that. */
function spot(each: Each, seed: number, next: () => number): readonly number[] {
  const by = noise(next, 0.75, 1.25);
  return each((hour, half) => Math.round((seed % 2 === 0 && half >= 48 && half < 96 && hour >= 11 && hour < 15 ? -17 : spotCents(hour)) * (by[half] ?? 1) * CENT));
}

/** Power steps at 5 and 9 kW, a block of the month that may be used up, and a charge on the month's highest quarter-hour. */
function charges(each: Each, next: () => number): Pick<PlanProblem, 'tiers' | 'peaks'> {
  const all = (value: number): readonly number[] => each(() => value);
  return {
    tiers: [
      { by: 'power', window: HOUR / 4, above: [5_000, 9_000], more: [all(3 * CENT), all(9 * CENT)] },
      { by: 'energy', block: all(0), used: [Math.round(200_000_000 + 60_000_000 * next())], above: [270_000_000], more: [all(4 * CENT)] },
    ],
    peaks: [{ window: HOUR / 4, register: all(0), owed: [3_000 + Math.round(3_000 * next())], price: [400 * CENT], begun: 0 }],
  };
}

/** 25 A on three phases, and three hours of an evening at which the grid operator leaves 4.2 kW. */
function limits(each: Each, next: () => number): PlanProblem['limits'] {
  const from = next() < 0.5 ? 0 : DAY;
  const isCalled = (hour: number, start: Instant): boolean => hour >= 17 && hour < 20 && start >= MIDNIGHT + from && start < MIDNIGHT + from + DAY;
  const called = each((hour, _, start) => (isCalled(hour, start) ? 4_200 : 0)).map((w) => (w === 0 ? null : w));
  return [{ direction: 'import', w: each(() => 17_250) }, { direction: 'import', w: called }];
}

/** 7 kW of panels under a sky that differs from home to home. */
function roof(each: Each, next: () => number): PlanDevice {
  const sky = 0.3 + 0.7 * next();
  const cloud = noise(next, 0.7, 1);
  const generation = each((hour, half) => Math.round(Math.max(0, Math.sin(((hour - 6.5) / 11) * Math.PI)) * 7_000 * sky * (cloud[half] ?? 1)));
  return { id: 'roof', primitive: { kind: 'envelope', min: watts(-7_000), max: watts(0) }, stored: null, runningSince: null, neutral: { kind: 'hold', power: watts(-7_000) }, generation };
}

/**
 * The frozen large home of the bench: two cars, one of which gives back, a battery, a roof, five appliances, a heat pump, a
 * tank; power steps, a block, a charge on the peak, a grid operator's window; 48 h in 136 slots, from 0, 6, 12 or 18 h on.
 * @param later ms that the same home's window begins later.
 */
export function largeHome(seed: number, later = 0): PlanProblem {
  const next = chance(seed);
  const begin = instant(MIDNIGHT + Math.floor(4 * next()) * 6 * HOUR);
  const slots = slotsFor(instant(begin + later));
  const each: Each = (of) => slots.map(({ start }) => of(hourOf(start), Math.floor((start - MIDNIGHT) / HALF_HOUR), start));
  const prices = spot(each, seed, next);
  const load = noise(next, 0.7, 1.3);
  return {
    version: 1,
    revision: seed,
    issued: instant(begin + later),
    slots,
    importPrice: prices.map((price) => price + ON_TOP),
    exportPrice: prices.map((price) => price - CENT),
    priceKnown: slots.map(() => true),
    carbon: each((hour) => Math.round(250 + 150 * Math.sin(((hour - 12) / 12) * Math.PI))),
    inflexible: each((hour, half) => Math.round(loadWatts(hour) * (load[half] ?? 1))),
    spread: slots.map(() => 200),
    devices: [...stores(slots, next), ...appliances(), roof(each, next)],
    wishes: [...storeWishes(begin), ...readyBy(begin)],
    limits: limits(each, next),
    endValue: 20 * CENT,
    weights: { carbon: 100_000, independence: 0, switching: 1_000, change: 1_500 },
    running: null,
    ...charges(each, next),
  };
}
