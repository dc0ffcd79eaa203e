import type { LimitFacts } from '../limit/standing.ts';
import type { Now } from '../time/now.ts';
import { obedient, type Ask } from './ask.ts';
import { binds, headroom, used, type Bound } from './bound.ts';
import type { GuardState } from './event.ts';

/** How it went lately; monotonic ms of this boot, null = not so. */
export interface Judged {
  /** Until when a cut counts as binding. */
  readonly bindingUntil: number | null;
  /** Since when the meter has shown more than a limit. */
  readonly overSince: number | null;
}

export const unjudged: Judged = { bindingUntil: null, overSince: null };

/** A limit that has cut a request is called binding for a minute, so that the word does not flicker. */
const BINDING = 60_000;
/** A limit is settling, not missed, for a minute at most. */
const SETTLING = 60_000;
/** Overshoot that is measuring error: W, and share of the limit (reliability C-04). */
const TOLERANCE = { watts: 100, share: 0.02 };

/** W that are counted to be safe, and that the meter does not show: nobody is told of them as of a limit that is not kept. */
const unseen = ({ feared, sign, unproven = 0 }: Bound): number => feared + (sign === -1 ? unproven : 0);

/** W above the worst bound; 0 when that is measuring error. */
const over = (bounds: readonly Bound[], asks: readonly Ask[], power: Parameters<typeof used>[2]): number =>
  bounds.reduce((worst, bound) => {
    const excess = used(bound, asks, power) - headroom(bound) - unseen(bound);
    return excess > Math.max(TOLERANCE.watts, TOLERANCE.share * bound.limit) ? Math.max(worst, excess) : worst;
  }, 0);

const takes = (ask: Ask, sign: Bound['sign']): number => obedient(ask, sign) ?? ask.power;

export function judge(before: Judged, bounds: readonly Bound[], asks: readonly Ask[], now: Now): Judged {
  const isCut = asks.some((ask) => ask.decidedBy === 'limit' || ask.decidedBy === 'fuse');
  const isOver = over(bounds, asks, takes) > 0;
  const bindingUntil = isCut ? now.mono + BINDING : before.bindingUntil;
  const overSince = isOver ? (before.overSince ?? now.mono) : null;
  return bindingUntil === before.bindingUntil && overSince === before.overSince ? before : { bindingUntil, overSince };
}

/** What bounds and asks do not show: `blind` = a limit stands that nothing shows the grid for. */
type Unseen = Required<Pick<GuardState, 'delayedUntil'>> & { readonly blind: boolean };

/** What the meter and the asks say together. */
export function guardState(judged: Judged, bounds: readonly Bound[], asks: readonly Ask[], { limits = [], phaseLimits = [], effectiveImport = { kind: 'none' } }: Partial<LimitFacts>, { blind, delayedUntil }: Unseen, now: Now): GuardState {
  const shown = <Standing extends Parameters<typeof binds>[0]>(limit: Standing) => ({ ...limit, binds: binds(limit, bounds, asks) });
  const floor = over(bounds, asks, (ask) => ask.power);
  const measured = over(bounds, asks, takes);
  const isLate = judged.overSince !== null && now.mono - judged.overSince > SETTLING;
  const excess = floor > 0 ? floor : isLate ? measured : 0;
  const state = excess > 0 ? 'unkeepable' : measured > 0 || blind ? 'settling' : 'kept';
  return { limits: limits.map(shown), phaseLimits: phaseLimits.map(shown), effectiveImport, binding: judged.bindingUntil !== null && now.mono < judged.bindingUntil, state, excess: Math.round(excess), delayedUntil };
}
