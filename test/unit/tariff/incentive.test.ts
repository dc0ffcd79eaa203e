import { expect, it } from 'vitest';
import { initialForecastState } from '#domain/forecast/machine.ts';
import { poseProblem } from '#domain/plan/pose.ts';
import { slotCarbon } from '#domain/plan/prices.ts';
import { incentiveSlots } from '#domain/tariff/incentive.ts';
import { tariffState } from '#domain/tariff/price.ts';
import { currentTables } from '#domain/tariff/tariff.ts';
import { after, HOUR, instant } from '#domain/time/instant.ts';
import { readProblem } from '#wire/problem.ts';
import { readTariff } from '#wire/tariff.ts';
import { battery } from '../../fixtures/plan/problems.ts';

const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));
const hour = (n: number): string => new Date(NOON + n * HOUR).toISOString();
const read = readTariff({
  tidewatt: 'tariff', version: 2, name: 'Clean', currency: 'GBP', zone: 'Europe/London',
  parts: [{ kind: 'energy', name: 'Energy', price: '0.2' }, { kind: 'co2', name: 'CO2', slots: [{ start: hour(0), end: hour(1), price: 100 }, { start: hour(1), end: hour(2), price: 300 }] }],
});
if (!read.ok) throw new Error(read.reason);
const { tariff } = read;
const over = (from: number, to: number): { start: typeof NOON; end: typeof NOON } => ({ start: after(NOON, from * HOUR), end: after(NOON, to * HOUR) });

it('carbon is told beside the prices, and where nobody speaks of it nothing is', () => {
  expect(incentiveSlots(tariff, 'co2', over(-1, 4))).toEqual([{ ...over(0, 1), value: 100, known: true }, { ...over(1, 2), value: 300, known: true }]);
  const state = tariffState(tariff, over(-1, 4));
  expect([state.slots, state.carbon]).toEqual([[expect.objectContaining({ ...over(-1, 4), importPrice: 200_000 })], [{ ...over(0, 1), grams: 100, known: true }, { ...over(1, 2), grams: 300, known: true }]]);
  expect(incentiveSlots(tariff, 'renewable', over(0, 1))).toEqual([]);
});

it('a plan knows the mean of each slot, and null where it is not told', () => {
  expect(slotCarbon(tariff, [over(0, 1), over(0.5, 1.5), over(1.5, 3), over(3, 4)])).toEqual({ carbon: [100, 200, 300, null] });
  expect(slotCarbon({ ...tariff, parts: tariff.parts.slice(0, 1) }, [over(0, 1)])).toEqual({});
});

it('the problem of a plan has the carbon of its slots, and is whole with it on the wire', () => {
  const { primitive } = battery(0);
  const device = { descriptor: { id: 'battery', primitive }, report: { online: true, stored: 0, power: 0 } } as never;
  const forecast = { ...initialForecastState, zone: 'Europe/London', last: 300 };
  const pose = (of: typeof tariff) => poseProblem({ tariff: of, forecast, devices: [device], limits: [], wishes: [], choices: [], runs: [], running: null }, NOON, 1);
  const problem = pose(tariff);
  expect([problem?.carbon?.length, problem?.carbon?.at(-1)]).toEqual([problem?.slots.length, null]);
  expect(new Set(problem?.carbon)).toEqual(new Set([100, 300, null]));
  expect(readProblem(JSON.parse(JSON.stringify(problem)))).toEqual({ ok: true, problem });
  expect(pose({ ...tariff, parts: tariff.parts.slice(0, 1) })).not.toHaveProperty('carbon');
});

it('carbon that is over is not kept in memory', () => {
  expect(incentiveSlots(currentTables(tariff, after(NOON, HOUR)), 'co2', over(0, 4))).toEqual([{ ...over(1, 2), value: 300, known: true }]);
});
