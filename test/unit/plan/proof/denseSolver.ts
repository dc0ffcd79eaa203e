import type { SparseModel } from '#workers/plan/model/sparse.ts';
import type { Hold, Relaxation, Solver } from '#workers/plan/solver/solver.ts';

const TINY = 1e-9;
/** Above all that a tiny home can reach; only the sum of a phase has none. */
const PIVOTS = 20_000;

/** The tableau of a program in standard form: A x = b, x >= 0, its last row the reduced costs, its last column b. */
class Tableau {
  private readonly rows: number[][];
  private readonly basis: number[];

  constructor(rows: number[][], basis: number[]) {
    this.rows = rows;
    this.basis = basis;
  }

  /** Bland's rule: it cannot go round in circles. @returns false where the cost has no least. */
  minimise(cost: readonly number[], columns: number): boolean {
    const last = [...cost, ...Array.from({ length: (this.rows[0]?.length ?? 0) - cost.length }, () => 0)];
    this.basis.forEach((column, row) => {
      const price = cost[column] ?? 0;
      if (price !== 0) this.rows[row]?.forEach((value, index) => (last[index] = (last[index] ?? 0) - price * value));
    });
    for (let pivots = 0; pivots < PIVOTS; pivots++) {
      const entering = last.findIndex((reduced, column) => column < columns && reduced < -TINY);
      if (entering < 0) return true;
      const leaving = this.leaving(entering);
      if (leaving < 0) return false;
      this.pivot(leaving, entering, last);
    }
    throw new Error('the simplex method goes on for too long');
  }

  /** Takes out of the basis what only served to begin; a row in which nothing else stands says nothing further. */
  expel(from: number): void {
    for (let row = 0; row < this.rows.length; row++) {
      if ((this.basis[row] ?? 0) < from) continue;
      const entering = this.rows[row]?.findIndex((value, column) => column < from && Math.abs(value) > 1e-7) ?? -1;
      if (entering >= 0) this.pivot(row, entering, []);
    }
  }

  value(column: number): number {
    const row = this.basis.indexOf(column);
    return row < 0 ? 0 : (this.rows[row]?.at(-1) ?? 0);
  }

  private leaving(entering: number): number {
    let [best, least] = [-1, Infinity];
    this.rows.forEach((row, index) => {
      const step = row[entering] ?? 0;
      if (step <= TINY) return;
      const ratio = (row.at(-1) ?? 0) / step;
      if (ratio < least - TINY || (ratio < least + TINY && best >= 0 && (this.basis[index] ?? 0) < (this.basis[best] ?? 0))) [best, least] = [index, ratio];
    });
    return best;
  }

  private pivot(leaving: number, entering: number, last: number[]): void {
    const pivotRow = this.rows[leaving] ?? [];
    const by = pivotRow[entering] ?? 1;
    pivotRow.forEach((value, index) => (pivotRow[index] = value / by));
    for (const row of last.length > 0 ? [...this.rows, last] : this.rows) {
      const factor = row[entering] ?? 0;
      if (row === pivotRow || Math.abs(factor) < 1e-14) continue;
      pivotRow.forEach((value, index) => (row[index] = (row[index] ?? 0) - factor * value));
    }
    this.basis[leaving] = entering;
  }
}

/** Terms of a row of a sparse model, over columns counted from their lower bounds. */
function denseRow({ starts, indices, values, columns }: SparseModel, row: number): number[] {
  const dense = Array.from({ length: columns }, () => 0);
  for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) dense[indices[entry] ?? 0] = values[entry] ?? 0;
  return dense;
}

