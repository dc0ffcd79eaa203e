import type { DeviceDescriptor, DeviceId } from '../device/device.ts';
import { contains, ms } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { MOST_CALLS, SHOWN_AFTER } from './bounds.ts';
import type { CallStatus, DeviceClass, StandingCall, Target } from './call.ts';
import type { Aims } from './config.ts';
import { isPast } from './judge.ts';
import type { HeldCall } from './state.ts';

/** What a device is called by when the home's file does not say. */
const CLASS_OF: Readonly<Partial<Record<DeviceDescriptor['kind'], DeviceClass>>> = { battery: 'battery', car: 'vehicle', heater: 'immersion', appliance: 'appliance', plug: 'appliance', pv: 'generation' };

/** Devices that are commanded at all, of a target. */
export function aimedAt(target: Target, devices: readonly DeviceDescriptor[], { classes, circuits }: Aims): readonly DeviceId[] {
  const able = devices.filter(({ primitive }) => primitive.kind !== 'inflexible');
  const named = target.kind === 'circuit' ? (Object.hasOwn(circuits, target.circuit) ? circuits[target.circuit] : undefined) : undefined;
  const fits = ({ id, kind }: DeviceDescriptor): boolean =>
    target.kind === 'all' || (target.kind === 'circuit' ? (named?.includes(id) ?? false) : (classes[id] ?? CLASS_OF[kind]) === target.class);
  return able.filter(fits).map(({ id }) => id);
}

const isBound = (status: CallStatus): boolean => status === 'scheduled' || status === 'joined';

/** A call begins: it ends with its time, and by the monotonic clock at the latest. */
export const begun = (held: HeldCall, now: Now): HeldCall => ({
  ...held,
  call: { ...held.call, status: 'running' },
  running: { boot: now.boot, until: ms(now.mono + Math.min(held.call.end - now.wall, held.call.end - held.call.start)) },
});

const ended = (held: HeldCall): HeldCall => ({ ...held, running: null, call: { ...held.call, status: 'over' } });

/** A call after the time until now: one that runs ends by the monotonic clock, which no jump moves. A new boot goes on with a call by a clock that is believed, else it is over. */
export function moved(held: HeldCall, now: Now, trusted: boolean): HeldCall {
  const { call, running } = held;
  if (running) {
    if (running.boot === now.boot) return now.mono >= running.until ? ended(held) : held;
    return trusted && contains(call, now.wall) ? begun(held, now) : ended(held);
  }
  if (!trusted || isPast(call.status)) return held;
  if (now.wall >= call.end) return ended(held);
  return isBound(call.status) && now.wall >= call.start ? begun(held, now) : held;
}

/** All calls after the time until now: those over for a day are forgotten, and the oldest of them where there are too many. */
export function lived(calls: readonly HeldCall[], now: Now, trusted: boolean): readonly HeldCall[] {
  const next = calls.map((held) => moved(held, now, trusted));
  const shown = next.filter(({ call }) => !(trusted && isPast(call.status) && now.wall >= call.end + SHOWN_AFTER));
  const past = shown.filter(({ call }) => isPast(call.status)).sort((a, b) => a.call.end - b.call.end);
  const tooMany = new Set(past.slice(0, Math.max(0, shown.length - MOST_CALLS)));
  const kept = shown.filter((held) => !tooMany.has(held));
  return kept.length === calls.length && kept.every((held, index) => held === calls[index]) ? calls : kept;
}

/** The devices of each call as the home is now, less those that a person took out; the same list where nothing changed. */
export function aimed(calls: readonly HeldCall[], devices: readonly DeviceDescriptor[], aims: Aims): readonly HeldCall[] {
  let isNew = false;
  const next = calls.map((held) => {
    if (isPast(held.call.status)) return held;
    const ids = aimedAt(held.call.target, devices, aims).filter((id) => !held.left.includes(id));
    if (ids.join() === held.call.devices.join()) return held;
    isNew = true;
    return { ...held, call: { ...held.call, devices: ids } };
  });
  return isNew ? next : calls;
}

export type Reply = { readonly held: HeldCall } | { readonly reason: 'over' | 'firm' };

const changed = (held: HeldCall, status: StandingCall['status']): Reply => ({ held: { ...held, running: null, call: { ...held.call, status } } });

/** What a person answers to a call. A firm one binds: it is neither skipped nor left. */
export function replied(held: HeldCall, answer: 'join' | 'skip' | 'opt-out' | 'rejoin', now: Now): Reply {
  const { call } = held;
  if (call.status === 'over' || call.status === 'cancelled' || (!held.running && now.wall >= call.end)) return { reason: 'over' };
  const comesIn = answer === 'join' || answer === 'rejoin';
  if (comesIn) return call.status === 'offered' || isPast(call.status) ? { held: joined(held, now) } : { held };
  if (call.firmness === 'firm') return { reason: 'firm' };
  if (isPast(call.status)) return { held };
  return changed(held, call.status === 'running' ? 'opted-out' : 'skipped');
}

function joined(held: HeldCall, now: Now): HeldCall {
  const next: HeldCall = { ...held, left: [], call: { ...held.call, status: 'joined' } };
  return now.wall >= held.call.start ? begun(next, now) : next;
}

/** A device taken by hand leaves the calls that may be left; with its last one the call is left (DESIGN, Signal -> limit -> guard). */
export function takenOut(calls: readonly HeldCall[], device: DeviceId): readonly HeldCall[] {
  const of = calls.filter(({ call }) => call.status === 'running' && call.devices.includes(device));
  // A firm call does not let the device go: nothing is left then.
  if (of.length === 0 || of.some(({ call }) => call.firmness === 'firm')) return calls;
  return calls.map((held) => (of.includes(held) ? without(held, device) : held));
}

function without(held: HeldCall, device: DeviceId): HeldCall {
  const devices = held.call.devices.filter((id) => id !== device);
  const left = [...held.left, device];
  if (devices.length > 0) return { ...held, left, call: { ...held.call, devices } };
  return { ...held, left, running: null, call: { ...held.call, devices, status: 'opted-out' } };
}
