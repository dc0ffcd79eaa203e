import type { LinkStatus } from '../link/link.ts';
import type { Freshness } from './freshness.ts';
import type { Grid, LinkState } from '#wire/message/bodies.ts';

/** Where the chain from meter to this screen is broken, first break first; `live` when it is whole. */
export type Badge =
  | 'not-paired'
  | 'connecting'
  | 'refused'
  | 'no-gateway'
  | 'no-meter'
  | 'meter-waiting'
  | 'ended'
  | 'storage-failed'
  | 'no-internet'
  | 'demo'
  | 'live';

export interface ChainOfLinks {
  readonly home: 'none' | 'demo' | 'gateway';
  readonly status: LinkStatus;
  readonly link: LinkState | undefined;
  readonly grid: Grid | undefined;
  readonly gridFreshness: Freshness;
}

/** Internet counts only after a configured fetch failed: a home without it is a normal home (U37). */
export function badgeOf(chain: ChainOfLinks): Badge {
  if (chain.home === 'none') return 'not-paired';
  if (chain.status === 'refused') return 'refused';
  if (chain.status === 'waiting') return 'no-gateway';
  if (chain.status !== 'connected') return 'connecting';
  return meterBreak(chain) ?? quietNotice(chain.link) ?? (chain.home === 'demo' ? 'demo' : 'live');
}

function meterBreak({ link, gridFreshness }: ChainOfLinks): Badge | undefined {
  if (link?.meter === 'ended') return 'ended';
  if (link?.meter === 'never') return 'meter-waiting';
  return link?.meter === 'silent' || gridFreshness.kind === 'stale' ? 'no-meter' : undefined;
}

function quietNotice(link: LinkState | undefined): Badge | undefined {
  if (link?.storage === 'failed' || link?.disk === 'full') return 'storage-failed';
  return link?.internet === 'failed' ? 'no-internet' : undefined;
}

/** Whether the number on the screen cannot be the home's number now. */
export const isBroken = (badge: Badge): boolean => ['refused', 'no-gateway', 'no-meter', 'ended'].includes(badge);
