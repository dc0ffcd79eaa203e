import type { Damage } from './disk.ts';
import { powerCut } from './fault.ts';
import { MATRIX } from './matrix.ts';
import { World } from './world.ts';

/** The failsafe of the simulated operator lasts so long, s; its heartbeat is missed after 120 s. */
const FAILSAFE_S = 7_200;
const MISSED_S = 120;
const LAST_BEAT_S = 2;
const CUTS = 3;
/** Cuts happen in the first minutes of the failsafe, where there is most to lose. */
const CUTS_WITHIN_S = 600;
const PACE = 10_000;

/**
 * A home in failsafe loses its power three times at random instants, its newest state cut or zeroed from anywhere on.
 * Once it is over nothing holds (`standard`), so that an early end is seen.
 * @returns the loosest import limit, W, at any moment before its time; endless for none.
 */
export function powerCuts(seed: number, damage: Damage): number {
  const world = new World({ ...MATRIX, seed, pace: PACE, period: PACE, afterFailsafe: 'standard' });
  world.time.in(LAST_BEAT_S * 1_000, () => {
    world.operator.say(3_000);
    world.time.in(1_000, () => void (world.operator.silent = true));
  });
  for (let n = 0; n < CUTS; n++)
    world.time.in((MISSED_S + 5 + CUTS_WITHIN_S * world.time.chance()) * 1_000, () => {
      world.disk.damage(damage, false, world.time.chance());
      powerCut(world, 20);
    });
  let loosest = 0;
  const end = LAST_BEAT_S + MISSED_S + FAILSAFE_S;
  for (let second = MISSED_S; second < end; second += 60) {
    world.time.runUntil(second * 1_000);
    const limit = world.control.facts.effectiveImport;
    if (world.control.state === 'up') loosest = Math.max(loosest, limit?.kind === 'limit' ? limit.w : Number.POSITIVE_INFINITY);
  }
  return loosest;
}
