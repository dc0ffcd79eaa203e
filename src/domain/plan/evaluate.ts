import { divideHalfEven } from '../units/decimal.ts';
import { milliWattHours, WATT_MS_PER_MWH } from '../units/energy.ts';
import { costOf, EXACT_PER_MICRO, exactEnergy, micro, microPerKWh, type Micro } from '../units/money.ts';
import type { Act } from './act.ts';
import type { Aim } from './aim.ts';
import { at } from './at.ts';
import { CREDIT, overspends, overspentShare } from './budget.ts';
import { chargeMoney } from './chargeMoney.ts';
import { courseOf } from './course.ts';
import { energiesOf } from './energies.ts';
import type { BrokenWish, PlanProblem, StoreLevel } from './problem.ts';
import { runMoney } from './runMoney.ts';
import { sceneOf, type Scene } from './scene.ts';
import { Player } from './simulate.ts';
import type { Course, Simulated } from './simulated.ts';
import { unrestOf } from './steadiness.ts';
import { minuteSteps, type Steps } from './steps.ts';
import { DAY, negligible } from './tolerance.ts';
import type { WeighedPrices } from './weights.ts';

/** What a rank lacks: the sum over its wishes of shares of capacity, or of days late. */
export interface Shortfall {
  readonly rank: number;
  readonly share: number;
}

/** A plan priced by the ledger's arithmetic, independent of whoever proposed it. */
export interface Evaluation {
  /** Expected micro over the horizon: the forecast twice, one spread above and one below it once each; change of end stocks valued. */
  readonly cost: Micro;
  /** The same at the forecast alone. */
  readonly forecastCost: Micro;
  /** What plans are compared by: `cost` with the household's weights on it, and `unrest`. */
  readonly objective: number;
  /** The same at the forecast: without `unrest` it is what a planner's bound is about. */
  readonly forecastObjective: number;
  /** Micro for starts and for changes of the running plan. */
  readonly unrest: number;
  /** mWh above the limits that nothing could cut. */
  readonly excess: number;
  /** By rank, the first rank first. */
  readonly shortfalls: readonly Shortfall[];
  readonly broken: readonly BrokenWish[];
  /** Content of the stores along the way, at the forecast. */
  readonly levels: readonly StoreLevel[];
  /** W at the grid at every step of a minute, at the forecast. */
  readonly grid: Float64Array;
}

const DEVIATIONS = [0, 0, -1, 1] as const;

const moneyAt = (price: number, energy: number): bigint => costOf(microPerKWh(price), exactEnergy(milliWattHours(Math.round(energy))));

function energyMoney({ importPrice, exportPrice }: Pick<WeighedPrices, 'importPrice' | 'exportPrice'>, { importWork, exportWork }: Simulated): bigint {
  const exported = energiesOf(exportWork);
  return energiesOf(importWork).reduce((sum, imported, slot) => sum + moneyAt(at(importPrice, slot), imported) - moneyAt(at(exportPrice, slot), at(exported, slot)), 0n);
}

function storeMoney({ devices }: PlanProblem, endValue: number, { throughput, stored }: Simulated): bigint {
  return devices.reduce((sum, device, index) => {
    if (device.primitive.kind !== 'store' || device.stored === null) return sum;
    const wear = moneyAt(device.primitive.wear, at(throughput, index) / WATT_MS_PER_MWH);
    return sum + wear - moneyAt(endValue, at(stored, index) - device.stored);
  }, 0n);
}

/** Of one course under one load: as the bill has it, and as the household weighs it. */
interface Money {
  readonly paid: bigint;
  readonly weighed: bigint;
}

function moneyOf({ problem, weighed }: Scene, steps: Steps, simulated: Simulated): Money {
  const charged = chargeMoney(problem, steps, simulated) + runMoney(problem, simulated);
  const under = (prices: WeighedPrices): bigint => energyMoney(prices, simulated) + storeMoney(problem, prices.endValue, simulated) + charged;
  const paid = under(problem);
  return { paid, weighed: weighed.importPrice === problem.importPrice ? paid : under(weighed) };
}

const meanOf = (sums: readonly bigint[]): Micro => micro(Number(divideHalfEven(sums.reduce((sum, money) => sum + money, 0n), BigInt(sums.length) * EXACT_PER_MICRO)));

/** Money over the deviations; without spread they are all the same and played once. */
function expected(scene: Scene, steps: Steps, player: Player, course: Course, forecast: Money): readonly Money[] {
  if (scene.problem.spread.every((spread) => spread === 0)) return [forecast];
  return DEVIATIONS.map((deviation) => (deviation === 0 ? forecast : moneyOf(scene, steps, player.play(course, deviation))));
}

