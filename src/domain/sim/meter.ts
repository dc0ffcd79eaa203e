import type { MeterReading, Phase, PhaseReading } from '../meter/reading.ts';
import { SECOND } from '../time/instant.ts';
import { watts } from '../units/power.ts';
import { between, chance } from './chance.ts';
import { registerValues } from './registers.ts';
import type { SimulatedHome } from './simulatedHome.ts';
import type { HomeSpec } from './spec.ts';

export const SIMULATED_METER = 'simulated';
const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];
const STREAM = { volts: 90 };
/** Ohms of the service cable: what the home draws is seen in its own voltage. */
const CABLE = 0.12;

/** V at the connection: the street wanders slowly, the cable drops with the current. */
export function voltsAt(spec: HomeSpec, home: SimulatedHome, phase: 0 | 1 | 2): number {
  const minute = Math.floor(home.at / 60_000);
  const street = between(228.5, 234.5, (chance(spec.seed, STREAM.volts + phase, Math.floor(minute / 10)) * 3 + chance(spec.seed, STREAM.volts + phase, minute)) / 4);
  return Math.round((street - (home.phases[phase] / 230) * CABLE) * 10) / 10;
}

/** What a meter with whole amperes shows. */
export const ampsAt = (power: number, volts: number): number => Math.round(Math.abs(power) / volts);

function phaseReadings(spec: HomeSpec, home: SimulatedHome): Partial<Record<Phase, PhaseReading>> {
  const readings: Partial<Record<Phase, PhaseReading>> = {};
  for (let n = 0; n < spec.phases; n++) {
    const phase = n as 0 | 1 | 2;
    const volts = voltsAt(spec, home, phase);
    readings[PHASES[n] ?? 'L1'] = { power: watts(home.phases[phase]), volts, amps: ampsAt(home.phases[phase], volts) };
  }
  return readings;
}

/** The home's meter at the end of the last step, read directly: what a P1 cable would carry, without the text. */
export const readingOf = (spec: HomeSpec, home: SimulatedHome): MeterReading => ({
  meter: SIMULATED_METER,
  at: home.at,
  power: home.grid,
  phases: phaseReadings(spec, home),
  registers: registerValues(home.registers),
  period: SECOND,
  quality: 'measured',
});
