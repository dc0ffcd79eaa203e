import loadHighs from 'highs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import { HOUR, instant, MINUTE, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { battery, DISHWASHER } from '../../fixtures/plan/problems.ts';
import { DayHome, KWH, type Minute, type Settings } from './dayHome.ts';

vi.setConfig({ testTimeout: 300_000 });

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

/** Tuesday, no summer time: London's clock is UTC. */
const DAY = instant(Date.UTC(2023, 0, 10));
const time = (hour: number, minute = 0): Instant => instant(DAY + hour * HOUR + minute * MINUTE);
const LONDON = 'Europe/London';

/** 9 p from 00:30 to 04:30, 29 p else. */
const NIGHT = { tidewatt: 'tariff', version: 1, name: 'Night', currency: 'GBP', zone: LONDON, parts: [{ name: 'energy', kind: 'energy', rules: [{ rate: 'night', price: '0.09', from: '00:30', to: '04:30' }, { rate: 'day', price: '0.29' }] }] };

/** Paid to take power from 12:00 to 14:00, 15 p else, 40 p from 17:00 to 20:00. */
const NEGATIVE = {
  tidewatt: 'tariff', version: 1, name: 'Windy', currency: 'GBP', zone: LONDON,
  parts: [{ name: 'energy', kind: 'energy', rules: [{ rate: 'windy', price: '-0.05', from: '12:00', to: '14:00' }, { rate: 'peak', price: '0.40', from: '17:00', to: '20:00' }, { rate: 'day', price: '0.15' }] }],
};

const described = (id: string, kind: DeviceDescriptor['kind'], primitive: DeviceDescriptor['primitive']): DeviceDescriptor => ({ id, name: id, kind, simulated: true, rating: watts(3_000), minimum: watts(0), fallback: { kind: 'none' }, primitive });
const BATTERY = described('battery', 'battery', battery(0, { capacity: 8, charge: 3, discharge: 3, efficiency: 0.95 }).primitive);
const WASHER = described('dishwasher', 'appliance', DISHWASHER.primitive);

const FLAT = (): number => 500;
const home = (change: Partial<Settings>): DayHome => new DayHome({ start: DAY, zone: LONDON, tariff: NIGHT, devices: [BATTERY], stored: 2 * KWH, load: FLAT, solver, ...change });

const within = (minutes: readonly Minute[], from: Instant, to: Instant): readonly Minute[] => minutes.filter(({ at }) => from <= at && at < to);
const imported = (minutes: readonly Minute[]): number => minutes.reduce((sum, { grid }) => sum + Math.max(0, grid) / 60, 0);
const charged = (minutes: readonly Minute[]): number => minutes.reduce((sum, { power }) => sum + Math.max(0, power['battery'] ?? 0) / 60, 0);

describe('a day with a cheap night', () => {
  /** 1.2 kW from 17:00 to 22:00, 150 W else: 8.85 kWh a day. The first day is there to be learned from. */
  const evenings = (at: Instant): number => (at % (24 * HOUR) >= 17 * HOUR && at % (24 * HOUR) < 22 * HOUR ? 1_200 : 150);
  const lived = (planned: boolean): DayHome => {
    const living = home({ start: instant(DAY - 24 * HOUR), load: evenings });
    if (!planned) living.planner = null;
    living.live(48 * 60);
    return living;
  };
  const nights = (minutes: readonly Minute[]): readonly Minute[] => within(minutes, time(0, 30), time(4, 30));
  const days = (minutes: readonly Minute[]): readonly Minute[] => [...within(minutes, time(0), time(0, 30)), ...within(minutes, time(4, 30), time(24))];
  let planned: DayHome;
  let alone: DayHome;
  beforeAll(() => {
    planned = lived(true);
    alone = lived(false);
  });

  it('charges the battery at night only, and covers the evening from it', () => {
    expect(charged(nights(planned.minutes))).toBeGreaterThan(5_000);
    expect(charged(days(planned.minutes))).toBe(0);
    expect(imported(within(planned.minutes, time(17), time(22)))).toBeLessThan(600);
  });

  it('makes the day cheaper than devices left alone by most of what shifting can bring', () => {
    const pence = (minutes: readonly Minute[]): number => (imported(nights(minutes)) * 9 + imported(days(minutes)) * 29) / 1_000;
    // Alone, with the battery empty since yesterday: 0.6 kWh at 9 p and 8.25 kWh at 29 p.
    expect(pence(alone.minutes)).toBeCloseTo(0.6 * 9 + 8.25 * 29, 0);
    // At best 7.6 of the 8.25 kWh are bought as 8.42 kWh at 9 p: 7.6 x 29 - 8.42 x 9 = 144.6 p saved.
    expect(pence(alone.minutes) - pence(planned.minutes)).toBeGreaterThan(115);
  });

  it('does not change its mind all day long', () => {
    const today = planned.plans.filter(({ committedAt }) => committedAt >= DAY);
    expect(today.length).toBeLessThan(40);
    const minutes = within(planned.minutes, DAY, time(24));
    const switches = minutes.filter(({ power }, index) => index > 0 && Math.sign(power['battery'] ?? 0) !== Math.sign(minutes[index - 1]?.power['battery'] ?? 0)).length;
    expect(switches).toBeLessThan(12);
  });
});

