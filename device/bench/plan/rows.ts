import type { Highs } from 'highs';

/** A coefficient: column, then value. */
export type Entry = readonly [number, number];

/** A linear model of the bench's own, collected row by row and solved as it stands. */
export class Rows {
  private readonly costs: number[] = [];
  private readonly least: number[] = [];
  private readonly most: number[] = [];
  private readonly rowLeast: number[] = [];
  private readonly rowMost: number[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];
  private offset = 0;

  /** @returns its number. */
  column(cost = 0, least = 0, most = Infinity): number {
    this.least.push(least);
    this.most.push(most);
    return this.costs.push(cost) - 1;
  }

  row(least: number, most: number, entries: readonly Entry[]): void {
    for (const [column, value] of entries) {
      this.indices.push(column);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
    this.rowLeast.push(least);
    this.rowMost.push(most);
  }

  constant(cost: number): void {
    this.offset += cost;
  }

  /** The least cost, and ms from handing the model over to its answer. @throws Error where there is none. */
  solve(highs: Highs): { readonly cost: number; readonly ms: number } {
    const [numCols, numRows] = [this.costs.length, this.rowLeast.length];
    const matrix = { format: 'csr', numRows, numCols, starts: Int32Array.from(this.starts), indices: Int32Array.from(this.indices), values: Float64Array.from(this.values) } as const;
    const given = {
      numCols, numRows, sense: highs.constants.objectiveSense.minimize, offset: this.offset, matrix,
      colCost: Float64Array.from(this.costs), colLower: Float64Array.from(this.least), colUpper: Float64Array.from(this.most),
      rowLower: Float64Array.from(this.rowLeast), rowUpper: Float64Array.from(this.rowMost),
    };
    const begun = performance.now();
    const model = highs.createModel(given);
    try {
      model.options.set({ output_flag: false, random_seed: 0 });
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) throw new Error('the reference model has no solution');
      return { cost: model.getObjectiveValue(), ms: performance.now() - begun };
    } finally {
      model.dispose();
    }
  }
}
