import type { Decider } from '../device/asked.ts';
import type { DeviceDescriptor } from '../device/device.ts';
import type { Act, Policy } from '../plan/act.ts';
import { neutralPolicy } from '../plan/neutral.ts';
import { contains, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { FollowConfig } from './event.ts';

/** What a policy may come from. */
export interface Choices {
  readonly acts: readonly Act[];
  readonly pause: { readonly until: Instant | null } | null;
  readonly config: FollowConfig;
}

/** A policy, who it comes from, and its act where it has one. */
export interface Chosen {
  readonly policy: Policy;
  readonly decidedBy: Decider;
  readonly act: Act | null;
}

type Source = (device: DeviceDescriptor, choices: Choices, now: Now) => Chosen | null;

const neutral = (device: DeviceDescriptor, config: FollowConfig, decidedBy: Decider): Chosen | null => {
  const policy = config.neutral[device.id] ?? neutralPolicy(device.primitive);
  return policy && { policy, decidedBy, act: null };
};

/** A pause is the household's word: devices do what they do by themselves. */
const byOverride: Source = (device, { pause, config }, now) => (pause && !isOver(pause.until, now) ? neutral(device, config, 'override') : null);

/** An act holds within its interval; expired, it is as if there were none. Without a trusted clock no act can be placed in time. */
const byPlan: Source = (device, { acts }, now) => {
  const act = now.trust === 'none' ? undefined : acts.find((one) => one.device === device.id && contains(one.interval, now.wall));
  return act ? { policy: act.policy, decidedBy: 'plan', act } : null;
};

const byNeutral: Source = (device, { config }) => neutral(device, config, 'neutral');

/** The first that has something to say decides: request = override ?? plan ?? neutral. Firm dispatch and overridable events join here. */
const SOURCES: readonly Source[] = [byOverride, byPlan, byNeutral];

/** Null: the device is nobody's to move. */
export function choose(device: DeviceDescriptor, choices: Choices, now: Now): Chosen | null {
  for (const source of SOURCES) {
    const chosen = source(device, choices, now);
    if (chosen) return chosen;
  }
  return null;
}

export const isOver = (until: Instant | null, now: Now): boolean => until !== null && now.trust !== 'none' && now.wall >= until;
