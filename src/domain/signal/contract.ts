import type { Demand, Firmness } from './call.ts';

/** Everything an issuer can send (docs/formats/signals.md). */
export const KINDS = ['limit', 'heartbeat', 'event', 'dispatch', 'cancel', 'hold', 'release', 'tariff', 'message', 'revoke'] as const;
export type SignalKind = (typeof KINDS)[number];

/** A time of the week in the home's zone, half-open; `from` after `to` runs over midnight. */
export interface ContractWindow {
  /** 1 = Monday .. 7 = Sunday, of the day on which it begins; null = each day. */
  readonly days: readonly number[] | null;
  /** Minutes of the day, 0..1440. */
  readonly from: number;
  readonly to: number;
}

/**
 * What a home has agreed with one issuer of signals (E13): data, enforced by the gateway and shown on the page. Times are
 * ms, powers W, energy Wh; null where nothing is agreed, which is no bound for numbers and no consent for `increase`.
 */
export interface Contract {
  readonly issuer: string;
  /** As people know it. */
  readonly title: string;
  /** Names of this home, or of areas it lies in, that a message may be addressed to. */
  readonly audience: readonly string[];
  readonly kinds: readonly SignalKind[];
  readonly limits: readonly { readonly direction: 'import' | 'export'; readonly scope: 'site' | 'controllable' }[];
  readonly demands: readonly Demand[];
  /** Calls lie within one of these; null = at any time. */
  readonly windows: readonly ContractWindow[] | null;
  /** Longest call. */
  readonly longest: number;
  /** Least time between the end of a call and the start of the next. */
  readonly recovery: number | null;
  readonly mostPerDay: number | null;
  readonly mostPerYear: number | null;
  /** The most binding call that is agreed. */
  readonly firmness: Firmness;
  /** Overridable calls run unless somebody leaves them; else they are offers. */
  readonly enrolled: boolean;
  /** Where a firm call rests on, in one line. */
  readonly basis: string | null;
  /** Longest hold after an outage. */
  readonly longestHold: number;
  readonly holdOnlyAfterOutage: boolean;
  /** Standing consent to use more: W a call, Wh a day. */
  readonly increase: { readonly power: number; readonly energyPerDay: number } | null;
  /** What a price may be, in the currency per kWh. */
  readonly prices: { readonly least: number; readonly most: number };
}

const ORDER: readonly Firmness[] = ['advisory', 'overridable', 'firm'];
export const isAgreed = (asked: Firmness, most: Firmness): boolean => ORDER.indexOf(asked) <= ORDER.indexOf(most);
