import { at } from '#domain/plan/at.ts';
import { buildModel, type Built } from './model/build.ts';
import { solutionActs } from './acts.ts';
import { refine } from './descent.ts';
import { holdsFor } from './holds.ts';
import { keptInOrder, type Kept } from './keepInOrder.ts';
import { isProven, type Search } from './search.ts';
import { held, type Budget, type Choice, type Hold, type OpenModel, type Relaxation, type Solver } from './solver/solver.ts';

/** Offers a solution as acts, ties packed to the earliest slots and as the solver left them; a tie goes to the packed. */
function offerSolution(search: Search, built: Built, values: Float64Array): void {
  const plain = solutionActs(search.scene, built, values, false);
  const { tiers = [], peaks = [] } = search.scene.problem;
  // What is charged by its power never costs the same an hour earlier.
  if (tiers.length + peaks.length > 0) return search.offer(plain);
  const packed = solutionActs(search.scene, built, values, true);
  search.offer(packed);
  if (JSON.stringify(plain) !== JSON.stringify(packed)) search.offer(plain);
}

/** Whether a solution already is within what it is to be held to: it is then the polished one. */
const isMade = (values: Float64Array, holds: readonly Hold[]): boolean => holds.every(({ column, lower, upper }) => at(values, column) > lower - 1e-6 && at(values, column) < upper + 1e-6);

/** A solution as devices can run it, with all that is free of steps solved anew around it. @param kept what it is held to besides, where that can be. */
function offerRounded(search: Search, built: Built, open: OpenModel, values: Float64Array, kept: readonly Hold[] = []): readonly Choice[] {
  const { whole, all } = holdsFor(search.scene, built, values);
  const around = (): Relaxation | undefined => (kept.length > 0 ? open.relaxed([...all, ...kept]) : undefined) ?? open.relaxed(all);
  const rounded = isMade(values, all) ? values : around()?.values;
  offerSolution(search, built, rounded ?? values);
  return whole;
}

/** The linear bound, and the plan that its solution rounds to. */
function polish(search: Search, built: Built, open: OpenModel): readonly Choice[] {
  const relaxed = open.relaxed([]);
  if (!relaxed) return [];
  search.bound = relaxed.objective;
  const whole = offerRounded(search, built, open, relaxed.values);
  search.report('lp');
  return whole;
}

const better = (search: Search): void => search.offer(refine(search.scene, search.weights, search.best.acts));

/** The solver is asked for half the gap: turning wattages into policies costs some of it. */
const halved = (budget: Budget): Budget => ({ ...budget, relativeGap: budget.relativeGap / 2, absoluteGap: budget.absoluteGap / 2 });

/** The plan in which what has no such power is on for a part of a slot. @returns whether whole numbers cost the model next to nothing: no search for better ones then proves more. */
function offerPosed(search: Search, built: Built, open: OpenModel, whole: readonly Choice[], { relativeGap, absoluteGap }: Budget): boolean {
  const posed = open.relaxed(whole.map(held));
  if (!posed) return false;
  offerSolution(search, built, posed.values);
  return posed.objective - (search.bound ?? -Infinity) <= Math.max(absoluteGap, relativeGap * Math.abs(posed.objective));
}

function prove(search: Search, built: Built, open: OpenModel, start: readonly Choice[], budget: Budget): void {
  const exact = open.exact(start, halved(budget));
  if (!exact) return;
  search.bound = Math.max(search.bound ?? -Infinity, exact.bound);
  offerRounded(search, built, open, exact.values);
  if (!isProven(search, budget)) better(search);
  search.report('mip');
}

/** The cheapest of the plans that keep as much as can be kept, rank by rank. */
function proveKept(search: Search, built: Built, open: OpenModel, { holds, start, isProven: isLeast }: Kept, budget: Budget): void {
  const exact = built.model.whole.length > 0 ? open.exact(start, halved(budget), holds) : undefined;
  const solved = exact ?? open.relaxed(holds);
  if (!solved) return;
  offerRounded(search, built, open, solved.values, holds);
  better(search);
  // Of the relaxation what it costs is the bound.
  if (isLeast) search.bound = Math.max(search.bound ?? -Infinity, exact?.bound ?? solved.objective);
  search.report('mip');
}

/** All wishes at once, weighed by rank. @returns whole numbers that a further search may begin with. */
function solveWeighed(search: Search, built: Built, open: OpenModel, budget: Budget): readonly Choice[] {
  const choices = polish(search, built, open);
  if (isProven(search, budget)) return choices;
  const isTight = offerPosed(search, built, open, choices, halved(budget));
  if (!isProven(search, budget)) better(search);
  if (built.model.whole.length > 0 && !isTight && !isProven(search, budget)) prove(search, built, open, choices, budget);
  return choices;
}

/** The stages that need a solver. Without a wish or a device that moves there is nothing to solve. */
export function runInModel(search: Search, solver: Solver, budget: Budget): void {
  const built = buildModel(search.scene, search.weights);
  const open = solver.open(built.model);
  try {
    const choices = solveWeighed(search, built, open, budget);
    const kept = keptInOrder(search, built, open, choices, budget);
    if (kept) proveKept(search, built, open, kept, budget);
  } finally {
    open.close();
  }
}
