import type { Primitive } from '../device/primitive.ts';
import type { Milliseconds } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';

export type Profile = Extract<Primitive, { kind: 'profile' }>;

/** From start to finish. */
export const durationOf = (profile: Profile): Milliseconds => (profile.powers.length * profile.step) as Milliseconds;

/** W·ms drawn within the first `elapsed` ms of a run. */
function workUntil(profile: Profile, elapsed: number): number {
  const { powers, step } = profile;
  let work = 0;
  for (let index = 0, left = elapsed; index < powers.length && left > 0; index++, left -= step) work += (powers[index] ?? 0) * Math.min(left, step);
  return work;
}

/** Mean W over [from, to) of a run that began at `start`; all in ms on one scale. */
export const meanProfilePower = (profile: Profile, start: number, from: number, to: number): number =>
  (workUntil(profile, to - start) - workUntil(profile, from - start)) / (to - from);

/** mWh of one whole run. */
export const profileEnergy = (profile: Profile): number => workUntil(profile, durationOf(profile)) / WATT_MS_PER_MWH;
