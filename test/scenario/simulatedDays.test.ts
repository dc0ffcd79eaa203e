import { describe, expect, it } from 'vitest';
import { demoNow, hand, startDemo, stepDemo, type Demo, type DemoParts } from '#domain/home/demo.ts';
import { DEMO_ISSUER, demoParts } from '#domain/home/demoParts.ts';
import { dishesByMorning, nextFilling } from '#domain/home/householder.ts';
import type { SignalEvent } from '#domain/limit/event.ts';
import type { ActsEvent } from '#domain/follow/event.ts';
import { told } from '#domain/sim/simulatedHome.ts';
import { after, HOUR, instant, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { SimulatedRun } from '../../device/bench/simulatedRun.ts';
import { DEFAULT_BUDGET, plan } from '../../workers/plan/solve.ts';

const at = (text: string): Instant => instant(Date.parse(text));
const partsFor = (seed: number, start: Instant): DemoParts => demoParts(seed, after(start, -HOUR), { without: ['car'] });

interface Lived {
  readonly demo: Demo;
  /** W at the grid, each second. */
  readonly grid: readonly number[];
}

function live(parts: DemoParts, from: Demo, seconds: number): Lived {
  let demo = from;
  const grid: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const step = stepDemo(parts, demo);
    if (step.outside.faults.length > 0) throw new Error('a machine failed', { cause: step.outside.faults });
    demo = step.demo;
    grid.push(demo.plant.grid);
  }
  return { demo, grid };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a simulated home with its gateway', () => {
  it('covers an evening from the battery when nobody plans: a tenth or less of the load comes from the grid', () => {
    const start = at('2026-03-20T18:00:00Z');
    const parts = partsFor(3, start);
    const settled = live(parts, startDemo(parts, start).demo, 120).demo;
    let demo = settled;
    let load = 0;
    let bought = 0;
    for (let second = 0; second < 1_200; second++) {
      demo = stepDemo(parts, demo).demo;
      load += demo.plant.powers.load + demo.plant.powers.pv + demo.plant.powers.heater;
      bought += Math.max(0, demo.plant.grid);
    }
    expect(load).toBeGreaterThan(0);
    expect(bought / load).toBeLessThan(0.1);
  });

  it('obeys an act, and goes back to its own way when the act is over', () => {
    const start = at('2026-03-20T10:00:00Z');
    const parts = partsFor(3, start);
    const begun = live(parts, startDemo(parts, start).demo, 60).demo;
    const interval = { start: begun.plant.at, end: after(begun.plant.at, 300_000) };
    const acted = hand(parts, begun, 'control', { kind: 'acts', revision: 1, acts: [{ device: 'battery', interval, policy: { kind: 'hold', power: watts(1_500) } }] } satisfies ActsEvent);
    const charging = live(parts, acted.demo, 120).demo;
    expect(charging.plant.powers.battery).toBe(1_500);
    const over = live(parts, charging, 300).demo;
    expect(over.control.facts.devices?.find(({ descriptor }) => descriptor.id === 'battery')?.decidedBy).toBe('neutral');
    expect(over.plant.powers.battery).toBeLessThan(1_500);
  });

  it('keeps an import limit though an act asks for more: at most 15 Wh over it on the way, 2 % over it on any minute after, and it says that it binds', () => {
    const start = at('2026-03-20T20:00:00Z');
    const parts = partsFor(5, start);
    const begun = live(parts, startDemo(parts, start).demo, 60).demo;
    const interval = { start: begun.plant.at, end: after(begun.plant.at, HOUR) };
    const acted = hand(parts, begun, 'control', { kind: 'acts', revision: 1, acts: [{ device: 'battery', interval, policy: { kind: 'hold', power: watts(3_000) } }] } satisfies ActsEvent);
    const charging = live(parts, acted.demo, 90);
    expect(mean(charging.grid.slice(-30))).toBeGreaterThan(2_500);
    const { wall } = demoNow(parts, charging.demo);
    const signal = { source: DEMO_ISSUER, sequence: 1, direction: 'import', scope: 'site', value: { kind: 'limit', w: 1_500 }, start: wall, end: wall + 600_000 };
    const limited = hand(parts, charging.demo, 'control', { kind: 'signal', id: 's1', signal } satisfies SignalEvent);
    expect(limited.outside.answers).toMatchObject([{ outcome: 'done' }]);
    const kept = live(parts, limited.demo, 300);
    const wattHoursOver = kept.grid.reduce((sum, power) => sum + Math.max(0, power - 1_500), 0) / 3_600;
    const minutes = kept.grid.slice(10, -59).map((_, n) => mean(kept.grid.slice(10 + n, 70 + n)));
    expect(wattHoursOver).toBeLessThanOrEqual(15);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(1_530);
    expect(kept.demo.control.facts.guard).toMatchObject({ binding: true, state: 'kept' });
  });

  it('puts right what somebody else wrote to a device past the gateway', () => {
    const start = at('2026-03-20T20:00:00Z');
    const parts = partsFor(5, start);
    const begun = live(parts, startDemo(parts, start).demo, 60).demo;
    const meddled = live(parts, { ...begun, plant: told(begun.plant, 'battery', watts(3_700), null) }, 120);
    expect(meddled.demo.plant.powers.battery).toBeLessThan(500);
  });
});

describe('a simulated run', () => {
  const start = at('2026-03-29T00:50:00Z');
  const planner = (problem: Parameters<typeof plan>[0]) => plan(problem, { solver: null, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET }).proposal;
  const traceOf = (seed: number, seconds: number): string => {
    const run = new SimulatedRun(partsFor(seed, start), start, planner);
    for (let second = 0; second < seconds; second++) run.second();
    return `${run.hash} ${run.effects} ${run.plans}`;
  };

  it('is the same to the last effect from the same seed, plans and the hour that is left out in spring among it, and another from another', () => {
    const first = traceOf(11, 1_500);
    expect(traceOf(11, 1_500)).toBe(first);
    expect(traceOf(12, 1_500)).not.toBe(first);
    expect(first.split(' ').map(Number)[2]).toBeGreaterThan(0);
  });
});

describe('the person who fills the dishwasher', () => {
  const zone = 'Europe/Amsterdam';
  it.each([
    ['2026-03-20T10:00:00Z', '2026-03-20T18:00:00Z'],
    ['2026-03-20T18:30:00Z', '2026-03-21T18:00:00Z'],
    ['2026-03-29T00:00:00Z', '2026-03-29T17:00:00Z'],
    ['2026-10-25T00:00:00Z', '2026-10-25T18:00:00Z'],
  ])('after %s does so next at %s: seven in the evening on the wall', (from, next) => expect(nextFilling(at(from), zone)).toBe(at(next)));

  it('wants it clean by seven in the morning, also the morning after the clocks changed', () => {
    expect(dishesByMorning(at('2026-03-20T18:00:00Z'), zone)).toMatchObject({ kind: 'readyBy', device: 'plug', by: at('2026-03-21T06:00:00Z') });
    expect(dishesByMorning(at('2026-03-28T18:00:00Z'), zone)).toMatchObject({ by: at('2026-03-29T05:00:00Z') });
  });
});
