import type { Highs } from 'highs';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { HOUR } from '#domain/time/instant.ts';
import { addReferenceCharges } from './referenceCharges.ts';
import { addAppliance, addHeating, addRoof, addStore } from './referenceDevices.ts';
import { Rows, type Entry } from './rows.ts';
import type { Reference } from './sharedModel.ts';

/** Currency per kWh above a limit. */
const ABOVE_LIMIT = 100;
const MICRO = 1e6;

/** What a kWh weighs in each slot beside its price: CO2 at the household's price of it. */
const weighed = ({ problem: { carbon, weights } }: Reference, slot: number): number => ((carbon?.[slot] ?? 0) * (weights?.carbon ?? 0)) / 1_000;

/** A cheap quarter of what is weighed, on top of what a store's content is worth at the end. */
function endValue(reference: Reference): number {
  const all = reference.problem.slots.map((_, slot) => weighed(reference, slot)).map(Math.round).sort((one, other) => one - other);
  return reference.problem.endValue + (all[Math.floor(all.length / 4)] ?? 0);
}

/** Bought less sold is what everything takes; bought and sold have their prices and limits. @returns the columns of what is bought, kW. */
function addConnection(reference: Reference): readonly number[] {
  const { problem, rows, hours, taken } = reference;
  return problem.slots.map((_, slot) => {
    const length = hours[slot] ?? 0;
    const bought = rows.column((length * ((problem.importPrice[slot] ?? 0) + Math.round(weighed(reference, slot)))) / MICRO);
    const sold = rows.column((-length * (problem.exportPrice[slot] ?? 0)) / MICRO);
    const load = (problem.inflexible[slot] ?? 0) / 1_000;
    rows.row(load, load, [[bought, 1], [sold, -1], ...(taken[slot] ?? []).map(([column, value]): Entry => [column, -value])]);
    const limit = Math.min(...problem.limits.map(({ direction, w }) => (direction === 'import' ? (w[slot] ?? Infinity) : Infinity)));
    if (limit < Infinity) rows.row(-Infinity, limit / 1_000, [[bought, 1], [rows.column(ABOVE_LIMIT * length), -1]]);
    return bought;
  });
}

/**
 * The yardstick of the bench: the large home as a linear model, written down here once and for all, so that no change of the
 * planner's own moves it. Power in kW, energy in kWh, money in the currency. On and off are eased, starts may be shared.
 */
export function referenceOf(problem: PlanProblem): Rows {
  const rows = new Rows();
  const hours = problem.slots.map(({ start, end }) => (end - start) / HOUR);
  const reference: Reference = { problem, rows, hours, taken: problem.slots.map(() => []) };
  const heat: Entry[][] = problem.slots.map(() => []);
  for (const device of problem.devices) {
    if (device.primitive.kind === 'modes') addHeating(reference, device, device.primitive, heat);
    if (device.primitive.kind === 'profile') addAppliance(reference, device, device.primitive);
    if (device.primitive.kind === 'envelope') addRoof(reference, device, device.primitive);
  }
  for (const device of problem.devices) {
    if (device.primitive.kind === 'store') addStore(reference, device, device.primitive, problem.devices.some(({ feeds }) => feeds === device.id) ? heat : [], endValue(reference) / MICRO);
  }
  addReferenceCharges(reference, addConnection(reference));
  return rows;
}

export const solveReference = (highs: Highs, problem: PlanProblem): { readonly cost: number; readonly ms: number } => referenceOf(problem).solve(highs);