/** A deficit as a share that ranks can add up. */
function shareOf(scene: Scene, aim: Aim, deficit: number): number {
  const { primitive } = at(scene.problem.devices, aim.device);
  if (primitive.kind === 'store') return deficit / primitive.capacity;
  return deficit / DAY;
}

function shortfallsOf(scene: Scene, simulated: Simulated): readonly Shortfall[] {
  const byRank = new Map<number, number>();
  const add = (rank: number, share: number): unknown => byRank.set(rank, (byRank.get(rank) ?? 0) + share);
  scene.aims.forEach((aim, index) => add(aim.rank, shareOf(scene, aim, Math.round(at(simulated.deficit, index)))));
  const over = overspends(scene.problem, scene.budgets, simulated);
  scene.budgets.forEach((budget, index) => add(budget.rank, overspentShare(budget, at(over, index))));
  return [...byRank].map(([rank, share]) => ({ rank, share })).sort((a, b) => a.rank - b.rank);
}

const CURES = { reserve: 'lower-reserve', storedBy: 'stored-later', readyBy: 'ready-later', served: 'less-drawn' } as const;

const cureOf = (aim: Aim): string => (aim.kind === 'reserve' && aim.isComfort ? 'cooler' : CURES[aim.kind]);

/** Each wish once: what physics denies it from the start, and what this plan denies it. */
function brokenOf(scene: Scene, simulated: Simulated): readonly BrokenWish[] {
  const broken = new Map<string, BrokenWish>();
  const add = (wish: string, by: number, cure: string): void => {
    const before = broken.get(wish);
    broken.set(wish, before ? { ...before, by: before.by + by } : { wish, by, cure });
  };
  for (const { wish, by, cure } of [...scene.unmet, ...scene.overspent]) add(wish, by, cure);
  scene.aims.forEach((aim, index) => {
    const by = Math.round(at(simulated.deficit, index));
    if (!negligible(shareOf(scene, aim, by))) add(aim.wish, by, cureOf(aim));
  });
  const over = overspends(scene.problem, scene.budgets, simulated);
  scene.budgets.forEach((budget, index) => {
    const by = Math.round(at(over, index));
    if (!negligible(overspentShare(budget, by))) add(budget.wish, by, budget.wish === CREDIT ? 'top-up' : 'higher-budget');
  });
  return [...broken.values()];
}

const HALF_HOUR = 1_800_000;

/** What stands on a half-hour is enough to be drawn. */
function levelsOf({ problem: { slots, devices } }: Scene, { levels }: Simulated): readonly StoreLevel[] {
  const drawn = slots.flatMap(({ end }, slot) => (end % HALF_HOUR === 0 ? [{ end, slot }] : []));
  return devices.flatMap(({ id, primitive, stored }, index) =>
    primitive.kind === 'store' && stored !== null ? [{ device: id, at: drawn.map(({ end }) => end), stored: drawn.map(({ slot }) => Math.round(at(at(levels, index), slot))) }] : [],
  );
}

function priced(scene: Scene, course: Course, steps: Steps): Evaluation {
  const player = new Player(scene, steps);
  const simulated = player.play(course);
  const forecast = moneyOf(scene, steps, simulated);
  const kept = { excess: Math.round(simulated.excess / WATT_MS_PER_MWH), shortfalls: shortfallsOf(scene, simulated), broken: brokenOf(scene, simulated), levels: levelsOf(scene, simulated), grid: simulated.grid.slice() };
  const unrest = Math.round(unrestOf(scene.problem, steps)(course));
  let moneys: readonly Money[] | undefined;
  // Plays on, so everything of the forecast has been read off by now; most plans are only asked what they come to at the forecast.
  const spread = (): readonly Money[] => (moneys ??= expected(scene, steps, player, course, forecast));
  return {
    ...kept,
    unrest,
    forecastCost: meanOf([forecast.paid]),
    get cost() {
      return meanOf(spread().map(({ paid }) => paid));
    },
    forecastObjective: meanOf([forecast.weighed]) + unrest,
    get objective() {
      return meanOf(spread().map(({ weighed }) => weighed)) + unrest;
    },
  };
}

/**
 * What acts cost and keep on a problem: policies played at a minute, clipped by ratings, contents and limits.
 * @throws RangeError when the problem's arrays do not fit its slots (see `checkProblem`).
 */
export function evaluate(problem: PlanProblem, acts: readonly Act[]): Evaluation {
  const steps = minuteSteps(problem.slots);
  return priced(sceneOf(problem), courseOf(problem, acts, steps), steps);
}
