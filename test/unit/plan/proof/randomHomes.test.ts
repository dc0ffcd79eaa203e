import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, expect, it } from 'vitest';
import { account } from '#domain/ledger/account.ts';
import { checkProblem, checkProposal } from '#domain/plan/check.ts';
import { compareKept } from '#domain/plan/compare.ts';
import { promptRuns } from '#domain/plan/course.ts';
import { energiesOf } from '#domain/plan/energies.ts';
import { evaluate, type Evaluation } from '#domain/plan/evaluate.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { MINUTE } from '#domain/time/instant.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { EXACT_PER_MICRO, exactEnergy } from '#domain/units/money.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { readTariff } from '#wire/tariff.ts';
import { hoursLater, KWH, MIDNIGHT } from '../../../fixtures/plan/problems.ts';
import { HORIZON, randomHome } from './randomHomes.ts';

const HOMES = Number(process.env['TIDEWATT_RUNS'] ?? (process.env['TIDEWATT_LONG'] ? 10_000 : 25));
const SEED = Number(process.env['TIDEWATT_PLAN_SEED'] ?? 1);
/** What counts is work: a busy machine plans the same. */
const WORK = { ...DEFAULT_BUDGET, seconds: 60, nodes: 100 };
/** One home in so many is planned with the solver, the others by descent alone: what is asked here is asked of both. */
const SOLVED = 10;
/** Of both bills, rounded apart. */
const ROUNDING = 2;

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const iso = (at: number): string => new Date(at).toISOString();

/** The prices of a problem as a tariff that the ledger bills by. */
function tariffOf({ slots, importPrice, exportPrice }: PlanProblem): Tariff {
  const priced = (prices: readonly number[]): readonly object[] => slots.map(({ start, end }, slot) => ({ start: iso(start), end: iso(end), price: ((prices[slot] ?? 0) / 1e6).toFixed(6), rate: 'r' }));
  const parts = [{ name: 'Energy', kind: 'energy', slots: priced(importPrice) }, { name: 'Sold', kind: 'export', slots: priced(exportPrice) }];
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'UTC', parts });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
}

/** Micro that the ledger bills for what flowed, less what the stores hold more than at first. */
function owed(problem: PlanProblem, tariff: Tariff, { grid, levels }: Evaluation): number {
  const energy = (sign: number): readonly number[] => {
    let minute = 0;
    return energiesOf(Float64Array.from(problem.slots, ({ start, end }) => {
      let work = 0;
      for (let left = (end - start) / MINUTE; left > 0; left--) work += Math.max(0, sign * (grid[minute++] ?? 0)) * MINUTE;
      return work;
    }));
  };
  const [bought, sold] = [energy(1), energy(-1)];
  const exact = (amount: number | undefined): ReturnType<typeof exactEnergy> => exactEnergy(milliWattHours(amount ?? 0));
  const metered = problem.slots.map((slot, index) => ({ ...slot, import: exact(bought[index]), export: exact(sold[index]), estimated: false }));
  const { lines } = account({ buying: tariff, selling: null }, { start: MIDNIGHT, end: hoursLater(HORIZON) }, metered);
  const bill = Number(lines.reduce((sum, { money }) => sum + money, 0n)) / Number(EXACT_PER_MICRO);
  const gained = levels.reduce((sum, { device, stored }) => sum + (stored.at(-1) ?? 0) - (problem.devices.find(({ id }) => id === device)?.stored ?? 0), 0);
  return bill - (gained / KWH) * problem.endValue;
}

/** What goes wrong in a home; nothing where nothing does. */
function faultsIn(problem: PlanProblem, own: Solver | null): readonly string[] {
  const unfit = checkProblem(problem);
  if (unfit !== null) return [`problem ${unfit}`];
  const { proposal, status, broken } = plan(problem, { solver: own, author: 'test', clock: () => 0, budget: WORK });
  const [planned, nothing] = [evaluate(problem, proposal.acts), evaluate(problem, promptRuns(problem))];
  const tariff = tariffOf(problem);
  const kept = compareKept(planned, nothing);
  const isNew = ({ wish }: { readonly wish: string }): boolean => !nothing.broken.some((one) => one.wish === wish);
  const money = [planned, nothing].map((one) => one.forecastCost - owed(problem, tariff, one));
  return [
    ...(checkProposal(problem, proposal) === null ? [] : ['a proposal that cannot be run']),
    ...(money.some((difference) => Math.abs(difference) > ROUNDING) ? [`the ledger has it otherwise by ${money.join(' and ')} micro`] : []),
    ...(kept === 'worse' ? ['keeps less than doing nothing'] : []),
    ...(kept === 'same' && planned.objective > nothing.objective ? ['dearer than doing nothing'] : []),
    ...(kept !== 'better' && broken.some(isNew) ? ['breaks a wish that doing nothing keeps, for nothing'] : []),
    ...(status === 'nothing' && proposal.acts.length > 0 ? ['nothing, with acts'] : []),
  ];
}

/** So many in one go: no go takes long. */
const GO = 500;
const goes = Array.from({ length: Math.ceil(HOMES / GO) }, (_, go) => ({ seed: SEED + go, homes: Math.min(GO, HOMES - go * GO) }));

it.each(goes)('in $homes random homes (seed $seed) every plan can be run, costs what the ledger bills, and is no worse than doing nothing in limits, ranks and money', ({ seed, homes }) => {
  const faulty = fc.sample(randomHome, { seed, numRuns: homes }).flatMap((problem, home) => faultsIn(problem, home % SOLVED === 0 ? solver : null).map((fault) => `home ${home}: ${fault}`));
  console.log(`${homes} random homes, TIDEWATT_PLAN_SEED=${seed}: ${faulty.length} faults ${faulty.join('; ')}`);
  expect(faulty).toEqual([]);
}, 1_800_000);
