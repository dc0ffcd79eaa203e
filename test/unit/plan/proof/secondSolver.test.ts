import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, expect, it } from 'vitest';
import { sceneOf } from '#domain/plan/scene.ts';
import { buildModel } from '#workers/plan/model/build.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { weightsFor } from '#workers/plan/weights.ts';
import { denseSolver } from './denseSolver.ts';
import { problemOf, tinyHome } from './tinyHomes.ts';

const HOMES = process.env['TIDEWATT_LONG'] ? 200 : 15;
const SEED = Number(process.env['TIDEWATT_PLAN_SEED'] ?? 1);
const EXACT = { seconds: 60, nodes: 100_000, relativeGap: 0, absoluteGap: 0 };

let highs: Solver;
beforeAll(async () => {
  highs = await highsSolver(loadHighs);
});

it(`agrees with a simplex method on full tables, in bound and in whole-number optimum, on ${HOMES} tiny homes`, () => {
  fc.assert(
    fc.property(tinyHome, (home) => {
      const problem = problemOf(home);
      const { model } = buildModel(sceneOf(problem), weightsFor(problem));
      const [one, other] = [highs.open(model), denseSolver.open(model)];
      try {
        expect(one.relaxed([])?.objective).toBeCloseTo(other.relaxed([])?.objective ?? Number.NaN, 4);
        expect(one.exact([], EXACT)?.objective).toBeCloseTo(other.exact([], EXACT)?.objective ?? Number.NaN, 4);
      } finally {
        one.close();
      }
    }),
    { numRuns: HOMES, seed: SEED },
  );
}, 600_000);
