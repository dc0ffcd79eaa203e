import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { backtest } from '../../../device/backtest/backtest.ts';
import type { Planner } from '../../../device/backtest/planned.ts';
import { backtestOf, BATTERY, DAY, MONDAY, recording } from './homes.ts';

/** Explicit prices by the hour, as they are told by the day. */
function dayAhead(priceAt: (at: Instant) => number): string {
  const from = after(MONDAY, -14 * DAY);
  const slots = Array.from({ length: 18 * 24 }, (_, hour) => {
    const start = after(from, hour * HOUR);
    return { start: new Date(start).toISOString(), end: new Date(after(start, HOUR)).toISOString(), price: (priceAt(start) / 1_000).toFixed(3), rate: 'market' };
  });
  return JSON.stringify({ tidewatt: 'tariff', version: 1, name: 'Market', currency: 'EUR', zone: 'UTC', parts: [{ name: 'Market', kind: 'energy', slots }] });
}

/** W or thousandths that follow from an instant and a seed. */
const noise = (at: Instant, seed: number, most: number): number => ((at / HOUR) * 7_919 + seed * 104_729) % most;

/** A planner that is quick and still hangs on all that it is told: it charges where a slot is cheapest, with what is expected to be drawn. */
function chargeWhenCheapest(problem: PlanProblem): ReturnType<Planner> {
  const cheapest = problem.importPrice.indexOf(Math.min(...problem.importPrice));
  const interval = problem.slots[cheapest];
  const power = watts(100 + (Math.abs(problem.inflexible[cheapest] ?? 0) % 2_000));
  const acts: readonly Act[] = interval ? [{ device: 'battery', interval, policy: { kind: 'hold', power } }] : [];
  return { status: 'feasible', proposal: { revision: problem.revision, author: 'test', acts, reasons: [] }, cost: 0, bound: null, gap: null, nothing: 0, broken: [], steps: [] };
}

interface Asked {
  readonly until: Instant;
  readonly past: number;
  readonly future: number;
}

/** What planners were asked with forecasts of their own, and what they answered, until an instant; the future has another seed. */
function decisions({ until, past, future }: Asked): readonly string[] {
  const asked: string[] = [];
  const usage = recording(after(MONDAY, 3 * DAY), (at) => 200 + noise(at, at < until ? past : future, 1_500), (at) => noise(at, at < until ? past + 1 : future, 900));
  // Told at 16:00 for the day after; before it, nobody knows tomorrow.
  const toldUntil = after(MONDAY, until - MONDAY < 16 * HOUR ? DAY : 2 * DAY);
  const tariff = dayAhead((at) => 50 + noise(at, at < toldUntil ? past : future, 300));
  const planner: Planner = (problem) => {
    const answer = chargeWhenCheapest(problem);
    if (problem.issued <= until && problem.spread.some((spread) => spread > 0)) asked.push(JSON.stringify([problem, answer.proposal.acts]));
    return answer;
  };
  for (const _day of backtest(backtestOf(1, usage, { batteries: [BATTERY] }, { tariff, planner, every: 6 * HOUR }))) continue;
  return asked;
}

describe('a backtest with forecasts of its own', () => {
  it('decides by what was known: whatever comes later, what was decided before it is the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(6, 12, 18), fc.nat(1_000), fc.nat(1_000), (hour, past, future) => {
        const until = after(MONDAY, hour * HOUR);
        const asItWas = decisions({ until, past, future: past });
        expect(asItWas).toHaveLength(hour / 6 + 1);
        expect(decisions({ until, past, future: future + 2_000 })).toEqual(asItWas);
      }),
      { numRuns: 2, seed: 7 },
    );
  });
});
