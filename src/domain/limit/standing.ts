import type { Limit, LimitKey, LimitValue } from './limit.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** What lies behind a limit: the fuse gives way to nothing, not even to a device's minimum. */
export type LimitOrigin = 'fuse' | 'contract' | 'signal';

/** A limit in force now, with whom it comes from. */
export interface StandingLimit extends Limit {
  readonly origin: LimitOrigin;
}

/** A source that may send limits, and the keys it may send them for. No other source is heard. */
export interface LimitSource {
  readonly source: string;
  readonly keys: readonly LimitKey[];
}

/** A limit of the house itself: it never expires and cannot be lifted by a signal. W, positive. */
export interface FixedLimit extends LimitKey {
  readonly source: string;
  readonly origin: 'fuse' | 'contract';
  readonly w: Watts;
}

export interface LimitConfig {
  readonly sources: readonly LimitSource[];
  readonly fixed: readonly FixedLimit[];
  /** A wall clock before this is not the time (the product's release, or the last instant known to have passed). */
  readonly floor: Instant;
}

/** What the limit machine publishes. */
export interface LimitFacts {
  /** Every limit in force, fixed ones too: equal keys already hold together by their minimum. */
  readonly limits: readonly StandingLimit[];
  /** The smallest import limit in force, of either scope. */
  readonly effectiveImport: LimitValue;
}
