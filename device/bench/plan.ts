import loadHighs from 'highs';
import { atLeast, percentile, single, spread, type Figure } from './figure.ts';
import { inChromium } from './plan/chromium.ts';
import { samplesOf, type Sample, type Samples } from './plan/sample.ts';

const SEEDS = 12;
const MIB = 2 ** 20;

const median = (samples: readonly Sample[], of: (one: Sample) => number): number => percentile(samples.map(of), 0.5);
const worst = (samples: readonly Sample[], of: (one: Sample) => number): number => Math.max(...samples.map(of));
const shareOf = (samples: readonly Sample[], is: (one: Sample) => boolean): number => (samples.filter(is).length / samples.length) * 100;

/** Times beside the reference's, in the same run. */
const times = (name: string, samples: readonly Sample[]): readonly Figure[] => [
  spread(`${name}: linear model of the reference alone`, samples.map(({ reference }) => reference), { unit: 'ms' }),
  spread(`${name}: first feasible plan`, samples.map(({ first }) => first), { unit: 'ms' }),
  single(`${name}: first feasible plan / linear model, median`, median(samples, ({ first, reference }) => first / reference), { unit: 'ratio', budget: 1 }),
  spread(`${name}: plan with proven gap`, samples.map(({ proven }) => proven), { unit: 'ms' }),
  single(`${name}: plan with proven gap / linear model, median`, median(samples, ({ proven, reference }) => proven / reference), { unit: 'ratio', budget: 3 }),
  spread(`${name}: whole plan`, samples.map(({ total }) => total), { unit: 'ms' }),
  spread(`${name}: evaluation of a proposal`, samples.map(({ judged }) => judged), { unit: 'ms' }),
];

/** As the planner's model has it: on and off eased beyond two hours. What is executed, all on and off fixed, stands beside. */
const gaps = (name: string, samples: readonly Sample[]): readonly Figure[] => [
  single(`${name}: gap as posed, median`, median(samples, ({ posedGap }) => posedGap * 100), { unit: '%', budget: 1.5 }),
  single(`${name}: gap as posed, worst`, worst(samples, ({ posedGap }) => posedGap * 100), { unit: '%', budget: 5 }),
  atLeast(`${name}: within 1 % as posed`, shareOf(samples, ({ posedGap }) => posedGap <= 0.01), { unit: '% of seeds', budget: 95 }),
  single(`${name}: executed above the bound at the proof, median`, median(samples, ({ provenGap }) => provenGap * 100), { unit: '%' }),
  single(`${name}: executed in the end above the bound of the reference, median`, median(samples, ({ executedGap }) => executedGap * 100), { unit: '%' }),
  single(`${name}: executed in the end above the bound of the reference, worst`, worst(samples, ({ executedGap }) => executedGap * 100), { unit: '%' }),
  single(`${name}: executed in the end below the bound of the reference, most`, Math.max(0, -Math.min(...samples.map(({ executedGap }) => executedGap * 100))), { unit: '%', budget: 0.01 }),
  atLeast(`${name}: executed within 1 % or 1 cent of the bound`, shareOf(samples, ({ isProven }) => isProven), { unit: '% of seeds' }),
  single(`${name}: wishes broken`, samples.reduce((sum, { broken }) => sum + broken, 0), { unit: 'wishes', budget: 0 }),
];

const figuresOf = (where: string, { small, large, later }: Samples): readonly Figure[] =>
  Object.entries({ [`${where}, large home`]: large, [`${where}, large home a slot later`]: later, [`${where}, small home`]: small }).flatMap(([name, samples]) => [...times(name, samples), ...gaps(name, samples)]);

/**
 * `bench plan`: homes of so many seeds over 48 h in 136 slots, in Node and in Chromium's worker, held against a linear model
 * of the bench's own in the same run (DESIGN, Figures).
 */
export async function benchPlan({ root, seeds }: { readonly root: string; readonly seeds: number | null }): Promise<readonly Figure[]> {
  const count = seeds ?? SEEDS;
  const node = await samplesOf(await loadHighs(), count);
  const memory = [
    single("Node: solver's memory", node.memory / MIB, { unit: 'MiB' }),
    single('Node: resident memory of the process', process.memoryUsage.rss() / MIB, { unit: 'MiB' }),
  ];
  const browser = await inChromium(root, count);
  return [
    ...figuresOf('Node', node),
    ...memory,
    ...figuresOf('Chromium', browser),
    single("Chromium: solver's memory", browser.memory / MIB, { unit: 'MiB' }),
    single("Chromium: PSS of the page's process", browser.pss / MIB, { unit: 'MiB' }),
  ];
}
