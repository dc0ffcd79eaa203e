import type { LimitKey, LimitValue } from './limit.ts';
import type { Watts } from '../units/power.ts';

/** EEBUS LPC (import) and LPP (export): the source proves by a heartbeat that it is there. W, positive in both directions. */
export interface LpcLoss {
  readonly kind: 'lpc';
  /** Who sends the heartbeats; a beat of anybody else, our own too, proves nothing (reliability R08, R09). */
  readonly peer: string;
  readonly scope: LimitKey['scope'];
  /** W that hold when the heartbeat is lost; null = this direction is not limited by the source. */
  readonly failsafe: Readonly<Record<LimitKey['direction'], Watts | null>>;
  /** Seconds to stay in failsafe at least, one for both directions (LPC-TS-041); 2 h to 24 h (LPC-022). */
  readonly failsafeDuration: number;
  readonly afterFailsafe: 'standard' | 'protective';
}

/** A schedule runs out by itself; then what the home has subscribed to holds (OpenADR 3.1.1 User Guide 8.10.1). */
export interface ScheduleLoss {
  readonly kind: 'schedule';
  readonly subscriptions: readonly (LimitKey & { readonly w: Watts })[];
}

/** What one closed contact says. */
export interface ContactRow extends LimitKey {
  readonly contact: string;
  readonly value: LimitValue;
}

/** Relay contacts, such as an FNN control box: their state is a word only while it is read (reliability R12). */
export interface ContactLoss {
  readonly kind: 'contact';
  readonly rows: readonly ContactRow[];
  /** With every contact open: nothing is limited, or a wire is broken and the failsafe holds. */
  readonly open: 'none' | 'failsafe';
  readonly failsafe: readonly (LimitKey & { readonly w: Watts })[];
  /** ms without a reading of the contacts after which the failsafe holds. */
  readonly maxAge: number;
  /** ms that a change which loosens must have stood; one that tightens holds at once. */
  readonly debounce: number;
}

/** What holds when a source falls silent. */
export type LossProfile = LpcLoss | ScheduleLoss | ContactLoss | { readonly kind: 'none' };
