import { at } from '#domain/plan/at.ts';
import { buildModel, type Built } from './model/build.ts';
import { solutionActs } from './acts.ts';
import { refine } from './descent.ts';
import { isProven, type Search } from './search.ts';
import type { Budget, Choice, OpenModel, Solver } from './solver/solver.ts';

/** Offers a solution as acts, ties packed to the earliest slots and as the solver left them; a tie goes to the packed. */
function offerSolution(search: Search, built: Built, values: Float64Array): void {
  const packed = solutionActs(search.scene, built, values, true);
  const plain = solutionActs(search.scene, built, values, false);
  search.offer(packed);
  if (JSON.stringify(plain) !== JSON.stringify(packed)) search.offer(plain);
}

/** Holds every start as the acts in hand have it, and every other choice as a solution rounds. */
function choicesOf(search: Search, { model, parts }: Built, values: Float64Array): readonly Choice[] {
  const rounded = new Map(Array.from(model.whole, (column) => [column, Math.round(at(values, column))]));
  for (const part of parts) {
    const device = at(search.scene.problem.devices, part.device);
    const run = search.best.acts.find((act) => act.device === device.id && act.policy.kind === 'run');
    if (run) for (const { column, start } of part.starts) rounded.set(column, start === run.interval.start ? 1 : 0);
  }
  return [...rounded].map(([column, value]) => ({ column, value }));
}

/** Whether a solution of the relaxation already makes these choices: it is then the polished one. */
const isMade = (values: Float64Array, choices: readonly Choice[]): boolean => choices.every(({ column, value }) => Math.abs(at(values, column) - value) < 1e-6);

/** The linear bound, the plan that its solution rounds to, and the plan in hand with its continuous part solved anew. */
function polish(search: Search, built: Built, open: OpenModel): readonly Choice[] {
  const relaxed = open.relaxed([]);
  if (!relaxed) return [];
  search.bound = relaxed.objective;
  offerSolution(search, built, relaxed.values);
  const choices = choicesOf(search, built, relaxed.values);
  const polished = isMade(relaxed.values, choices) ? undefined : open.relaxed(choices);
  if (polished) offerSolution(search, built, polished.values);
  search.report('lp');
  return choices;
}

const better = (search: Search): void => search.offer(refine(search.scene, search.weights, search.best.acts));

/** The solver is asked for half the gap: turning wattages into policies costs some of it. */
const halved = (budget: Budget): Budget => ({ ...budget, relativeGap: budget.relativeGap / 2, absoluteGap: budget.absoluteGap / 2 });

function prove(search: Search, built: Built, open: OpenModel, start: readonly Choice[], budget: Budget): void {
  const exact = open.exact(start, halved(budget));
  if (!exact) return;
  search.bound = Math.max(search.bound ?? -Infinity, exact.bound);
  offerSolution(search, built, exact.values);
  if (!isProven(search, budget)) better(search);
  search.report('mip');
}

/** The stages that need a solver. Without a wish or a device that moves there is nothing to solve. */
export function runInModel(search: Search, solver: Solver, budget: Budget): void {
  const built = buildModel(search.scene, search.weights);
  const open = solver.open(built.model);
  try {
    const choices = polish(search, built, open);
    if (!isProven(search, budget)) better(search);
    if (built.model.whole.length > 0 && !isProven(search, budget)) prove(search, built, open, choices, budget);
  } finally {
    open.close();
  }
}
