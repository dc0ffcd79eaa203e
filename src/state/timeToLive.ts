import type { Wish } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';

const SECONDS = 1_000;
const DAY = 86_400 * SECONDS;

/** A wish outlives the way home from work; one with a deadline means what it says until then, at the most for two days. */
const wishLasts = (wish: Wish, now: number): number => Math.min(2 * DAY, Math.max(600 * SECONDS, 'by' in wish ? wish.by - now : DAY));

/** ms for which a request still means what the person meant; later it is dropped and said to be. @param now wall time, ms UTC. */
export function timeToLive(body: RequestBody, now: number): number {
  switch (body.kind) {
    case 'act':
    case 'pause':
    case 'resume':
      return 60 * SECONDS;
    case 'proposal':
      return 30 * SECONDS;
    case 'wish':
      return wishLasts(body.wish, now);
    case 'wish-removed':
    case 'intent':
    case 'slot':
    case 'slot-freed':
    case 'advise':
    case 'alarm-seen':
    case 'tariff-typed':
    case 'tariff-typed-removed':
    case 'money':
      return 600 * SECONDS;
  }
}
