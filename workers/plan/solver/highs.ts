import type { Highs, Model, ModelData } from 'highs';
import type { SparseModel } from '../model/sparse.ts';
import type { Budget, Choice, ExactResult, Hold, OpenModel, Relaxation, Solver } from './solver.ts';

/** Options that make two runs of one model give one answer; this build has one thread (HiGHS options reference, 1.15). */
const STEADY = { output_flag: false, random_seed: 0 } as const;

/** @param load brings the WebAssembly module from wherever this place keeps it. */
export async function highsSolver(load: () => Promise<Highs>): Promise<Solver> {
  const highs = await load();
  return {
    open: (model) => new HighsModel(highs, model),
    get memoryBytes() {
      return highs.memoryBytes;
    },
  };
}

function modelData(highs: Highs, model: SparseModel): ModelData {
  const { columns, rows, starts, indices, values } = model;
  return {
    numCols: columns,
    numRows: rows,
    sense: highs.constants.objectiveSense.minimize,
    offset: model.offset,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: { format: 'csr', numRows: rows, numCols: columns, starts, indices, values },
  };
}

/** A HiGHS model: linear until `exact` asks for whole numbers. Its memory is freed by `close` only. */
class HighsModel implements OpenModel {
  private readonly highs: Highs;
  private readonly source: SparseModel;
  private readonly model: Model;
  private held: readonly Hold[] = [];
  private type: 'integer' | 'continuous' = 'continuous';
  private least: number | undefined;

  constructor(highs: Highs, source: SparseModel) {
    this.highs = highs;
    this.source = source;
    this.model = highs.createModel(modelData(highs, source));
    this.model.options.set(STEADY);
  }

  relaxed(holds: readonly Hold[], least?: number): Relaxation | undefined {
    this.hold(holds);
    this.minimise(least);
    this.require('continuous');
    this.model.run();
    if (this.model.getModelStatus() !== this.highs.constants.modelStatus.optimal) return undefined;
    return { values: this.model.getSolution().colValue, objective: this.model.getObjectiveValue() };
  }

  exact(start: readonly Choice[], budget: Budget, holds: readonly Hold[] = [], least?: number): ExactResult | undefined {
    this.hold(holds);
    this.minimise(least);
    this.require('integer');
    this.model.zeroAllClocks();
    this.model.options.set({ time_limit: budget.seconds, mip_max_nodes: budget.nodes, mip_rel_gap: budget.relativeGap, mip_abs_gap: budget.absoluteGap });
    this.seed(start);
    this.model.run();
    const found = this.model.info.get('primal_solution_status') === this.highs.constants.solutionStatus.feasible;
    if (!found) return undefined;
    const bound = Number(this.model.info.get('mip_dual_bound'));
    return { values: this.model.getSolution().colValue, objective: this.model.getObjectiveValue(), bound };
  }

  close(): void {
    this.model.dispose();
  }

  /** What the whole-number columns may be from now on. */
  private require(type: 'integer' | 'continuous'): void {
    const { whole: indices } = this.source;
    if (indices.length === 0 || type === this.type) return;
    this.type = type;
    this.model.changeColsIntegrality({ kind: 'set', indices }, new Int32Array(indices.length).fill(this.highs.constants.variableType[type]));
  }

  /** The cost, or one column alone. */
  private minimise(least: number | undefined): void {
    if (least === this.least) return;
    this.least = least;
    const { cost, offset } = this.source;
    this.model.changeColsCost({ kind: 'set', indices: Int32Array.from(cost.keys()) }, least === undefined ? cost : cost.map((_, column) => (column === least ? 1 : 0)));
    this.model.changeObjectiveOffset(least === undefined ? offset : 0);
  }

  private seed(start: readonly Choice[]): void {
    if (start.length === 0) return;
    this.model.setSolution({ indices: start.map(({ column }) => column), values: start.map(({ value }) => value) });
  }

  /** Frees what was held before and holds these. */
  private hold(holds: readonly Hold[]): void {
    for (const { column } of this.held) this.model.changeColBounds(column, this.source.lower[column] ?? 0, this.source.upper[column] ?? Infinity);
    for (const { column, lower, upper } of holds) this.model.changeColBounds(column, lower, upper);
    this.held = holds;
  }
}