describe('an appliance that somebody wants done by seven', () => {
  it('runs once, in the cheapest hours, and is ready in time', () => {
    const living = home({ start: instant(time(0) - 3 * HOUR), devices: [WASHER] });
    living.live(5);
    living.wish({ kind: 'readyBy', id: 'dishes', device: 'dishwasher', rank: 2, from: instant(time(0) - 3 * HOUR), by: time(7) });
    living.live(14 * 60);
    const running = living.minutes.filter(({ power }) => (power['dishwasher'] ?? 0) > 0);
    expect(running.length).toBe(120);
    expect(running[0]?.at).toBeGreaterThanOrEqual(time(0, 30));
    expect(running.at(-1)?.at).toBeLessThan(time(4, 30));
    expect(living.plans.at(-1)?.broken).toEqual([]);
  });

  it('is started at once when it cannot be ready in time, and the wish is named', () => {
    const living = home({ devices: [WASHER] });
    living.live(5);
    living.wish({ kind: 'readyBy', id: 'dishes', device: 'dishwasher', rank: 2, from: time(0), by: time(1) });
    living.live(60);
    // Two hours of washing from 00:10 end at 02:10.
    expect(living.plans[0]?.broken).toEqual([{ wish: 'dishes', device: 'dishwasher', by: 70 * MINUTE, cure: 'ready-later', at: time(2, 10) }]);
    expect(living.minutes.find(({ power }) => (power['dishwasher'] ?? 0) > 0)?.at).toBe(time(0, 10));
  });
});

describe('a day with a negative price', () => {
  it('keeps 30 % in reserve, through the hours when it is paid to take power and the dear ones after', () => {
    const living = home({ tariff: NEGATIVE, stored: 4 * KWH });
    living.live(3);
    living.wish({ kind: 'reserve', id: 'blackout', device: 'battery', rank: 1, share: 0.3 });
    living.live(24 * 60);
    // The forecast is not the load: a hundredth of the capacity may be used between two plans.
    const settled = living.minutes.filter(({ at }) => at >= time(0, 15));
    expect(Math.min(...settled.map(({ stored }) => stored))).toBeGreaterThan((0.3 - 0.01) * 8 * KWH);
    expect(charged(within(living.minutes, time(12), time(14)))).toBeGreaterThan(4_000);
    expect(imported(within(living.minutes, time(17), time(20)))).toBeLessThan(100);
  });
});

describe('a limit and a stop button', () => {
  it('plans the charging below an import limit', () => {
    const living = home({});
    living.limit([{ source: 'dso', sequence: 1, direction: 'import', scope: 'site', value: { kind: 'limit', w: watts(2_000) }, start: DAY, end: null }]);
    living.live(6 * 60);
    expect(Math.max(...living.minutes.map(({ grid }) => grid))).toBeLessThanOrEqual(2_001);
    expect(charged(within(living.minutes, time(0, 30), time(4, 30)))).toBeGreaterThan(5_000);
  });

  it('states no problem while everything is paused, and refuses what is proposed', () => {
    const living = home({});
    living.live(10);
    const revision = living.problem?.revision;
    living.pause(true);
    living.live(60);
    expect(living.problem?.revision).toBe(revision);
    living.propose({ revision: revision ?? 0, author: 'phone', acts: [], reasons: [] });
    expect(living.replies.at(-1)).toEqual({ outcome: 'refused', reason: 'paused' });
    living.pause(false);
    living.live(5);
    expect(living.problem?.revision).toBeGreaterThan(revision ?? 0);
  });
});
