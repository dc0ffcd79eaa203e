import { numbers } from './formatters.ts';
import { leftToRight } from './leftToRight.ts';

const figure = (language: string, value: number, digits: number): string =>
  numbers(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace(/^(\u200e?)-/, '$1−');

/** Power without its direction: below a thousand in tens, else in thousands. @param power W or VA as `unit` says, either sign. */
export function formatPower(language: string, power: number, unit: 'W' | 'VA' = 'W'): string {
  const size = Math.abs(power);
  const said = size < 995 ? `${figure(language, size < 100 ? Math.round(size) : Math.round(size / 10) * 10, 0)} ${unit}` : `${figure(language, size / 1000, size < 9_950 ? 2 : 1)} k${unit}`;
  return leftToRight(language, said);
}

/** @param milliWattHours mWh. */
export function formatEnergy(language: string, milliWattHours: number): string {
  const kilo = milliWattHours / 1_000_000;
  return leftToRight(language, `${figure(language, kilo, Math.abs(kilo) < 10 ? 2 : 1)} kWh`);
}

/** @param share 0..1. */
export const formatShare = (language: string, share: number): string => numbers(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const formatCount = (language: string, count: number): string => numbers(language, { maximumFractionDigits: 0 }).format(count);

/** "16 A". */
export const formatAmps = (language: string, amps: number): string => leftToRight(language, `${numbers(language, { maximumFractionDigits: 1 }).format(amps)} A`);
