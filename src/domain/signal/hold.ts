import { HOUR, type Instant } from '../time/instant.ts';
import type { LimitSignal, Said } from './admit.ts';
import type { Contract } from './contract.ts';
import { instantOf } from './order.ts';

/** How long the machine has been up since its supply came. */
export interface Uptime {
  /** Names the machine's boot; null where it cannot be told. */
  readonly machineBoot: string | null;
  /** ms. */
  readonly up: number;
}

/** Since when, in the time that the machine is up, an issuer may hold: all its holds together last no longer than one. */
export interface HoldStretch extends Uptime {
  /** The last hold came while the clock was not believed about it. */
  readonly doubted?: boolean;
}

export type HoldRefusal = 'wrong-shape' | 'expired' | 'no-outage' | 'hold-used-up';

/** A supply that came back is over an hour later. */
const AFTER_OUTAGE = HOUR;
/** Without an outage a new hold may begin after this. */
const ROLLING_DAY = 24 * HOUR;

/** Holds are words of a source of their own: a release leaves the issuer's other limits as they are. */
export const holdSource = (issuer: string): string => `${issuer}/hold`;

/** Where the boot has no name, a machine that has been up for less than before has been off. */
const isSameOutage = (known: HoldStretch, { machineBoot, up }: Uptime): boolean => known.machineBoot === machineBoot && (machineBoot !== null || up >= known.up);

/** The stretch that a hold counts in: that of the first one since the outage, or within a day without one. */
export function stretchAt(known: HoldStretch | null, uptime: Uptime): HoldStretch {
  return known !== null && isSameOutage(known, uptime) && uptime.up - known.up < ROLLING_DAY ? known : uptime;
}

export interface Hold {
  readonly signal: LimitSignal;
  readonly stretch: HoldStretch;
}

/**
 * Everything that can be held stays off, with all holds of the stretch no longer than one may last (E6). `{until?}`.
 * @param from now, or when the message was issued where the clock is not believed.
 */
export function readHold(body: Readonly<Record<string, unknown>>, { issuer, longestHold, holdOnlyAfterOutage }: Contract, sequence: number, from: Instant, known: HoldStretch | null, uptime: Uptime): Hold | HoldRefusal {
  if (holdOnlyAfterOutage && uptime.up > AFTER_OUTAGE) return 'no-outage';
  const until = instantOf(body['until'], null);
  if (until === 'wrong-shape') return 'wrong-shape';
  if (until !== null && until <= from) return 'expired';
  const stretch = stretchAt(known, uptime);
  const left = longestHold - Math.max(0, uptime.up - stretch.up);
  if (left <= 0) return 'hold-used-up';
  const end = Math.min(until ?? Infinity, from + left) as Instant;
  return { signal: held(issuer, sequence, { value: { kind: 'limit', w: 0 }, start: from, end }), stretch };
}

export const release = (issuer: string, sequence: number, wall: Instant): LimitSignal => held(issuer, sequence, { value: { kind: 'none' }, start: wall, end: null });

const held = (issuer: string, sequence: number, said: Said): LimitSignal => ({
  source: holdSource(issuer),
  sequence,
  direction: 'import',
  scope: 'controllable',
  per: 'total',
  window: null,
  intervals: [said],
});
