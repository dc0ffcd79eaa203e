import type { HomeEvent, Household, Ladder, LimitState, Notice, Safety } from '#wire/message/bodies.ts';
import { boundLimit, type BoundLimit } from './boundLimit.ts';
import type { Facts } from './facts.ts';

export type Alarm = Safety['alarms'][number];

/** Something that is wrong or wanted, in the order in which people have to know it. */
export type Attention =
  | { readonly kind: 'danger'; readonly alarm: Alarm }
  | { readonly kind: 'ladder'; readonly ladder: Ladder }
  | { readonly kind: 'limit'; readonly limit: LimitState; readonly bound: BoundLimit }
  | { readonly kind: 'delayed'; readonly until: number }
  | { readonly kind: 'event'; readonly event: HomeEvent; readonly phase: EventPhase }
  /** Operators may only tighten until a person says that they are right. */
  | { readonly kind: 'operators'; readonly issuers: readonly string[] }
  /** The meter goes against the devices behind it: it is not heard. */
  | { readonly kind: 'meter' }
  /** Nobody has said yet whether the hours in which vehicles wait are right. */
  | { readonly kind: 'charging' }
  /** A car was plugged in, and nobody has said what it is to take. */
  | { readonly kind: 'arrival' }
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  | { readonly kind: 'notice'; readonly notice: Notice };

export type EventPhase = 'running' | 'ahead' | 'offered';

const HOUR = 3_600_000;
/** What takes place is counted down for this long before it begins. */
const COUNTDOWN = HOUR;
/** A notice without times is news for a day. */
const NEWS = 24 * HOUR;

const DANGERS: ReadonlySet<Alarm['kind']> = new Set(['voltage-high', 'voltage-low', 'neutral-lost']);
/** Known to the home and of no use to who lives there: they stand in the list of Settings only. */
const QUIET: ReadonlySet<Alarm['kind']> = new Set(['link-lost', 'restarted', 'gap-unknown']);

export const isDanger = ({ kind, until }: Alarm): boolean => DANGERS.has(kind) && until === null;
/** Off, on its way to it, or back and not seen yet. */
const isUrgent = ({ step }: Ladder): boolean => step !== 'below';

/** Which part of its life a call is in, null when nothing of it concerns anybody now. Firm ones are not offered, they come. */
export function phaseOf({ status, start, end }: HomeEvent, now: number): EventPhase | null {
  if (now >= end) return null;
  if (status === 'running') return 'running';
  if (status === 'offered') return 'offered';
  return (status === 'joined' || status === 'scheduled') && start - now <= COUNTDOWN ? 'ahead' : null;
}

function events(all: readonly HomeEvent[], now: number): Attention[] {
  const order: readonly EventPhase[] = ['running', 'ahead', 'offered'];
  const known = all.flatMap((event): Extract<Attention, { kind: 'event' }>[] => {
    const phase = phaseOf(event, now);
    return phase === null ? [] : [{ kind: 'event', event, phase }];
  });
  return known.sort((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase) || a.event.start - b.event.start);
}

function limits(limit: LimitState | undefined, now: number): Attention[] {
  if (!limit) return [];
  const bound = limit.binding || limit.state === 'unkeepable' ? boundLimit(limit) : null;
  const shown = bound ? [{ kind: 'limit', limit, bound } as const] : [];
  const until = limit.delayedUntil ?? null;
  return [...shown, ...(until !== null && until > now ? [{ kind: 'delayed', until } as const] : [])];
}

const ladders = (all: readonly Ladder[]): Attention[] => {
  const urgency: readonly Ladder['step'][] = ['interrupted', 'waiting', 'shedding', 'warned', 'restoring', 'below'];
  return [...all].sort((a, b) => urgency.indexOf(a.step) - urgency.indexOf(b.step)).map((ladder) => ({ kind: 'ladder', ladder }));
};

/** Whether the hours in which a car waits are still to be accepted, changed or declined. */
export const asksHours = (charging: Household['charging']): boolean => charging !== null && !charging.chosen && charging.except.length > 0;

/** The body's own reader comes with the card that asks. */
const isAskedFor = ({ body }: Facts['arrivals']): boolean => Array.isArray(body) && body.length > 0;

/** What only a person of the home can decide or mend. */
function decisions({ household, contracts, arrivals }: Facts): Attention[] {
  const { operators, charging, meterDoubted } = household.body ?? {};
  const issuers = (contracts.body ?? []).map(({ issuer }) => issuer);
  return [...(meterDoubted ? [{ kind: 'meter' } as const] : []), ...(operators === 'unconfirmed' && issuers.length > 0 ? [{ kind: 'operators', issuers } as const] : []), ...(asksHours(charging ?? null) ? [{ kind: 'charging' } as const] : []), ...(isAskedFor(arrivals) ? [{ kind: 'arrival' } as const] : [])];
}

function isNews({ receivedAt, outage }: Notice, now: number): boolean {
  return outage ? now < outage.end : now - receivedAt < NEWS;
}

/**
 * Everything that wants attention, first things first: safety, power threshold, limit, event, what only people can decide, notice. Safety comes before
 * all, what is over and not seen yet at its end.
 * @param now ms of the home's time. @param read ids of notices that were read on this screen.
 */
export function attentionOf(facts: Facts, now: number, read: readonly string[]): readonly Attention[] {
  const alarms = facts.safety.body?.alarms ?? [];
  const known = ladders(facts.ladder.body ?? []) as Extract<Attention, { kind: 'ladder' }>[];
  const unseen = alarms.filter((alarm) => !alarm.acknowledged && !isDanger(alarm) && !QUIET.has(alarm.kind));
  return [
    ...alarms.filter(isDanger).map((alarm): Attention => ({ kind: 'danger', alarm })),
    ...known.filter(({ ladder }) => isUrgent(ladder)),
    ...limits(facts.limit.body, now),
    ...events(facts.events.body ?? [], now),
    ...decisions(facts),
    ...unseen.map((alarm): Attention => ({ kind: 'alarm', alarm })),
    ...known.filter(({ ladder }) => !isUrgent(ladder) && !ladder.acknowledged),
    ...(facts.notices.body ?? []).filter((notice) => isNews(notice, now) && !read.includes(notice.id)).map((notice): Attention => ({ kind: 'notice', notice })),
  ];
}

/** Whether a warning waits for somebody to say that it was seen. */
export const isSounding = (ladders: readonly Ladder[]): boolean => ladders.some(({ step, acknowledged }) => !acknowledged && (step === 'warned' || step === 'shedding' || step === 'interrupted'));

/** The first thing that is said at once and everywhere: danger, or a step of the power threshold, not yet seen. */
export function unseenWarning(facts: Facts, now: number): Extract<Attention, { kind: 'danger' | 'ladder' }> | null {
  for (const one of attentionOf(facts, now, [])) {
    if (one.kind === 'danger' && !one.alarm.acknowledged) return one;
    if (one.kind === 'ladder' && !one.ladder.acknowledged) return one;
  }
  return null;
}

/** Another one means that there is something new to be said. */
export const stepOf = (one: Extract<Attention, { kind: 'danger' | 'ladder' }>): string => (one.kind === 'danger' ? one.alarm.id : `${one.ladder.id}/${one.ladder.step}/${one.ladder.since}`);
