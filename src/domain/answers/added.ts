/** A reading: W drawn from the grid. */
export interface Sample {
  readonly at: number;
  readonly watts: number;
}

/** What switching something on changed: W, and W either way that it may be wrong by. */
export interface Added {
  readonly watts: number;
  readonly give: number;
  /** The change is not larger than what the home does by itself. */
  readonly unsure: boolean;
}

/** Readings needed on either side before anything is said. */
export const FEWEST_SAMPLES = 3;
/** Meters count in whole W, and no home stands still: below this nobody can tell. */
const LEAST_GIVE = 5;
/** Standard errors: nineteen of twenty. */
const SURE = 2;

/**
 * The mean before and after, and what either is worth by its own unrest: twice the standard error of their difference
 * (Welch). Null while either side has too few readings.
 */
export function added(before: readonly Sample[], after: readonly Sample[]): Added | null {
  if (before.length < FEWEST_SAMPLES || after.length < FEWEST_SAMPLES) return null;
  const [was, is] = [spread(before), spread(after)];
  const watts = is.mean - was.mean;
  const give = Math.max(LEAST_GIVE, SURE * Math.sqrt(was.variance / before.length + is.variance / after.length));
  return { watts, give, unsure: Math.abs(watts) <= give };
}

function spread(samples: readonly Sample[]): { readonly mean: number; readonly variance: number } {
  const mean = samples.reduce((sum, { watts }) => sum + watts, 0) / samples.length;
  return { mean, variance: samples.reduce((sum, { watts }) => sum + (watts - mean) ** 2, 0) / (samples.length - 1) };
}
