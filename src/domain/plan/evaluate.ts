import { divideHalfEven } from '../units/decimal.ts';
import { milliWattHours, WATT_MS_PER_MWH } from '../units/energy.ts';
import { costOf, EXACT_PER_MICRO, exactEnergy, micro, microPerKWh, type ExactMoney, type Micro } from '../units/money.ts';
import type { Act } from './act.ts';
import type { Aim } from './aim.ts';
import { at } from './at.ts';
import { courseOf } from './course.ts';
import type { BrokenWish, PlanProblem, StoreLevel } from './problem.ts';
import { sceneOf, type Scene } from './scene.ts';
import { Player, type Course, type Simulated } from './simulate.ts';
import { minuteSteps, type Steps } from './steps.ts';
import { DAY, negligible } from './tolerance.ts';

/** What a rank lacks: the sum over its wishes of shares of capacity, or of days late. */
export interface Shortfall {
  readonly rank: number;
  readonly share: number;
}

/** A plan priced by the ledger's arithmetic, independent of whoever proposed it. */
export interface Evaluation {
  /** Expected micro over the horizon: the forecast twice, one spread above and one below it once each; change of end stocks valued. */
  readonly cost: Micro;
  /** The same at the forecast alone: what a planner's bound is about. */
  readonly forecastCost: Micro;
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

/** Work as whole mWh a slot, what is below a quantum carried into the next slot. */
function energies(work: Float64Array): number[] {
  let carried = 0;
  return Array.from(work, (amount) => {
    const total = amount + carried;
    const energy = Math.trunc(total / WATT_MS_PER_MWH);
    carried = total - energy * WATT_MS_PER_MWH;
    return energy;
  });
}

const moneyAt = (price: number, energy: number): bigint => costOf(microPerKWh(price), exactEnergy(milliWattHours(Math.round(energy))));

function energyMoney({ problem }: Scene, { importWork, exportWork }: Simulated): bigint {
  const imported = energies(importWork);
  const exported = energies(exportWork);
  return problem.slots.reduce((sum, _, slot) => sum + moneyAt(at(problem.importPrice, slot), at(imported, slot)) - moneyAt(at(problem.exportPrice, slot), at(exported, slot)), 0n);
}

function storeMoney({ problem }: Scene, { throughput, stored }: Simulated): bigint {
  return problem.devices.reduce((sum, device, index) => {
    if (device.primitive.kind !== 'store' || device.stored === null) return sum;
    const wear = moneyAt(device.primitive.wear, at(throughput, index) / WATT_MS_PER_MWH);
    return sum + wear - moneyAt(problem.endValue, at(stored, index) - device.stored);
  }, 0n);
}

const moneyOf = (scene: Scene, simulated: Simulated): ExactMoney => (energyMoney(scene, simulated) + storeMoney(scene, simulated)) as ExactMoney;

/** Expected money over the deviations; without spread they are all the same and played once. */
function expected(scene: Scene, player: Player, course: Course, forecast: ExactMoney): Micro {
  const certain = scene.problem.spread.every((spread) => spread === 0);
  const sums = certain ? [forecast] : DEVIATIONS.map((deviation) => (deviation === 0 ? forecast : moneyOf(scene, player.play(course, deviation))));
  const total = sums.reduce<bigint>((sum, money) => sum + money, 0n);
  return micro(Number(divideHalfEven(total, BigInt(sums.length) * EXACT_PER_MICRO)));
}

/** A deficit as a share that ranks can add up. */
function shareOf(scene: Scene, aim: Aim, deficit: number): number {
  const { primitive } = at(scene.problem.devices, aim.device);
  if (primitive.kind === 'store') return deficit / primitive.capacity;
  return deficit / DAY;
}

function shortfallsOf(scene: Scene, { deficit }: Simulated): readonly Shortfall[] {
  const byRank = new Map<number, number>();
  scene.aims.forEach((aim, index) => byRank.set(aim.rank, (byRank.get(aim.rank) ?? 0) + shareOf(scene, aim, Math.round(at(deficit, index)))));
  return [...byRank].map(([rank, share]) => ({ rank, share })).sort((a, b) => a.rank - b.rank);
}

const CURES = { reserve: 'lower-reserve', storedBy: 'stored-later', readyBy: 'ready-later' } as const;

/** Each wish once: what physics denies it from the start, and what this plan denies it. */
function brokenOf(scene: Scene, { deficit }: Simulated): readonly BrokenWish[] {
  const broken = new Map(scene.unmet.map((wish) => [wish.wish, wish]));
  scene.aims.forEach((aim, index) => {
    const by = Math.round(at(deficit, index));
    if (negligible(shareOf(scene, aim, by))) return;
    const before = broken.get(aim.wish);
    broken.set(aim.wish, before ? { ...before, by: before.by + by } : { wish: aim.wish, by, cure: CURES[aim.kind] });
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
  const forecast = moneyOf(scene, simulated);
  const kept = { excess: Math.round(simulated.excess / WATT_MS_PER_MWH), shortfalls: shortfallsOf(scene, simulated), broken: brokenOf(scene, simulated), levels: levelsOf(scene, simulated), grid: simulated.grid.slice() };
  // Plays on, so everything of the forecast has been read off by now.
  return { ...kept, forecastCost: micro(Number(divideHalfEven(forecast, EXACT_PER_MICRO))), cost: expected(scene, player, course, forecast) };
}

/**
 * What acts cost and keep on a problem: policies played at a minute, clipped by ratings, contents and limits.
 * @throws RangeError when the problem's arrays do not fit its slots (see `checkProblem`).
 */
export function evaluate(problem: PlanProblem, acts: readonly Act[]): Evaluation {
  const steps = minuteSteps(problem.slots);
  return priced(sceneOf(problem), courseOf(problem, acts, steps), steps);
}
