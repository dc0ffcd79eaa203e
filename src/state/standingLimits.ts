import type { LimitState } from '#wire/message/bodies.ts';

/** A limit that stands and asks nothing of the home now. */
export interface StandingLimit {
  readonly direction: 'import' | 'export';
  /** W in all, or A on each phase. */
  readonly most: { readonly w: number } | { readonly amps: number };
  /** ms UTC; null = until it is lifted. */
  readonly end: number | null;
}

type Known = LimitState['limits'][number] | NonNullable<LimitState['phaseLimits']>[number];

/** Fuse and contract always stand; what binds has the banner. A gateway that does not say which binds is asked for the whole. */
const isQuiet = ({ origin, binds, start, end }: Known, binding: boolean, now: number): boolean =>
  (origin ?? 'signal') === 'signal' && !(binds ?? binding) && start <= now && (end === null || now < end);

/** What is limited just now without the home having to turn anything down. */
export function standingLimits(limit: LimitState | undefined, now: number): readonly StandingLimit[] {
  if (!limit) return [];
  const quiet = (known: Known): boolean => isQuiet(known, limit.binding, now);
  const total = limit.limits.filter(quiet).flatMap(({ direction, value, end }): StandingLimit[] => (value.kind === 'limit' ? [{ direction, most: { w: value.w }, end }] : []));
  const phases = (limit.phaseLimits ?? []).filter(quiet).map(({ direction, amps, end }): StandingLimit => ({ direction, most: { amps }, end }));
  return [...total, ...phases];
}
