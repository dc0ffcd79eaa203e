import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** `none` is not 0 W: 0 W sheds everything that can be shed (reliability R13). */
export type LimitValue = { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: Watts };

/** Limits with the same key combine by minimum; different keys all hold. */
export interface LimitKey {
  readonly direction: 'import' | 'export';
  readonly scope: 'site' | 'controllable';
}

/** One source's word, as accepted. */
export interface Limit extends LimitKey {
  readonly source: string;
  /** Strictly increasing per source; a smaller or equal one is refused. */
  readonly sequence: number;
  readonly value: LimitValue;
  readonly start: Instant;
  /** null = until replaced (R01: never expires by itself). */
  readonly end: Instant | null;
}
