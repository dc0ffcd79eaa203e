import type { Wish } from '#wire/message/bodies.ts';
import { nextTimeOfDay } from '../format/day.ts';

/** The wishes that are set by one value. */
export type SteppedWish = Extract<Wish, { kind: 'reserve' | 'readyBy' | 'storedBy' }>;

export const isStepped = (wish: Wish): wish is SteppedWish => wish.kind === 'reserve' || wish.kind === 'readyBy' || wish.kind === 'storedBy';

const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;
const STEP = 0.05;

const within = (share: number): number => Math.min(1, Math.max(0, Math.round(share * 100) / 100));

/** The deadline is moved, and what may start from when moves with the day, never past the deadline. */
function dueAt(wish: Exclude<SteppedWish, { kind: 'reserve' }>, by: number): SteppedWish {
  return wish.kind === 'readyBy' ? { ...wish, by, from: wish.from < by ? wish.from : by - DAY } : { ...wish, by };
}

/** One tap on − or +: 5 % of a reserve, half an hour of a deadline, which stays in the future. */
export function stepped(wish: SteppedWish, direction: 1 | -1, now: number): SteppedWish {
  if (wish.kind === 'reserve') return { ...wish, share: within(wish.share + direction * STEP) };
  const by = wish.by + direction * HALF_HOUR;
  return by > now ? dueAt(wish, by) : wish;
}

/** What was typed: a percentage for a reserve, "HH:MM" for a deadline; the wish unchanged for another text. */
export function typed(wish: SteppedWish, text: string, now: number, zone: string): SteppedWish {
  if (wish.kind !== 'reserve') {
    const by = nextTimeOfDay(now, text, zone);
    return by === undefined ? wish : dueAt(wish, by);
  }
  const percent = Number(text);
  return text.trim() === '' || !Number.isFinite(percent) ? wish : { ...wish, share: within(percent / 100) };
}
