import type { Highs, Model, ModelData } from 'highs';
import type { SparseModel } from '../model/sparse.ts';
import type { Budget, Choice, ExactResult, OpenModel, Relaxation, Solver } from './solver.ts';

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
  private held: readonly Choice[] = [];

  constructor(highs: Highs, source: SparseModel) {
    this.highs = highs;
    this.source = source;
    this.model = highs.createModel(modelData(highs, source));
    this.model.options.set(STEADY);
  }

  relaxed(choices: readonly Choice[]): Relaxation | undefined {
    this.hold(choices);
    this.model.run();
    if (this.model.getModelStatus() !== this.highs.constants.modelStatus.optimal) return undefined;
    return { values: this.model.getSolution().colValue, objective: this.model.getObjectiveValue() };
  }

  exact(start: readonly Choice[], budget: Budget): ExactResult | undefined {
    this.hold([]);
    this.requireWhole();
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

  private requireWhole(): void {
    const indices = this.source.whole;
    const types = new Int32Array(indices.length).fill(this.highs.constants.variableType.integer);
    if (indices.length > 0) this.model.changeColsIntegrality({ kind: 'set', indices }, types);
  }

  private seed(start: readonly Choice[]): void {
    if (start.length === 0) return;
    this.model.setSolution({ indices: start.map(({ column }) => column), values: start.map(({ value }) => value) });
  }

  /** Frees what was held before and holds these. */
  private hold(choices: readonly Choice[]): void {
    for (const { column } of this.held) this.model.changeColBounds(column, this.source.lower[column] ?? 0, this.source.upper[column] ?? Infinity);
    for (const { column, value } of choices) this.model.changeColBounds(column, value, value);
    this.held = choices;
  }
}
