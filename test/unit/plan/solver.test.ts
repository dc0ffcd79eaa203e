import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '#workers/plan/model/sparse.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';

const BUDGET = { seconds: 5, nodes: 1_000, relativeGap: 0, absoluteGap: 0 };

/** A workshop: chairs earn 30 and tables 50; 2 tables and 1 chair share 41 h, 2 chairs and 1 table 50 h. */
function workshop() {
  const builder = new ModelBuilder();
  const chairs = builder.column({ cost: -30, whole: true });
  const tables = builder.column({ cost: -50, whole: true });
  builder.row(-Infinity, 41, [{ column: chairs, value: 1 }, { column: tables, value: 2 }]);
  builder.row(-Infinity, 50, [{ column: chairs, value: 2 }, { column: tables, value: 1 }]);
  builder.constant(5);
  return { model: builder.build(), chairs, tables };
}

describe('the solver seam over HiGHS in Node', () => {
  it('bounds the whole-number optimum from below by its relaxation, and proves it', async () => {
    const solver = await highsSolver(loadHighs);
    const { model, chairs, tables } = workshop();
    const open = solver.open(model);
    // By hand: the corner is chairs 59/3, tables 32/3: 30*59/3 + 50*32/3 = 1123.33.
    expect(open.relaxed([])?.objective).toBeCloseTo(5 - 1123.3333, 3);
    // Chairs held at 10: tables 15.5.
    expect(open.relaxed([{ column: chairs, lower: 10, upper: 10 }])?.objective).toBeCloseTo(5 - 300 - 775, 6);
    const exact = open.exact([{ column: chairs, value: 10 }, { column: tables, value: 15 }], BUDGET);
    // Whole: 19 chairs and 11 tables use 41 h and 49 h.
    expect(exact?.objective).toBeCloseTo(5 - 1120, 6);
    expect(exact?.bound).toBeCloseTo(5 - 1120, 6);
    open.close();
  });

  it('says that a model has no solution instead of inventing one', async () => {
    const solver = await highsSolver(loadHighs);
    const builder = new ModelBuilder();
    builder.row(3, 3, [{ column: builder.column({ upper: 2 }), value: 1 }]);
    const open = solver.open(builder.build());
    expect(open.relaxed([])).toBeUndefined();
    open.close();
  });
});
