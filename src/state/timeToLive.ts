import type { RequestBody } from '#wire/message/request.ts';

const SECONDS = 1_000;

/** ms for which a request still means what the person meant; later it is dropped and said to be. */
export function timeToLive(body: RequestBody): number {
  switch (body.kind) {
    case 'act':
    case 'pause':
    case 'resume':
      return 60 * SECONDS;
    case 'proposal':
      return 30 * SECONDS;
    case 'wish':
    case 'wish-removed':
    case 'slot':
    case 'slot-freed':
    case 'alarm-seen':
    case 'tariff-typed':
    case 'tariff-typed-removed':
      return 600 * SECONDS;
  }
}
