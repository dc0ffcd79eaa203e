import type { BatterySpec } from '#domain/sim/battery.ts';
import type { SimulatedHome } from '#domain/sim/simulatedHome.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';

/** "SunS" and the address of the map (SunSpec Device Information Model Specification 1.1). */
export const BASE = 40_000;
/** Scale factor of percentages: hundredths. */
const PERCENT_SF = -2;
const NOT_IMPLEMENTED = 0xffff;
const NOT_IMPLEMENTED_INT = 0x8000;

/** The writable points of model 124 as they stand in the device. */
export interface StoragePoints {
  /** StorCtl_Mod: bit 0 = InWRte bounds charging, bit 1 = OutWRte bounds discharging. */
  readonly control: number;
  /** Int16, hundredths of a percent of WChaMax; negative asks for the other direction. */
  readonly outRate: number;
  readonly inRate: number;
  /** InOutWRte_RvrtTms, s; 0 = no time-out. */
  readonly revert: number;
}

const FULL_RATE = 10_000;
export const RELEASED: StoragePoints = { control: 0, outRate: FULL_RATE, inRate: FULL_RATE, revert: 0 };

const text = (value: string, registers: number): number[] =>
  Array.from({ length: registers }, (_, n) => ((value.charCodeAt(2 * n) || 0) << 8) | (value.charCodeAt(2 * n + 1) || 0));
const unsigned = (value: number): number => value & 0xffff;
const long = (value: number): number[] => [Math.floor(value / 65_536) & 0xffff, value & 0xffff];

/** Model 1, common: who the device says it is. */
const common = (serial: string): number[] => [1, 66, ...text('Simulated', 16), ...text('battery', 16), ...text('', 8), ...text('1', 8), ...text(serial, 16), 1, 0];

/** Model 101, single-phase inverter: `W` is + where the device gives. */
function inverter(power: number, volts: number, given: number): number[] {
  const current = Math.round((Math.abs(power) / volts) * 100);
  return [
    101, 50,
    current, current, NOT_IMPLEMENTED, NOT_IMPLEMENTED, unsigned(-2),
    NOT_IMPLEMENTED, NOT_IMPLEMENTED, NOT_IMPLEMENTED, Math.round(volts * 10), NOT_IMPLEMENTED, NOT_IMPLEMENTED, unsigned(-1),
    unsigned(-power), 0,
    5_000, unsigned(-2),
    Math.abs(power), 0, 0, 0, unsigned(100), 0,
    ...long(given), 0,
    NOT_IMPLEMENTED, NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED, NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED_INT,
    250, NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED_INT, unsigned(-1),
    4, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
}

/** ChaSt: 1 off, 2 empty, 3 discharging, 4 charging, 5 full, 6 holding. */
function chargeStatus(power: number, share: number): number {
  if (power > 0) return 4;
  if (power < 0) return 3;
  return share >= 1 ? 5 : share <= 0 ? 2 : 6;
}

/** Model 124, basic storage control. */
const storage = (spec: BatterySpec, power: number, share: number, points: StoragePoints): number[] => [
  124, 24,
  spec.maxCharge, spec.maxCharge, spec.maxDischarge, points.control, NOT_IMPLEMENTED, 0,
  Math.round(share * 10_000), NOT_IMPLEMENTED, NOT_IMPLEMENTED, chargeStatus(power, share),
  unsigned(points.outRate), unsigned(points.inRate), 0, points.revert, 0, 1,
  0, 0, NOT_IMPLEMENTED_INT, unsigned(-2), unsigned(PERCENT_SF), NOT_IMPLEMENTED_INT, NOT_IMPLEMENTED_INT, unsigned(PERCENT_SF),
];

/** Model 713, storage capacity: tens of Wh, so that a large battery fits a register. */
function capacity(spec: BatterySpec, share: number): number[] {
  const rating = Math.round((spec.capacity / MWH_PER_KWH) * 100);
  return [713, 7, rating, Math.round(rating * share), Math.round(share * 10_000), 10_000, 1, 1, unsigned(PERCENT_SF)];
}

/** Where model 124 begins in the map, and its writable points from there. */
export const STORAGE_AT = BASE + 2 + 68 + 52;
export const CONTROL_AT = STORAGE_AT + 5;
export const RATES_AT = STORAGE_AT + 12;

/** The whole map as it reads now. */
export function registerMap(spec: BatterySpec, serial: string, home: SimulatedHome, points: StoragePoints): readonly number[] {
  const { power, stored } = home.battery;
  const share = stored / spec.capacity;
  return [0x5375, 0x6e53, ...common(serial), ...inverter(power, 230, 0), ...storage(spec, power, share, points), ...capacity(spec, share), 0xffff, 0];
}

/**
 * The set-point that the window of model 124 leaves a battery that rests by itself: 0 W moved into
 * [-OutWRte, InWRte]. Negative rates, which force the other direction, are read as most inverters do.
 */
export function setpointOf(spec: BatterySpec, points: StoragePoints): number {
  const high = points.control & 1 ? (points.inRate / FULL_RATE) * spec.maxCharge : spec.maxCharge;
  const low = points.control & 2 ? (-points.outRate / FULL_RATE) * spec.maxDischarge : -spec.maxDischarge;
  return Math.round(Math.min(Math.max(0, low), high)) + 0;
}
