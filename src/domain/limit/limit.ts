import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** `none` is not 0 W: 0 W sheds everything that can be shed (reliability R13). */
export type LimitValue = { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: Watts };

/**
 * Which windows an average is held over: those that begin at whole multiples of their length (settlement periods and
 * capacity tariffs), or any. Left out = rolling, which no aligned window can exceed.
 */
export type Averaging = 'aligned' | 'rolling';

/** Limits with the same key combine by minimum; different keys all hold. */
export interface LimitKey {
  readonly direction: 'import' | 'export';
  readonly scope: 'site' | 'controllable';
}

/** One source's word on a power in total, as accepted. */
export interface Limit extends LimitKey {
  readonly source: string;
  /** Strictly increasing per source; a smaller or equal one is refused. */
  readonly sequence: number;
  readonly value: LimitValue;
  readonly start: Instant;
  /** null = until replaced (R01: never expires by itself). */
  readonly end: Instant | null;
  /** ms over which the power is averaged; left out = at each moment. Different windows are different keys. */
  readonly window?: number;
  readonly averaging?: Averaging;
}

/** A limit a phase, in A. */
export interface PhaseValue {
  readonly kind: 'amps';
  readonly amps: number;
}

/** What one word is about: words with all of it equal replace each other. */
export interface WordKey extends LimitKey {
  /** Left out = W in total; `phase` = A on each phase. */
  readonly per?: 'phase';
  readonly window?: number;
  readonly averaging?: Averaging;
}

/** One source's word, in W or in A; one interval of a series each. */
export interface Word extends Omit<Limit, 'value'>, WordKey {
  readonly window?: number;
  readonly averaging?: Averaging;
  readonly value: LimitValue | PhaseValue;
}

/** How much a word allows, in its own unit; `none` is everything. */
export function allows(value: Word['value']): number {
  if (value.kind === 'none') return Number.POSITIVE_INFINITY;
  return value.kind === 'limit' ? value.w : value.amps;
}

export const sameWordKey = (a: WordKey, b: WordKey): boolean => a.direction === b.direction && a.scope === b.scope && a.per === b.per && a.window === b.window && (a.averaging ?? 'rolling') === (b.averaging ?? 'rolling');