/** The least cost of a model with some columns held, by the two-phase simplex method on a full table; undefined where nothing is feasible. */
function solve(model: SparseModel, holds: readonly Hold[]): Relaxation | undefined {
  const lower = [...model.lower];
  const upper = [...model.upper];
  for (const hold of holds) [lower[hold.column], upper[hold.column]] = [hold.lower, hold.upper];
  const shift = (row: readonly number[]): number => row.reduce((sum, value, column) => sum + value * (lower[column] ?? 0), 0);
  /** Each as terms, sign and right side: sign 1 is "no more than", 0 "just as much". */
  const wanted: { readonly row: number[]; readonly isEqual: boolean; readonly most: number }[] = [];
  for (let index = 0; index < model.rows; index++) {
    const row = denseRow(model, index);
    const [least, most, by] = [model.rowLower[index] ?? -Infinity, model.rowUpper[index] ?? Infinity, shift(row)];
    if (least === most) wanted.push({ row, isEqual: true, most: most - by });
    else {
      if (most < Infinity) wanted.push({ row, isEqual: false, most: most - by });
      if (least > -Infinity) wanted.push({ row: row.map((value) => -value), isEqual: false, most: by - least });
    }
  }
  upper.forEach((most, column) => {
    if (most < Infinity) wanted.push({ row: lower.map((_, other) => (other === column ? 1 : 0)), isEqual: false, most: most - (lower[column] ?? 0) });
  });
  const slacks = wanted.length;
  const width = model.columns + slacks;
  const rows = wanted.map(({ row, isEqual, most }, index) => {
    const slack = Array.from({ length: slacks }, (_, other) => (other === index && !isEqual ? 1 : 0));
    const sign = most < 0 ? -1 : 1;
    const artificial = wanted.map((_, other) => (other === index ? 1 : 0));
    return [...[...row, ...slack].map((value) => value * sign), ...artificial, most * sign];
  });
  const tableau = new Tableau(rows, wanted.map((_, index) => width + index));
  tableau.minimise([...Array.from({ length: width }, () => 0), ...wanted.map(() => 1)], width + slacks);
  if (wanted.reduce((sum, _, index) => sum + tableau.value(width + index), 0) > 1e-6) return undefined;
  tableau.expel(width);
  if (!tableau.minimise([...model.cost], width)) return undefined;
  const values = Float64Array.from(lower, (least, column) => least + tableau.value(column));
  return { values, objective: values.reduce((sum, value, column) => sum + value * (model.cost[column] ?? 0), model.offset) };
}

/** Whole numbers by branching on the first that is not, depth first. */
function branch(model: SparseModel, holds: readonly Hold[], best: Relaxation | undefined): Relaxation | undefined {
  const relaxed = solve(model, holds);
  if (!relaxed || (best && relaxed.objective >= best.objective - 1e-7)) return best;
  const broken = model.whole.find((column) => Math.abs((relaxed.values[column] ?? 0) - Math.round(relaxed.values[column] ?? 0)) > 1e-6);
  if (broken === undefined) return relaxed;
  const value = relaxed.values[broken] ?? 0;
  const held = holds.find(({ column }) => column === broken) ?? { column: broken, lower: model.lower[broken] ?? 0, upper: model.upper[broken] ?? Infinity };
  const others = holds.filter(({ column }) => column !== broken);
  const below = branch(model, [...others, { ...held, upper: Math.floor(value) }], best);
  return branch(model, [...others, { ...held, lower: Math.ceil(value) }], below);
}

/** The model with one column alone to be least. */
const aimed = (model: SparseModel, least: number | undefined): SparseModel => (least === undefined ? model : { ...model, offset: 0, cost: model.cost.map((_, column) => (column === least ? 1 : 0)) });

/** A solver of another make, for homes of a few slots: plain tables, no shared line with the planner's. */
export const denseSolver: Solver = {
  memoryBytes: 0,
  open: (model) => ({
    relaxed: (holds, least) => solve(aimed(model, least), holds),
    exact: (_, __, holds = [], least) => {
      const found = branch(aimed(model, least), holds, undefined);
      return found && { ...found, bound: found.objective };
    },
    close: () => undefined,
  }),
};
