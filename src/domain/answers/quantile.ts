/**
 * The value below which a share of the values lies, linear between the two nearest (Hyndman and Fan 1996, type 7).
 * @param sorted ascending, at least one; @param share 0..1. @throws RangeError for no values at all.
 */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('no values have no quantile');
  return below + (above - below) * (place - Math.floor(place));
}

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Undefined for no values. */
export const median = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : quantile(ascending(values), 0.5));
