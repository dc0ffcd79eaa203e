import { DISHWASHER, type PlugSpec } from './plug.ts';
import type { BatterySpec } from './battery.ts';
import type { CarSpec } from './car.ts';
import { seedFor } from './chance.ts';
import type { HeaterSpec } from './heater.ts';
import type { LoadSpec } from './load.ts';
import type { Neutral } from './orders.ts';
import type { PvSpec } from './pv.ts';
import { ms } from '../time/instant.ts';
import { milliWattHours } from '../units/energy.ts';
import { watts } from '../units/power.ts';

/** What the simulated home is made of; a device left out (null) is not there. */
export interface HomeSpec {
  readonly seed: number;
  /** IANA zone: habits and the meter's tariff clock follow it. */
  readonly zone: string;
  readonly phases: 1 | 3;
  readonly people: number;
  readonly load: LoadSpec;
  readonly pv: PvSpec | null;
  readonly battery: BatterySpec | null;
  readonly plug: PlugSpec | null;
  readonly heater: HeaterSpec | null;
  readonly car: CarSpec | null;
  readonly neutral: Neutral;
}

/** What may be chosen of a simulated home; the rest follows from the seed. */
export interface HomeChoice {
  readonly zone?: string;
  readonly phases?: 1 | 3;
  readonly without?: readonly ('pv' | 'battery' | 'plug' | 'heater' | 'car')[];
}

/** A house of two people near Utrecht: 4 kW roof, 10 kWh battery, dishwasher on a plug, 150 l tank, car on 16 A. */
export function homeSpec(seed: number, choice: HomeChoice = {}): HomeSpec {
  const phases = choice.phases ?? 1;
  const has = (part: NonNullable<HomeChoice['without']>[number]): boolean => !choice.without?.includes(part);
  return {
    seed,
    zone: choice.zone ?? 'Europe/Amsterdam',
    phases,
    people: 2,
    load: { base: watts(110), fridge: watts(85), people: 2, phases, seed: seedFor(seed, 'load') },
    pv: has('pv') ? roof(seed) : null,
    battery: has('battery') ? BATTERY : null,
    plug: has('plug') ? DISHWASHER : null,
    heater: has('heater') ? TANK : null,
    car: has('car') ? { ...CAR, phases } : null,
    neutral: { battery: watts(0), plug: watts(0), heater: TANK.power, car: watts(11_040) },
  };
}

export const BATTERY: BatterySpec = {
  capacity: milliWattHours(10_000_000),
  maxCharge: watts(3_700),
  maxDischarge: watts(3_700),
  chargeEfficiency: 0.96,
  dischargeEfficiency: 0.96,
  lag: ms(800),
  taper: 0.08,
};

const TANK: HeaterSpec = { litres: 150, power: watts(2_000), highest: 60, hysteresis: 6, loss: 1.6, ambient: 18, cold: 12 };
const CAR: CarSpec = { capacity: milliWattHours(58_000_000), efficiency: 0.9, phases: 1, minAmps: 6, maxAmps: 16, volts: 230 };

const roof = (seed: number): PvSpec => ({
  peak: watts(4_000),
  inverter: watts(3_600),
  place: { latitude: 52.09, longitude: 5.12 },
  plane: { tilt: 35, azimuth: 10 },
  seed: seedFor(seed, 'pv'),
});
