import type { Decider } from '../device/asked.ts';
import type { DeviceDescriptor, DeviceId } from '../device/device.ts';
import type { SensedDevice } from '../device/sense.ts';
import type { Act } from '../plan/act.ts';
import { neutralPolicy } from '../plan/neutral.ts';
import type { StandingCall } from '../signal/call.ts';
import { contains } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { ZERO_POWER } from '../units/power.ts';
import { answerCalls } from './call.ts';
import type { Choice, Chosen } from './chosen.ts';
import { isSpared, type Withheld } from './comfort.ts';
import { waitsForHours } from './defaultHours.ts';
import type { FollowConfig } from './event.ts';
import { byHand, isEmpty, type Overrides } from './override.ts';
import type { Pause } from './pause.ts';
import { runPower, type Run } from './run.ts';

/** What a policy may come from. */
export interface Choices {
  readonly calls: readonly StandingCall[];
  readonly overrides: Overrides;
  readonly acts: readonly Act[];
  /** As it stands now. */
  readonly pause: Pause | null;
  readonly withheld: Withheld;
  readonly runs: Readonly<Record<DeviceId, Run>>;
  readonly config: FollowConfig;
}

const neutral = (device: DeviceDescriptor, config: FollowConfig, decidedBy: Decider): Chosen | null => {
  const policy = config.neutral[device.id] ?? neutralPolicy(device.primitive);
  return policy && { policy, decidedBy, act: null };
};

/** Nobody says anything of it. */
const byItself = (device: SensedDevice, config: FollowConfig, now: Now): Chosen | null =>
  waitsForHours(device, config.defaultHours, now) ? { policy: { kind: 'hold', power: ZERO_POWER }, decidedBy: 'neutral', act: null } : neutral(device.descriptor, config, 'neutral');

/** A run that is on is the plan's word too, beyond the end of its act. */
const RUNNING: Chosen = { policy: { kind: 'run' }, decidedBy: 'plan', act: null };

/** An act holds within its interval; expired, it is as if there were none. Without a trusted clock no act can be placed in time. */
function byPlan(device: DeviceDescriptor, { acts, runs }: Choices, now: Now): Chosen | null {
  const act = now.trust === 'none' ? undefined : acts.find((one) => one.device === device.id && contains(one.interval, now.wall));
  if (act) return { policy: act.policy, decidedBy: 'plan', act };
  return runPower(runs[device.id], device, now) === null ? null : RUNNING;
}

/** The household's word: a device by hand; and a pause, in which devices do what they do by themselves. */
function byOverride(device: DeviceDescriptor, { overrides, pause, config }: Choices): Chosen | null {
  const override = overrides[device.id];
  if (override) return byHand(device, override);
  return pause ? neutral(device, config, 'override') : null;
}

/**
 * request = firm dispatch ?? override ?? overridable event ?? plan ?? neutral, built from below: a call for less only
 * lowers what is chosen beneath it, every other source replaces it. What is nobody's to move is left out.
 */
export function choose(devices: readonly SensedDevice[], choices: Choices, now: Now): readonly Choice[] {
  const spared = ({ device }: Choice): boolean => isSpared(device, choices.withheld, choices.config, now);
  const planned: Choice[] = [];
  for (const device of devices) {
    const chosen = byPlan(device.descriptor, choices, now) ?? byItself(device, choices.config, now);
    if (chosen) planned.push({ device, chosen });
  }
  const called = choices.calls.length > 0 ? answerCalls(planned, choices.calls, 'event', spared) : planned;
  const wanted = choices.pause === null && isEmpty(choices.overrides) ? called : called.map((choice): Choice => {
    const chosen = byOverride(choice.device.descriptor, choices);
    return chosen ? { device: choice.device, chosen } : choice;
  });
  return choices.calls.length > 0 ? answerCalls(wanted, choices.calls, 'dispatch', spared) : wanted;
}
