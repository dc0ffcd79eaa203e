/** One measured figure of a bench, as FORMATS prints it. A budget missed is `ok: false` and exit code 1. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most it may be, or the least where `atLeast`; null = only reported. */
  readonly budget: number | null;
  readonly ok: boolean | null;
  /** How many samples stand behind it. */
  readonly n: number;
  readonly p50: number | null;
  readonly p99: number | null;
  /** True where the figure was reckoned from a shorter run. */
  readonly extrapolated: boolean;
}

/** The value below which a share (0..1) of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

const rounded = (value: number): number => Number(value.toPrecision(5));

interface Measure {
  readonly unit: string;
  readonly budget?: number;
  readonly extrapolated?: boolean;
}

const within = (value: number, budget: number | undefined): Pick<Figure, 'budget' | 'ok'> =>
  budget === undefined ? { budget: null, ok: null } : { budget, ok: value <= budget };

/** A single number with its most. */
export const single = (name: string, value: number, { unit, budget, extrapolated = false }: Measure): Figure => ({
  name, value: rounded(value), unit, ...within(value, budget), n: 1, p50: null, p99: null, extrapolated,
});

/** A single number with its least. */
export function atLeast(name: string, value: number, { unit, budget, extrapolated = false }: Measure): Figure {
  const judged = budget === undefined ? { budget: null, ok: null } : { budget, ok: value >= budget };
  return { name, value: rounded(value), unit, ...judged, n: 1, p50: null, p99: null, extrapolated };
}

/** Many samples, judged by their 99th percentile. */
export function spread(name: string, samples: readonly number[], { unit, budget, extrapolated = false }: Measure): Figure {
  const p99 = percentile(samples, 0.99);
  return { name, value: rounded(p99), unit, ...within(p99, budget), n: samples.length, p50: rounded(percentile(samples, 0.5)), p99: rounded(p99), extrapolated };
}
