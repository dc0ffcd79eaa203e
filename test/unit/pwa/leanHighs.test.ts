import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Highs } from 'highs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leanedHighs } from '../../../src/pwa/leanHighs.ts';
import { highsSolver } from '../../../workers/plan/solver/highs.ts';

const highs = createRequire(import.meta.url).resolve('highs').replace(/[^/]*$/, '');
type Load = (options: { readonly instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => void }) => Promise<Highs>;

let whole = '';
let folder = '';
let load: () => Promise<Highs>;

beforeAll(async () => {
  whole = await readFile(`${highs}highs.mjs`, 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'lean-highs-'));
  const file = join(folder, 'lean.mjs');
  await writeFile(file, leanedHighs(whole));
  const { default: start } = (await import(pathToFileURL(file).href)) as { default: Load };
  const wasm = await readFile(`${highs}highs.wasm`);
  load = () => start({ instantiateWasm: (imports, done) => void WebAssembly.instantiate(wasm, imports).then(({ instance }) => done(instance)) });
});
afterAll(() => rm(folder, { recursive: true }));

/** Two runs, 3 and 2 each, at most 4 together: with fractions 1 and a half of the second, in whole numbers the first alone. */
const KNAPSACK = {
  columns: 2,
  rows: 1,
  starts: new Int32Array([0, 2]),
  indices: new Int32Array([0, 1]),
  values: new Float64Array([3, 2]),
  cost: new Float64Array([-3, -1.5]),
  lower: new Float64Array([0, 0]),
  upper: new Float64Array([1, 1]),
  rowLower: new Float64Array([-Infinity]),
  rowUpper: new Float64Array([4]),
  whole: new Int32Array([0, 1]),
  offset: 10,
};
const BUDGET = { seconds: 5, nodes: 100, relativeGap: 0, absoluteGap: 0 };

describe('the solver’s glue as the app carries it', () => {
  it('is less than half as long', () => expect(leanedHighs(whole).length).toBeLessThan(whole.length / 2));

  it('answers all that the planner asks: relaxed, held, exact from a start', async () => {
    const solver = await highsSolver(load);
    const model = solver.open(KNAPSACK);
    expect(model.relaxed([])).toEqual({ values: new Float64Array([1, 0.5]), objective: 6.25 });
    expect(model.relaxed([{ column: 0, lower: 0, upper: 0 }])).toEqual({ values: new Float64Array([0, 1]), objective: 8.5 });
    expect(model.exact([{ column: 1, value: 1 }], BUDGET)).toEqual({ values: new Float64Array([1, 0]), objective: 7, bound: 7 });
    expect(solver.memoryBytes).toBeGreaterThan(0);
    model.close();
  });

  it('says that nothing is feasible as the whole library does', async () => {
    const model = (await highsSolver(load)).open({ ...KNAPSACK, rowLower: new Float64Array([6]), rowUpper: new Float64Array([7]) });
    expect([model.relaxed([]), model.exact([], BUDGET)]).toEqual([undefined, undefined]);
    model.close();
  });

  it('is not cut when the library is another', () => {
    expect(() => leanedHighs(whole.replace('FS.staticInit();', ''))).toThrow('the solver is not what it was');
    expect(() => leanedHighs(whole.replaceAll('changeColBounds(', 'changeBounds('))).toThrow('changeColBounds');
  });
});
