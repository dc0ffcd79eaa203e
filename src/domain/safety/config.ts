import type { Milliseconds } from '../time/instant.ts';

/** When a voltage is worth writing down, and when it is dangerous. V between a phase and neutral. */
export interface VoltageThresholds {
  readonly nominal: number;
  /** Beyond these it is dangerous once it has lasted `dangerFor`. Our choice: 1.2 and 0.7 of nominal, where appliances break and motors stall. */
  readonly dangerHigh: number;
  readonly dangerLow: number;
  readonly dangerFor: Milliseconds;
  /** A swell and a sag begin beyond these. EN 50160: 110 % and 90 % of nominal. */
  readonly swell: number;
  readonly sag: number;
}

export interface SafetyConfig {
  readonly voltage: VoltageThresholds;
  /** False for a recording: its holes and its end say nothing about a link of now. */
  readonly live: boolean;
}

export const DEFAULT_VOLTAGE: VoltageThresholds = { nominal: 230, dangerHigh: 276, dangerLow: 160, dangerFor: 2_000 as Milliseconds, swell: 253, sag: 207 };
export const DEFAULT_SAFETY: SafetyConfig = { voltage: DEFAULT_VOLTAGE, live: true };

/** A voltage is back only when it is so far inside again: 2 % of nominal (IEC 61000-4-30, hysteresis of sags and swells). */
export const hysteresis = ({ nominal }: VoltageThresholds): number => 0.02 * nominal;
