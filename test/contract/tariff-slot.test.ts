import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { initialHome, route } from '#domain/home/home.ts';
import { houseMachines, type HouseEffect, type HouseEvent } from '#domain/home/house.ts';
import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { historySchema, type HistoryInterval } from '#wire/message/history.ts';
import { readTariff } from '#wire/tariff.ts';
import { pricedSlot } from '#domain/ledger/pricedSlot.ts';
import { toHistory } from '../../device/house/history.ts';
import { Telemetry } from '../../device/house/storage/telemetry.ts';

const TEN = Date.UTC(2023, 0, 10, 10);
const MINUTE = 60_000;

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Quarter-hours at 10, 20, 30 and 40 pence: its own slot is shorter than a half-hour. */
function quarters(): Tariff {
  const at = (n: number): string => new Date(TEN + n * 15 * MINUTE).toISOString();
  const slots = ['0.10', '0.20', '0.30', '0.40'].map((price, n) => ({ start: at(n), end: at(n + 1), price, rate: `q${n + 1}` }));
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'Quarters', currency: 'GBP', zone: 'Europe/London', parts: [{ kind: 'energy', name: 'energy', slots }] });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
}

/** Registers in kWh at minutes past ten, through house's machines, the telemetry store and the history's own shape. */
function historyOf(readings: readonly (readonly [minute: number, kWh: number])[]): HistoryInterval[] {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-slots-'));
  const machines = houseMachines({ zone: 'Europe/London' });
  let home = initialHome(machines);
  const slots: IntervalRecord[] = [];
  const tell = (event: HouseEvent, at: number): void => {
    const routed = route(machines, home, event, { wall: at, mono: at - TEN + MINUTE, boot: 'b', trust: 'synced' } as never);
    home = routed.home;
    expect(routed.faults).toEqual([]);
    for (const effect of routed.effects as HouseEffect[]) if (effect.kind === 'interval') slots.push(effect.record);
  };
  tell({ kind: 'tariff', tariff: quarters() }, TEN);
  for (const [minute, kWh] of readings) {
    const at = TEN + minute * MINUTE;
    tell({ kind: 'reading', reading: { meter: 'm', at, power: null, phases: {}, period: 10_000, quality: 'measured', registers: [{ direction: 'import', rate: 0, energy: kWh * 1_000_000 }] } as never }, at);
  }
  const telemetry = Telemetry.open(folder);
  const synced = { boot: 'b', shift: 0, trust: 'synced' } as const;
  telemetry.flush([{ stamp: synced, readings: [], slots: slots.map((slot) => pricedSlot(slot, null, null)), excursions: [] }], synced);
  const kept = telemetry.slots.between(TEN, TEN + 60 * MINUTE, 100);
  telemetry.close();
  const table = quarters();
  return v.parse(historySchema, { storeId: 's', intervals: toHistory(kept, () => table) }).intervals;
}

const shown = (intervals: readonly HistoryInterval[]): unknown[] =>
  intervals.map(({ start, end, importEnergy, cost, rate, quality }) => [(start - TEN) / MINUTE, (end - TEN) / MINUTE, importEnergy, cost, rate, quality]);

it('energy measured at the edges of the tariff’s quarter-hours is kept, and priced, by them', () => {
  expect(shown(historyOf([[0, 1], [15, 1.5], [30, 2.5], [45, 2.7], [60, 3]]))).toEqual([
    [0, 15, 500_000, 50_000, 'q1', 'measured'],
    [15, 30, 1_000_000, 200_000, 'q2', 'measured'],
    [30, 45, 200_000, 60_000, 'q3', 'measured'],
    [45, 60, 300_000, 120_000, 'q4', 'measured'],
  ]);
});

it('energy that spans several of them is shared by time, adds up, and is marked estimated', () => {
  const intervals = historyOf([[0, 1], [15, 1.5], [60, 3.5]]);
  expect(shown(intervals)).toEqual([
    [0, 15, 500_000, 50_000, 'q1', 'measured'],
    [15, 30, 666_667, 133_333, 'q2', 'estimated'],
    [30, 45, 666_666, 200_000, 'q3', 'estimated'],
    [45, 60, 666_667, 266_667, 'q4', 'estimated'],
  ]);
  expect(intervals.reduce((sum, { importEnergy }) => sum + (importEnergy ?? 0), 0)).toBe(2_500_000);
});
