import { expect, it } from 'vitest';
import { startDemo, warmUp, type Demo } from '#domain/home/demo.ts';
import { demoParts } from '#domain/home/demoParts.ts';
import { baselineAt, baselineOf, type Known } from '#domain/proof/baseline.ts';
import { QUARTER } from '#domain/proof/before.ts';
import type { ProofState } from '#domain/proof/machine.ts';
import { after, HOUR, instant, type Interval } from '#domain/time/instant.ts';

const DAY = 24 * HOUR;
const START = instant(Date.parse('2026-02-27T00:00:00Z'));
const LEARNED = 14;
const HOURS = [7, 9, 12, 16, 18, 20];
const [SEEDS, CALLED] = process.env['TIDEWATT_LONG'] ? [6, 14] : [2, 5];

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const proofOf = ({ house }: Demo): ProofState => house.states['proof'] as ProofState;

interface Asked {
  readonly call: Interval;
  readonly known: Known;
}

/** Mean W that a baseline says for a call; null where it is by another method. */
function said(call: Interval, known: Known, method: string): number | null {
  const made = baselineOf(call, known);
  return made.method === method ? mean(Array.from({ length: (call.end - call.start) / QUARTER }, (_, n) => baselineAt(made, after(call.start, n * QUARTER)) ?? Number.NaN)) : null;
}

/** What a home knew at six hours of each day, and in the end what its meter measured by quarter-hours. */
function lived(seed: number): { readonly asked: readonly Asked[]; readonly measured: ReadonlyMap<number, number> } {
  const parts = demoParts(seed, START);
  const asked: Asked[] = [];
  const measured = new Map<number, number>();
  let { demo } = startDemo(parts, START);
  for (let at = START; at < START + (LEARNED + CALLED) * DAY; at = after(at, HOUR)) {
    const { quarters, days = [] } = proofOf(demo);
    for (const { start, work, covered } of quarters) measured.set(start, work / covered);
    if (at >= START + LEARNED * DAY && HOURS.includes(((at - START) % DAY) / HOUR)) asked.push({ call: { start: at, end: after(at, 2 * HOUR) }, known: { quarters, days, forecast: demo.house.facts.forecast } });
    demo = warmUp(parts, demo, after(at, HOUR));
  }
  return { asked, measured };
}

const used = (measured: ReadonlyMap<number, number>, { start, end }: Interval): number => mean(Array.from({ length: (end - start) / QUARTER }, (_, n) => measured.get(start + n * QUARTER) ?? Number.NaN));

it('what would have been used, in simulated homes that nobody called: each method by the watts that it misses two hours by (E16)', () => {
  const homes = Array.from({ length: SEEDS }, (_, n) => lived(n + 1));
  const error = (method: string, change: (known: Known) => Known): number => {
    const missed = homes.flatMap(({ asked, measured }) => asked.map(({ call, known }) => Math.abs((said(call, change(known), method) ?? Number.NaN) - used(measured, call)))).filter((one) => !Number.isNaN(one));
    console.log(`${method}: ${Math.round(mean(missed))} W over ${missed.length} calls of two hours`);
    return mean(missed);
  };
  const errors = {
    adjusted: error('similar-days-adjusted', (known) => known),
    days: error('similar-days', (known) => ({ ...known, quarters: [] })),
    profileAdjusted: error('profile-adjusted', (known) => ({ ...known, days: [] })),
    profile: error('profile', (known) => ({ ...known, days: [], quarters: [] })),
    before: error('same-day', (known) => ({ ...known, days: [], forecast: undefined })),
  };
  expect(errors.adjusted).toBeLessThan(1.05 * errors.days);
  expect(errors.adjusted).toBeLessThan(errors.profileAdjusted);
  expect(errors.adjusted).toBeLessThan(errors.before);
}, 600_000);
