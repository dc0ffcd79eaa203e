import type { Watts } from '../units/power.ts';

export interface HeaterSpec {
  readonly litres: number;
  /** Electrical power of the immersion element. */
  readonly power: Watts;
  /** The element's own thermostat: °C at which it opens, and K below that at which it closes again. */
  readonly highest: number;
  readonly hysteresis: number;
  /** Standing loss in W per K above ambient. */
  readonly loss: number;
  /** °C around the tank, and of the water that comes in. */
  readonly ambient: number;
  readonly cold: number;
}

export interface HeaterState {
  /** Mean of the tank, °C. */
  readonly temperature: number;
  /** The thermostat's contact: it acts before any command does. */
  readonly closed: boolean;
  readonly power: Watts;
}

/** What is asked of the heater and taken from it during a step. */
export interface HeaterInput {
  /** More than 0 W switches the element on, as far as the thermostat lets it. */
  readonly setpoint: Watts;
  /** Hot water drawn, litres a minute. */
  readonly drawn: number;
}

/** Heats one litre by one kelvin: J/(l·K). */
const WATER = 4_186;

export const warmTank = (temperature: number): HeaterState => ({ temperature, closed: true, power: 0 as Watts });

/** The tank `ms` later, fully mixed: dT/dt = (element - loss - draw) / (litres · 4186 J/(l·K)). */
export function stepHeater(spec: HeaterSpec, state: HeaterState, input: HeaterInput, ms: number): { readonly state: HeaterState; readonly power: Watts } {
  const closed = state.temperature >= spec.highest ? false : state.temperature <= spec.highest - spec.hysteresis ? true : state.closed;
  const power = (input.setpoint > 0 && closed ? spec.power : 0) as Watts;
  const lost = spec.loss * (state.temperature - spec.ambient);
  const taken = (input.drawn / 60) * WATER * (state.temperature - spec.cold);
  const temperature = state.temperature + ((power - lost - taken) * (ms / 1000)) / (spec.litres * WATER);
  return { state: { temperature, closed, power }, power };
}
