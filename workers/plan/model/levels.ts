import { LIMITS, type Weights } from '../weights.ts';
import type { ModelBuilder, Term } from './sparse.ts';

/** What is kept before all that comes after it: the limits, then wishes rank by rank. */
export interface Level {
  /** {@link LIMITS}, or the rank of its wishes. */
  readonly rank: number;
  /** Its lack altogether: kWh above limits, or the sum of shares of capacity, of days. */
  readonly column: number;
}

/** Collects by rank what a model may leave unkept, and prices it. */
export class Lacks {
  private readonly builder: ModelBuilder;
  private readonly weights: Weights;
  private readonly terms = new Map<number, Term[]>();

  constructor(builder: ModelBuilder, weights: Weights) {
    this.builder = builder;
    this.weights = weights;
  }

  /** A column is lacked by: shares of a wish, or kWh above a limit, for each unit of it. */
  add(rank: number, column: number, each: number): void {
    const weight = rank === LIMITS ? this.weights.limit : (this.weights.rank.get(rank) ?? 0);
    this.builder.addCost(column, weight * each);
    const own = this.terms.get(rank) ?? [];
    this.terms.set(rank, own);
    own.push({ column, value: each });
  }

  /** A column for the whole of each, the first to be kept first; unpriced, it is there to be held. */
  levels(): readonly Level[] {
    return [...this.terms]
      .sort(([one], [other]) => one - other)
      .map(([rank, terms]) => {
        const column = this.builder.column({});
        this.builder.row(-Infinity, 0, [...terms, { column, value: -1 }]);
        return { rank, column };
      });
  }
}
