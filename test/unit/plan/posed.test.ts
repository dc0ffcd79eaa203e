import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import { forecastMachine } from '#domain/forecast/machine.ts';
import { initialHome, route, type AnyMachine } from '#domain/home/home.ts';
import { accounting } from '#domain/ledger/accounting.ts';
import { tally } from '#domain/ledger/tally.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import { custody } from '#domain/plan/custody.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { instant, MINUTE, ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { wishes } from '#domain/wish/wishes.ts';
import { readTariff } from '#wire/tariff.ts';
import { battery, KWH } from '../../fixtures/plan/problems.ts';

type Facts = Record<string, unknown>;
const ZONE = 'Europe/Brussels';
const MACHINES: readonly AnyMachine<Facts>[] = [wishes, accounting({ zone: ZONE }), tally, forecastMachine(ZONE), custody];
const START = Date.UTC(2023, 2, 6, 9);

const TARIFF = {
  tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: ZONE,
  parts: [
    { name: 'Energy', kind: 'energy', blocks: 'month', tiers: [{ price: '0.20' }, { aboveKWh: '100', price: '0.30' }] },
    { name: 'Peak', kind: 'capacity', each: 'month', price: '5', peak: { minutes: 15 } },
  ],
};

/** A home whose last half-hour took 2 kWh, and what it is told then; the last problem it states. */
function posed(...told: readonly HomeEvent[]): PlanProblem {
  const read = readTariff(TARIFF);
  if (!read.ok) throw new Error(read.reason);
  let home = initialHome<Facts>(MACHINES);
  let at = START;
  let problem: PlanProblem | null = null;
  const tell = (event: HomeEvent): void => {
    const routed = route(MACHINES, home, event, { wall: instant(at), mono: ms(at - START + 1_000_000), boot: 'b', trust: 'synced' });
    for (const { error } of routed.faults) throw error;
    home = routed.home;
    routed.effects.forEach(perform);
  };
  const perform = (effect: Effect): void => {
    if (effect.kind === 'store') tell({ kind: 'stored', id: effect.id } as HomeEvent);
    if (effect.kind === 'publish' && (effect as Effect & { name: string }).name === 'problem') problem = (effect as Effect & { body: PlanProblem | null }).body;
  };
  const meter = (kWh: number): void => tell({ kind: 'reading', reading: { meter: 'm', at: instant(at), power: watts(600), phases: {}, period: ms(900_000), quality: 'measured', registers: [{ direction: 'import', rate: 0, energy: Math.round(kWh * KWH) }] } } as HomeEvent);
  const descriptor: DeviceDescriptor = { id: 'battery', name: 'Battery', kind: 'battery', simulated: true, rating: watts(2_000), minimum: watts(0), fallback: { kind: 'none' }, primitive: battery(0).primitive };
  const report: DeviceReport = { id: 'battery', heardAt: ms(1), online: true, power: watts(0), setpoint: null, stored: KWH };
  tell({ kind: 'tariff', tariff: read.tariff } as HomeEvent);
  tell({ kind: 'devices', devices: [{ descriptor, report }] } as HomeEvent);
  meter(10);
  at += 30 * MINUTE;
  meter(12);
  told.forEach(tell);
  tell({ kind: 'tick' });
  if (!problem) throw new Error('nothing to plan');
  return problem;
}

const asked = (body: object, revision: number): HomeEvent => ({ kind: 'request', credential: 'p', role: 'phone', request: { id: `r${revision}`, revision, age: 0, timeToLive: 60_000, peer: 'current' }, body, waited: 0 }) as HomeEvent;

describe('the problem that a home states', () => {
  it('charges what the month has used and the peak it has had', () => {
    const { tiers, peaks, weights } = posed();
    // 2 kWh in the half-hour: 4 kW.
    expect(tiers).toMatchObject([{ by: 'energy', used: [2 * KWH], above: [100 * KWH] }]);
    expect(peaks).toMatchObject([{ window: 15 * MINUTE, owed: [4_000], price: [5_000_000] }]);
    expect(weights).toMatchObject({ carbon: 0, independence: 0 });
  });

  it('weighs what the household has chosen, and has its budget, its quiet hours and its band', () => {
    const problem = posed(
      asked({ kind: 'intent', intent: { mode: 'greenest', carbonPrice: null } }, 0),
      asked({ kind: 'wish', wish: { kind: 'budget', id: 'day', device: 'home', rank: 3, of: 'energy', limit: 10 * KWH } }, 1),
      asked({ kind: 'wish', wish: { kind: 'quiet', id: 'night', device: 'battery', rank: 1, hours: { from: 22 * 60, to: 6 * 60 } } }, 2),
      asked({ kind: 'wish', wish: { kind: 'comfort', id: 'warm', device: 'battery', rank: 2, low: 0.4, high: 0.8, hours: null } }, 3),
    );
    expect(problem.weights).toMatchObject({ carbon: 300_000 });
    // Today has had 2 of 10 kWh.
    expect(problem.wishes).toMatchObject([{ kind: 'budget', limit: 8 * KWH }, { kind: 'budget', limit: 10 * KWH }, { kind: 'budget' }, { kind: 'comfort', share: 0.4 }]);
    // 22:00 to 06:00 in Brussels are 21:00 to 05:00 UTC.
    expect(problem.choices?.[0]).toEqual({ device: 'battery', start: Date.UTC(2023, 2, 6, 21), end: Date.UTC(2023, 2, 7, 5), want: 'off' });
  });

  it('plans round a call that stands, and on no more than a prepayment meter has left', () => {
    const call = { id: 'c', issuer: 'dso', demand: 'less-demand', target: { kind: 'all' }, firmness: 'overridable', start: START + 3_600_000, end: START + 7_200_000, power: watts(500), reward: null, text: null, status: 'scheduled', devices: [], receivedAt: START, basis: null };
    const problem = posed({ kind: 'calls', calls: [call] } as HomeEvent, { kind: 'accounts', purse: { balance: 1_500_000 } } as HomeEvent);
    expect(problem.limits).toHaveLength(1);
    expect(problem.limits[0]?.w[0]).toBeNull();
    expect(problem.wishes).toMatchObject([{ kind: 'budget', id: 'credit', rank: 0, of: 'money', limit: 1_500_000 }]);
  });
});
