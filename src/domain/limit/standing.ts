import type { LossProfile } from './loss.ts';
import type { Averaging, Limit, LimitKey, LimitValue } from './limit.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';
import type { Phase } from '../meter/reading.ts';
import type { G100Config } from './g100.ts';

/** What lies behind a limit: the fuse gives way to nothing, not even to a device's minimum. */
export type LimitOrigin = 'fuse' | 'contract' | 'signal';

/** Why a limit holds that nobody has sent just so; left out where a source's own word holds. */
export type Because = 'init' | 'failsafe' | 'autonomous' | 'subscription' | 'contact-lost' | 'lock-out';

interface Standing {
  readonly origin: LimitOrigin;
  readonly because?: Because;
  /** What the home generates itself may be used on top (§14a EnWG): see `withOwnGeneration`. */
  readonly ownGeneration?: true;
}

/** A limit in force now, with whom it comes from. */
export interface StandingLimit extends Limit, Standing {
  /** W of the average over its window until now; null = not known; left out where it holds at each moment. */
  readonly mean?: number | null;
  /** W that may flow now so that the average can be kept; left out = its value. */
  readonly allows?: Watts;
}

/** A limit in force on each phase, in A. */
export interface PhaseLimit extends LimitKey, Standing {
  readonly source: string;
  readonly sequence: number;
  readonly amps: number;
  readonly start: Instant;
  readonly end: Instant | null;
  /** ms over which the current is averaged; left out = at each moment. */
  readonly window?: number;
  readonly averaging?: Averaging;
  /** A that may flow now so that the average can be kept, by phase; `all` where the meter shows no phases. One that is not named: its value. */
  readonly allows?: Readonly<Partial<Record<LineName, number>>>;
}

export type LineName = Phase | 'all';

/** A limit as it is shown: with whether what is wanted now does not fit under it. */
export type ShownLimit = Limit & Pick<StandingLimit, 'because' | 'mean'> & Partial<Pick<StandingLimit, 'origin'>> & { readonly binds?: boolean };
export type ShownPhaseLimit = PhaseLimit & { readonly binds?: boolean };

/** A source that may send limits, and the keys it may send them for. No other source is heard. */
export interface LimitSource {
  readonly source: string;
  readonly keys: readonly LimitKey[];
  /** What holds when the source falls silent; left out = what it said last. */
  readonly loss?: LossProfile;
  /** W that a limit of this source on controllable import leaves at least (§14a EnWG). */
  readonly least?: Watts;
  /** Its limits on controllable import count net of own generation (§14a EnWG). */
  readonly ownGeneration?: boolean;
}

/** A limit of the house itself: it never expires and cannot be lifted by a signal. W, positive. */
export interface FixedLimit extends LimitKey, Pick<Limit, 'window' | 'averaging'> {
  readonly source: string;
  readonly origin: 'fuse' | 'contract';
  readonly w: Watts;
}

export interface LimitConfig {
  readonly sources: readonly LimitSource[];
  readonly fixed: readonly FixedLimit[];
  /** Customer limitation schemes, at most one a direction (GB, ENA G100). */
  readonly g100?: readonly G100Config[];
  /** A wall clock before this is not the time (the product's release, or the last instant known to have passed). */
  readonly floor: Instant;
  /** The machine's own boot: while it lasts, its wall clock has run on over a restart of the gateway; null or left out = not known. */
  readonly machineBoot?: string | null;
}

/** What the limit machine publishes. */
export interface LimitFacts {
  /** Every limit in force in W, fixed ones too: equal keys already hold together by their minimum. */
  readonly limits: readonly StandingLimit[];
  /** Every limit in force in A a phase. */
  readonly phaseLimits: readonly PhaseLimit[];
  /** The smallest import limit in force, of either scope. */
  readonly effectiveImport: LimitValue;
}
