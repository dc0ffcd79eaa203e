/** SunSpec information models as registers (SunSpec Device Information Model Specification 1.1; models 1, 101-103, 124, 713, 802). */

/** "SunS", the mark at the start of the register map. */
export const MARK = [0x5375, 0x6e53] as const;
/** Where a map may start, likeliest first. */
export const BASES = [40_000, 0, 50_000] as const;
export const END_MODEL = 0xffff;

/** One model as found: `address` is that of its identifier, `length` the registers after identifier and length. */
export interface FoundModel {
  readonly id: number;
  readonly address: number;
  readonly length: number;
}

const NOT_A_NUMBER_INT = 0x8000;
const NOT_A_NUMBER_UINT = 0xffff;

const signed = (register: number): number => (register >= 0x8000 ? register - 0x10000 : register);
export const unsigned = (value: number): number => value & 0xffff;

/** The power of ten at a `sunssf` point; null where the device does not implement it. */
function factor(registers: readonly number[], offset: number): number | null {
  const register = registers[offset];
  return register === undefined || register === NOT_A_NUMBER_INT ? null : signed(register);
}

/** value x 10^scale without the dust of a float power: 5 at -2 is 0.05. */
const scaled = (value: number, scale: number): number => (scale < 0 ? value / 10 ** -scale : value * 10 ** scale);

/** A uint16 point by its scale factor; null when either is not implemented. */
export function uintPoint(registers: readonly number[], offset: number, scaleOffset: number): number | null {
  const register = registers[offset];
  const scale = factor(registers, scaleOffset);
  return register === undefined || register === NOT_A_NUMBER_UINT || scale === null ? null : scaled(register, scale);
}

/** An int16 point by its scale factor; null when either is not implemented. */
export function intPoint(registers: readonly number[], offset: number, scaleOffset: number): number | null {
  const register = registers[offset];
  const scale = factor(registers, scaleOffset);
  return register === undefined || register === NOT_A_NUMBER_INT || scale === null ? null : scaled(signed(register), scale);
}

/** Characters of a string point, two a register, ended by NUL. */
export function textPoint(registers: readonly number[], offset: number, length: number): string {
  const bytes = registers.slice(offset, offset + length).flatMap((register) => [register >> 8, register & 0xff]);
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.slice(0, end))).trim();
}

/** Model 1. */
export const COMMON = { id: 1, manufacturer: 2, model: 18, textLength: 16 } as const;
/** Models 101, 102, 103: AC power, + = out of the device. */
export const INVERTERS: readonly number[] = [101, 102, 103];
export const inverterPower = (registers: readonly number[]): number | null => intPoint(registers, 14, 15);

/** Model 124, basic storage control. */
export const STORAGE = {
  id: 124,
  length: 26,
  controlMode: 5,
  /** OutWRte, InWRte, WinTms, RvrtTms, RmpTms stand side by side and are written at once. */
  rates: 12,
  revert: 15,
  rateScale: 25,
} as const;
/** StorCtl_Mod: bit 0 bounds charging, bit 1 bounds discharging. */
export const CONTROL_BOTH = 3;
export const CONTROL_NONE = 0;

export interface StorageReading {
  /** W. */
  readonly maxCharge: number | null;
  /** Share of capacity, 0..100 %. */
  readonly charge: number | null;
  /** % of WDisChaMax and of WChaMax; negative means "at least that much the other way". */
  readonly outRate: number | null;
  readonly inRate: number | null;
  readonly controlMode: number;
  /** s. */
  readonly revertTime: number | null;
}

export function storageReading(registers: readonly number[]): StorageReading {
  const revert = registers[STORAGE.revert];
  return {
    maxCharge: uintPoint(registers, 2, 18),
    charge: uintPoint(registers, 8, 22),
    outRate: intPoint(registers, 12, STORAGE.rateScale),
    inRate: intPoint(registers, 13, STORAGE.rateScale),
    controlMode: registers[STORAGE.controlMode] ?? CONTROL_NONE,
    revertTime: revert === undefined || revert === NOT_A_NUMBER_UINT ? null : revert,
  };
}

/** The rate scale is fixed for a device; without it no rate can be written. */
export const rateScaleOf = (registers: readonly number[]): number | null => factor(registers, STORAGE.rateScale);

/** Model 713 or 802: what fits in, Wh, and the largest discharge, W, where the model says it. */
export function capacityOf(id: number, registers: readonly number[]): { readonly capacity: number | null; readonly maxDischarge: number | null } {
  if (id === 713) return { capacity: uintPoint(registers, 2, 7), maxDischarge: null };
  return { capacity: uintPoint(registers, 3, 53), maxDischarge: uintPoint(registers, 5, 54) };
}
export const CAPACITY_MODELS: readonly number[] = [713, 802];

export interface RateLimits {
  /** W, positive. */
  readonly maxCharge: number;
  readonly maxDischarge: number;
  /** Power of ten of InOutWRte. */
  readonly scale: number;
}

const toRate = (power: number, of: number, scale: number): number => {
  const percent = of > 0 ? Math.max(-100, Math.min(100, (100 * power) / of)) : 0;
  // Towards zero: a rounding never asks for more than was meant.
  return unsigned(Math.trunc(scaled(percent, -scale)));
};

/**
 * A set-point as the five rate registers: a window of one point. Charging at P is capped by InWRte and asked for by
 * OutWRte = -P (the reading of negative rates that inverters share), discharging the other way round; + = charging.
 * @param power W; @param revertSeconds after which the device forgets it.
 */
export function rateRegisters(power: number, limits: RateLimits, revertSeconds: number): number[] {
  return [toRate(-power, limits.maxDischarge, limits.scale), toRate(power, limits.maxCharge, limits.scale), 0, revertSeconds, 0];
}

/** The set-point in W that stands in the device, null when it is not under control. */
export function setpointOf(reading: StorageReading, limits: RateLimits): number | null {
  if (reading.controlMode !== CONTROL_BOTH || reading.inRate === null || reading.outRate === null) return null;
  return reading.inRate > 0 ? (reading.inRate * limits.maxCharge) / 100 : (-reading.outRate * limits.maxDischarge) / 100 + 0;
}
