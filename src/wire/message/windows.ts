import * as v from 'valibot';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440));

/** Times of a week: minutes of the day in the home's zone, 1 = Monday, null = every day; one that ends before it begins ends the next day. */
export const windowsSchema = v.pipe(
  v.array(v.object({ days: v.nullable(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.maxLength(7))), from: minute, to: minute })),
  v.maxLength(32),
);
