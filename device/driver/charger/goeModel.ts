import { MAINS_VOLTS } from './mains.ts';

/**
 * Registers of the go-e Charger by Modbus TCP, as its maker publishes them (goecharger/go-eCharger-API-v2, modbus-en.md;
 * addresses as on the wire). From the documents: no charger was seen. PHASE_SWITCH_MODE needs firmware 55.5, FORCE_STATE
 * 55.6; numbers of two registers have the higher one first.
 */
export const HOLDING = { mostAmps: 211, amps: 299, savedAmps: 300, phaseMode: 332, force: 337 } as const;
/** VOLT_L1 to POWER_TOTAL are one block. */
export const INPUT = { car: 100, measured: 108, measuredCount: 14, added: 132, phases: 205 } as const;

/** FORCE_STATE: 0 the charger's own logic, 1 no charging, 2 charging. */
export const FORCE = { own: 0, off: 1, on: 2 } as const;
/** PHASE_SWITCH_MODE: 0 the charger's own logic. */
export const PHASE_MODE = { 1: 1, 3: 2 } as const;
export type PhaseCount = keyof typeof PHASE_MODE;

/** IEC 61851-1 knows nothing between 0 and 6 A. */
export const LEAST_AMPS = 6;

/** What the charger is told to do; null amps = no charging. */
export interface Offer {
  readonly amps: number | null;
  readonly phases: PhaseCount;
}

export interface Measured {
  /** V of L1. */
  readonly volts: number;
  /** A of the phase that carries most. */
  readonly amps: number;
  /** W. */
  readonly power: number;
}

const pair = (registers: readonly number[], index: number): number => (registers[index] ?? 0) * 65_536 + (registers[index + 1] ?? 0);

/** The block from VOLT_L1: V, tenths of an A, hundredths of a kW. */
export const measuredOf = (registers: readonly number[]): Measured => ({
  volts: pair(registers, 0),
  amps: Math.max(pair(registers, 6), pair(registers, 8), pair(registers, 10)) / 10,
  power: pair(registers, 12) * 10,
});

/** CAR_STATE: 1 no car; 2 charging, 3 waiting for the car, 4 finished. Null: the charger does not know (0). */
export const pluggedIn = (state: number): boolean | null => (state === 1 ? false : state >= 2 && state <= 4 ? true : null);

/** ENERGY_CHARGE counts tens of W·s of this plug-in; mWh, 3.6 W·s each. */
export const addedOf = (registers: readonly number[]): number => Math.round((pair(registers, 0) * 10) / 3.6);

/** PHASES: bits 3 to 5 are the phases before the contactor. */
export const suppliedPhases = (register: number): PhaseCount => (((register >> 3) & 0b111) === 0b111 ? 3 : 1);

/** Volts that are no reading of a mains. */
const LEAST_VOLTS = 190;

/**
 * The whole amperes that stay below a set-point at the voltage there is; 6 A for the least that is ever asked.
 * @param setpoint W, + = consumption; @param least W below which it is off.
 */
export function ampsFor(setpoint: number, phases: PhaseCount, volts: number, { least, most }: { readonly least: number; readonly most: number }): number | null {
  if (setpoint < least) return null;
  const real = volts >= LEAST_VOLTS ? volts : MAINS_VOLTS;
  return Math.min(most, Math.max(LEAST_AMPS, Math.floor(setpoint / (phases * real))));
}
