import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, expect, it } from 'vitest';
import { evaluate } from '#domain/plan/evaluate.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { plan } from '#workers/plan/solve.ts';
import { CENT, KWH } from '../../../fixtures/plan/problems.ts';
import { bestOf, type Outcome } from './everything.ts';
import { problemOf, tinyHome, type TinyHome } from './tinyHomes.ts';

const HOMES = process.env['TIDEWATT_LONG'] ? 1_000 : 100;
const SEED = Number(process.env['TIDEWATT_PLAN_SEED'] ?? 1);
/** Nothing is left unproven; nodes enough for four slots. */
const EXACT = { seconds: 60, nodes: 100_000, relativeGap: 0, absoluteGap: 0 };

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

function planned(home: TinyHome): Outcome {
  const problem = problemOf(home);
  const { proposal } = plan(problem, { solver, author: 'test', clock: () => 0, budget: EXACT });
  const { excess, shortfalls, forecastCost } = evaluate(problem, proposal.acts);
  const shareOf = (rank: number): number => shortfalls.find((one) => one.rank === rank)?.share ?? 0;
  return { excess: excess / KWH, short: [1, 2, 3].map(shareOf), cost: forecastCost / CENT };
}

/** A thousandth of a wish is kept (domain/plan/tolerance); half a tenth of a cent is the rounding of its last minute. */
const isSame = (found: Outcome, best: Outcome): boolean =>
  Math.abs(found.excess - best.excess) < 1e-2 && found.short.every((share, rank) => Math.abs(share - (best.short[rank] ?? 0)) < 1e-3) && Math.abs(found.cost - best.cost) < 0.05;

const keepsAll = ({ excess, short }: Outcome): boolean => excess === 0 && short.every((share) => share < 1e-9);

/** Where wishes that cannot all be kept are of several ranks, the model weighs them: a little of the first may be given for much of the last. */
const LEAST_AGREEING = 0.9;

it(`finds the best of everything that can be done in ${HOMES} homes small enough to try it all, and breaks no wish where all can be kept`, () => {
  const tried = fc.sample(tinyHome, { seed: SEED, numRuns: HOMES }).map((home) => ({ home, best: bestOf(home), found: planned(home) }));
  const kept = tried.filter(({ best }) => keepsAll(best));
  const torn = tried.filter(({ best }) => !keepsAll(best));
  const agreeing = torn.filter(({ best, found }) => isSame(found, best)).length;
  console.log(`${kept.length} homes in which all can be kept; of ${torn.length} in which not, ${agreeing} as best in the order of ranks; TIDEWATT_PLAN_SEED=${SEED}`);
  expect(kept.filter(({ best, found }) => !isSame(found, best))).toEqual([]);
  expect(agreeing).toBeGreaterThanOrEqual(LEAST_AGREEING * torn.length);
}, 600_000);
