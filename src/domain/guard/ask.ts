import type { Decider } from '../device/asked.ts';
import { onThreePhases, type DeviceDescriptor, type DeviceId } from '../device/device.ts';
import type { SensedDevice } from '../device/sense.ts';
import { nearestMode } from '../plan/respond.ts';

/** One device on its way through the stages: what was requested, and what is left of it. W, + = consumption. */
export interface Ask {
  readonly id: DeviceId;
  readonly device: SensedDevice;
  readonly request: number;
  readonly power: number;
  readonly decidedBy: Decider;
  /** W below the request that are given back slowly. */
  readonly cut: number;
  /** W that it takes (+) or gives (-) beyond what it was asked, for too long to be still on its way: as good as base load. */
  readonly defied?: number;
  /** It takes less with each look, and will have come down to what it was asked: that is waited for before it is switched off. */
  readonly nears?: boolean;
  /** It has done less than it was asked for too long to be still on its way: a tank that is hot, a battery that is empty. */
  readonly lacks?: boolean;
  /** It has done so for so long that others may have what it leaves. */
  readonly leaves?: boolean;
}

/** W of that towards a limit; `sign` = +1 import, -1 export. What goes too far the other way makes no room. */
export const defiance = ({ defied = 0 }: Ask, sign: 1 | -1): number => Math.max(0, sign * defied);

/** What a device says that it takes, without what it takes against our word, W; null while it says nothing. */
export const obedient = (ask: Ask, sign: 1 | -1): number | null => (ask.device.report?.power == null ? null : ask.device.report.power - sign * defiance(ask, sign));

/**
 * W that an ask counts with under a limit of this direction. Asked the other way it makes room, but no more than it does
 * where it lacks, and none where it tells no power: the meter shows what it does.
 */
export function counted({ device: { report }, power, lacks }: Ask, sign: 1 | -1): number {
  if (sign * power >= 0) return power;
  const done = report?.power ?? null;
  return done === null || lacks ? sign * Math.max(sign * power, Math.min(0, sign * (done ?? 0))) : power;
}

/** W beyond what it takes that are kept for a device that leaves some of its room, and their share: more than a step of an ampere. */
const SPARE = { watts: 150, share: 0.17 };

/**
 * What a device that leaves room is asked as long as others need it: it shows by taking that when it wants more. As it was,
 * where it can only be on or off. @param stands W that it was last asked.
 */
export function needed(ask: Ask, stands: number): number {
  const { descriptor, report } = ask.device;
  const takes = report?.power ?? null;
  if (!ask.leaves || takes === null || takes < 0 || (descriptor.primitive.kind !== 'store' && descriptor.primitive.kind !== 'envelope')) return ask.power;
  const spare = Math.max(SPARE.watts, SPARE.share * takes);
  const isEnough = stands >= takes + spare && stands <= takes + 2 * spare;
  const least = descriptor.phaseModes && onThreePhases(descriptor, stands) ? 3 * descriptor.minimum : descriptor.minimum;
  return Math.min(ask.power, Math.max(least, isEnough ? stands : takes + 1.5 * spare));
}

/** The ask with another power, decided by another stage; the same ask when nothing changes. */
export const changed = (ask: Ask, power: number, decidedBy: Decider): Ask => (power === ask.power ? ask : { ...ask, power, decidedBy });

/** Neither more nor less than on. */
export const isOnOff = ({ primitive, minimum, rating }: DeviceDescriptor): boolean => primitive.kind === 'profile' || minimum >= rating;

/** The largest power that a device can run at and that is not above `power` (R15); 0 = off. */
export function feasible({ device }: Ask, power: number): number {
  const { primitive, minimum } = device.descriptor;
  if (power <= 0) return power;
  if (primitive.kind === 'profile') return primitive.powers.every((one) => power >= one) ? power : 0;
  const mode = primitive.kind === 'modes' ? nearestMode([0, ...primitive.powers], power) : power;
  const { phaseModes, rating } = device.descriptor;
  // Too much for one phase and too little for three: as much as one gives.
  if (phaseModes && onThreePhases(device.descriptor, mode) && mode < 3 * minimum) return Math.floor(rating / 3);
  return mode < minimum ? 0 : mode;
}
