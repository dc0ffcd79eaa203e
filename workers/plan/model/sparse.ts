/** One coefficient of a row. */
export interface Term {
  readonly column: number;
  readonly value: number;
}

/** A linear model as sparse rows (CSR); units kW, kWh and the currency, so that coefficients stay near one. */
export interface SparseModel {
  readonly columns: number;
  readonly rows: number;
  /** Objective, minimised: one number a column, and a constant. */
  readonly cost: Float64Array;
  readonly offset: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row r is the entries [starts[r], starts[r + 1]) of `indices` and `values`. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** Columns that take whole numbers only, ascending. */
  readonly whole: Int32Array;
}

export interface ColumnSpec {
  readonly cost?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly whole?: boolean;
}

/** Collects columns and rows in the order the primitives state them. */
export class ModelBuilder {
  private readonly cost: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];
  private readonly whole: number[] = [];
  private offset = 0;

  /** @returns the column's number. */
  column({ cost = 0, lower = 0, upper = Infinity, whole = false }: ColumnSpec): number {
    this.lower.push(lower);
    this.upper.push(upper);
    const column = this.cost.push(cost) - 1;
    if (whole) this.whole.push(column);
    return column;
  }

  /** Puts a further price on a column. */
  addCost(column: number, cost: number): void {
    this.cost[column] = (this.cost[column] ?? 0) + cost;
  }

  /** lower <= sum of the terms <= upper; a column appears once. */
  row(lower: number, upper: number, terms: readonly Term[]): void {
    for (const { column, value } of terms) {
      if (value === 0) continue;
      this.indices.push(column);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
  }

  constant(cost: number): void {
    this.offset += cost;
  }

  build(): SparseModel {
    return {
      columns: this.cost.length,
      rows: this.rowLower.length,
      cost: Float64Array.from(this.cost),
      offset: this.offset,
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
      whole: Int32Array.from(this.whole),
    };
  }
}
