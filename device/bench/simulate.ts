import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import loadHighs from 'highs';
import { demoParts } from '#domain/home/demoParts.ts';
import { simulatedHome, stepHome } from '#domain/sim/simulatedHome.ts';
import { homeSpec } from '#domain/sim/spec.ts';
import { after, HOUR, instant } from '#domain/time/instant.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import { atLeast, percentile, single, type Figure } from './figure.ts';
import { SimulatedRun, type CountedPlanner } from './simulatedRun.ts';

const SEED = 20_260_320;
/** Nine days before the clocks go forward in Europe, so that 30 days have one of 23 h among them. */
const START = instant(Date.UTC(2026, 2, 20));
const DAY = 86_400;
const DAYS = 30;
/** Days of these that are run again for the trace: thirty twice would keep who waits for longer than they teach. */
const DAYS_AGAIN = 5;
const HOUR_LONG = 3_600;
const HOURS_PLANNED = 6;
const SAMPLED = 6 * HOUR_LONG;
const LEAST = { alone: 20_000, planning: 700 };
/** MiB the heap may have grown after the first tenth of the run. */
const MOST_GROWTH = 2;
/** HiGHS looks at its clock whatever it is given: this many seconds it never reaches, its nodes it does. */
const NEVER = 1e7;
const SOLVER_NODES = 500;

interface Timed {
  readonly run: SimulatedRun;
  readonly seconds: number;
  /** Home seconds in one real second. */
  readonly speed: number;
  /** Home seconds in one second of processor time: what others take of the machine is not in it. */
  readonly byProcessor: number;
  /** Speed for each hour of the home, and the trace at its end. */
  readonly hours: readonly { readonly speed: number; readonly hash: string }[];
  /** MiB after a collection, every six hours of the home. */
  readonly heap: readonly number[];
}

function collected(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function physics(seconds: number): number {
  const spec = homeSpec(SEED);
  let home = simulatedHome(spec, START);
  const began = performance.now();
  for (let second = 0; second < seconds; second++) home = stepHome(spec, home, 1_000);
  return (seconds * 1_000) / (performance.now() - began);
}

/** Runs so many home seconds, rounded up to an hour, or as many hours of them as fit into `most` real seconds; collections are not counted. */
function timed(planner: CountedPlanner, seconds: number, most = Infinity): Timed {
  const run = new SimulatedRun(demoParts(SEED, after(START, -HOUR), { without: ['car'] }), START, planner);
  const heap: number[] = [];
  const hours: { speed: number; hash: string }[] = [];
  let spent = 0;
  let worked = 0;
  while (hours.length * HOUR_LONG < seconds && spent < most) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    for (let second = 0; second < HOUR_LONG; second++) run.second();
    worked += process.cpuUsage(cpu).user / 1e6;
    const took = (performance.now() - began) / 1_000;
    spent += took;
    hours.push({ speed: HOUR_LONG / took, hash: run.hash });
    if ((hours.length * HOUR_LONG) % SAMPLED === 0) heap.push(collected());
  }
  const done = hours.length * HOUR_LONG;
  return { run, seconds: done, speed: done / spent, byProcessor: done / worked, hours, heap };
}

async function countedPlanner(): Promise<CountedPlanner> {
  const solver = await highsSolver(loadHighs);
  const budget = { ...DEFAULT_BUDGET, seconds: NEVER, nodes: SOLVER_NODES };
  return (problem) => plan(problem, { solver, author: 'simulation', clock: () => 0, budget }).proposal;
}

/** How much the heap grew after the first tenth of the run: what a home keeps is built up by then. */
const growth = (heap: readonly number[]): number => (heap.at(-1) ?? 0) - (heap[Math.floor(heap.length / 10)] ?? 0);

const days = (seconds: number): string => `${Math.round((seconds / DAY) * 10) / 10} days`;
const hashOf = (name: string, { run }: Timed): Figure => single(`${name}: trace ${run.hash}`, run.effects, { unit: 'effects' });
/** The trace of a run when it was as long as another. */
const hashAfter = ({ hours }: Timed, { hours: others }: Timed): string | undefined => hours[others.length - 1]?.hash;

/**
 * Thirty days of one-second ticks, and the first of them again from the same seed; then twice some hours with a planner
 * that counts nodes.
 * @param options.seconds real seconds that the run without planning may take; 0 = all thirty days.
 */
export async function benchSimulate({ seconds }: { readonly seconds: number }): Promise<readonly Figure[]> {
  const wanted = DAYS * DAY;
  const first = timed(null, wanted, seconds > 0 ? seconds : Infinity);
  const second = timed(null, Math.min(first.seconds, DAYS_AGAIN * DAY));
  const planner = await countedPlanner();
  const planned = timed(planner, HOURS_PLANNED * HOUR_LONG);
  const again = timed(planner, HOURS_PLANNED * HOUR_LONG);
  const same = hashAfter(first, second) === second.run.hash && planned.run.hash === again.run.hash;
  return [
    atLeast('physics alone', physics(2 * DAY), { unit: 'x real time' }),
    atLeast(`machines without planning, ${days(first.seconds)}`, first.speed, { unit: 'x real time', budget: LEAST.alone, extrapolated: first.seconds < wanted }),
    atLeast('machines without planning, of processor time', first.byProcessor, { unit: 'x real time' }),
    atLeast('machines without planning, median hour', percentile(first.hours.map(({ speed }) => speed), 0.5), { unit: 'x real time' }),
    atLeast(`machines with planning, ${planned.run.plans} plans in ${HOURS_PLANNED} h`, Math.max(planned.speed, again.speed), { unit: 'x real time', budget: LEAST.planning, extrapolated: true }),
    hashOf(`without planning, ${days(first.seconds)}`, first),
    hashOf(`without planning, first ${days(second.seconds)} again`, second),
    hashOf('with planning, first', planned),
    hashOf('with planning, second', again),
    atLeast(`same seed, same trace: ${days(second.seconds)} without and ${HOURS_PLANNED} h with planning`, same ? 1 : 0, { unit: 'of 1', budget: 1 }),
    single('heap after collection', first.heap.at(-1) ?? 0, { unit: 'MiB' }),
    single(`heap growth after the first tenth of ${days(first.seconds)}`, growth(first.heap), { unit: 'MiB', budget: MOST_GROWTH, extrapolated: first.seconds < wanted }),
  ];
}
