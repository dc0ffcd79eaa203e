import { at } from '#domain/plan/at.ts';
import { durationOf, meanProfilePower, type Profile } from '#domain/plan/profile.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { HOUR, MINUTE, type Instant } from '#domain/time/instant.ts';
import type { Content } from './content.ts';
import type { Part } from './model/part.ts';

/** W by which power comes to lie above and below its mean within a slot. */
export interface Swing {
  readonly up: number;
  readonly down: number;
}

export const NO_SWING: Swing = { up: 0, down: 0 };

interface Run {
  readonly profile: Profile;
  readonly start: Instant;
}

/** What charges and limits are measured in. */
const WINDOW = 15 * MINUTE;

/** The runs that some starts come to. */
export function runsOf({ problem }: Scene, parts: readonly Part[], startOf: (part: Part) => Instant | undefined): readonly Run[] {
  return parts.flatMap((part) => {
    const { primitive } = at(problem.devices, part.device);
    const start = primitive.kind === 'profile' ? startOf(part) : undefined;
    return primitive.kind === 'profile' && start !== undefined ? [{ profile: primitive, start }] : [];
  });
}

function swingIn({ profile, start }: Run, from: number, end: number): Swing {
  if (start >= end || start + durationOf(profile) <= from) return NO_SWING;
  const mean = meanProfilePower(profile, start, from, end);
  let [up, down] = [0, 0];
  for (let time = from; time < end; time += WINDOW) {
    const beside = meanProfilePower(profile, start, time, Math.min(end, time + WINDOW)) - mean;
    up = Math.max(up, beside);
    down = Math.max(down, -beside);
  }
  return { up, down };
}

/** How far runs together lie above and below their mean of each slot, by quarter-hours. */
export const swingsOf = ({ problem }: Scene, runs: readonly Run[]): readonly Swing[] =>
  problem.slots.map(({ start, end }) =>
    runs.reduce((sum, run) => {
      const { up, down } = swingIn(run, start, end);
      return { up: sum.up + up, down: sum.down + down };
    }, NO_SWING),
  );

/** Whether a store holds enough above what it is to keep, and has room enough, for what a swing takes out before it comes back. */
export function canEven(content: Content | undefined, { up, down }: Swing, slot: number): boolean {
  if (!content || up === 0) return false;
  const levels = [at(content.solved, slot), at(content.solved, Math.max(0, slot - 1))];
  const moved = (power: number): number => (power / 1_000) * (WINDOW / HOUR);
  return Math.min(...levels) - at(content.floor, slot) >= moved(up) * 1.1 && content.ceiling - Math.max(...levels) >= moved(down);
}
