import type { HomeEvent } from '#wire/message/bodies.ts';

export interface Listed {
  /** Running, offered or to come: what runs first, then what waits for an answer, then by time. */
  readonly open: readonly HomeEvent[];
  /** Over, skipped, left or called off; the latest first. */
  readonly past: readonly HomeEvent[];
}

const rank = ({ status }: HomeEvent): number => (status === 'running' ? 0 : status === 'offered' ? 1 : 2);

export function listed(events: readonly HomeEvent[], now: number): Listed {
  const isOpen = ({ status, end }: HomeEvent): boolean => now < end && status !== 'over' && status !== 'cancelled';
  return {
    open: events.filter(isOpen).sort((a, b) => rank(a) - rank(b) || a.start - b.start),
    past: events.filter((event) => !isOpen(event)).sort((a, b) => b.start - a.start),
  };
}
