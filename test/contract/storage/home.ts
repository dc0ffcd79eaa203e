import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Stamp } from '../../../device/house/storage/stamp.ts';
import type { Batch } from '../../../device/house/storage/telemetry.ts';

/** 2026-01-15T00:00:00Z, a Thursday. */
export const MIDNIGHT = Date.UTC(2026, 0, 15);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SYNCED: Stamp = { boot: 'machine-1', shift: 0, trust: 'synced' };

/** A folder of a test's own. */
export function testFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-stores-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A reading a `period` of a constant power; the import register stands for it from midnight on. */
export function reading(at: number, watts: number, change: Partial<MeterReading> = {}): MeterReading {
  return {
    meter: 'meter-1', at, power: watts, period: SECOND, quality: 'measured',
    phases: { L1: { power: watts, volts: 230.4, amps: 1.25 } },
    registers: [{ direction: 'import', rate: 0, energy: Math.round((watts * (at - MIDNIGHT)) / 3_600) + 1_000_000 }],
    ...change,
  } as MeterReading;
}

export const slot = (start: number, bought: number | null, change: Partial<PricedSlot> = {}): PricedSlot =>
  ({ start, end: start + HOUR / 2, import: bought, export: null, quality: 'measured', revision: 1, rate: 'day', cost: bought, currency: 'GBP', ...change }) as PricedSlot;

export const batch = (readings: readonly MeterReading[], change: Partial<Batch> = {}): Batch => ({ stamp: SYNCED, readings, slots: [], excursions: [], ...change });

export const every = (period: number, from: number, to: number): number[] => Array.from({ length: Math.floor((to - from) / period) }, (_, n) => from + n * period);
