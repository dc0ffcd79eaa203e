import type { AskedPower } from '../device/asked.ts';
import type { DeviceId } from '../device/device.ts';
import type { Sensed } from '../device/sense.ts';
import type { PhaseLimit, StandingLimit } from '../limit/standing.ts';
import { chance } from '../machine/chance.ts';
import { MINUTE, SECOND, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { GuardConfig } from './event.ts';

/** What the running calls ask of devices: one word a call and device. */
export type Words = Readonly<Record<string, DeviceId>>;

/** The waits by which the homes of a street do not all rise at once. Monotonic ms of this boot. */
export interface Release {
  /** Smallest signalled limits before, in W and in A a phase, by `smallestOf`. */
  readonly limits: Readonly<Record<string, number>>;
  /** After a release, cuts are given back from here on. */
  readonly heldUntil: number;
  /** After an outage, nothing rises before this. */
  readonly outageUntil: number;
  /** Vehicles: until when a start by schedule waits; one that is not asked to run is not in it. */
  readonly starts: Readonly<Record<DeviceId, number>>;
  /** Devices that a call has set free to rise: until when they wait; and the words of the calls that raise and lower. */
  readonly calls: Readonly<Record<DeviceId, number>>;
  readonly raising: Words;
  readonly lowering: Words;
  /** How often chance was asked: seed and number make the next one. */
  readonly draws: number;
}

export const unreleased: Release = { limits: {}, heldUntil: 0, outageUntil: 0, starts: {}, calls: {}, raising: {}, lowering: {}, draws: 0 };

/** From now, a whole number of seconds up to `longest` ms, each as likely as any other. */
export const waitUntil = (longest: number, { draws }: Release, config: GuardConfig, now: Now): number => now.mono + Math.floor(chance(config.seed, draws) * (longest / SECOND + 1)) * SECOND;

/** We are back sooner than this after no more than a restart of ours. */
const OUTAGE = MINUTE;

/**
 * A new boot. Back from no more than a restart, each wait goes on where it was, less the time away: an update of all
 * gateways at once is no release. Was the supply away, one wait by chance holds for all: what was left of others would
 * crowd with it. A clock that nobody believes, or that went back, cannot deny an outage.
 * @param passed monotonic and wall time of the last pass.
 */
export function afterBoot(before: Release, passed: { readonly mono: number; readonly wall: Instant | null }, config: GuardConfig, now: Now): Release {
  const { draws } = before;
  if (passed.wall === null) return { ...unreleased, draws };
  const away = now.wall - passed.wall;
  const fresh = { ...unreleased, draws: draws + 1, outageUntil: waitUntil(config.releaseDelay, before, config, now) };
  return now.trust === 'none' || away < 0 || away >= OUTAGE ? fresh : resumed(before, passed.mono + away, config, now);
}

/** Waits counted by the clock of this boot; `at` = now, by the one before. */
function resumed(before: Release, at: number, { releaseDelay, startDelay = releaseDelay }: GuardConfig, now: Now): Release {
  const anew = (until: number, longest: number): number => (until <= at ? 0 : now.mono + Math.min(until - at, longest));
  const each = (untils: Release['calls'], longest: number): Release['calls'] => Object.fromEntries(Object.entries(untils).map(([id, until]) => [id, anew(until, longest)]));
  return { ...before, heldUntil: anew(before.heldUntil, releaseDelay), outageUntil: anew(before.outageUntil, releaseDelay), calls: each(before.calls, releaseDelay), starts: each(before.starts, startDelay) };
}

/** Of what signals say, by direction and unit. */
function smallestOf(limits: readonly StandingLimit[], phaseLimits: readonly PhaseLimit[]): Release['limits'] {
  const values = [...limits.flatMap(({ origin, direction, value }) => (value.kind === 'limit' ? [{ origin, key: `${direction}/W`, value: value.w }] : [])), ...phaseLimits.map(({ origin, direction, amps }) => ({ origin, key: `${direction}/A`, value: amps }))];
  const found: Record<string, number> = {};
  for (const { origin, key, value } of values) if (origin === 'signal') found[key] = Math.min(value, found[key] ?? Infinity);
  return found;
}

/** A limit that goes or grows starts the wait anew; one that comes does not shorten it. */
export function released(before: Release, standing: readonly StandingLimit[], phaseLimits: readonly PhaseLimit[], config: GuardConfig, now: Now): Release {
  const limits = smallestOf(standing, phaseLimits);
  const isFreed = Object.entries(before.limits).some(([key, value]) => value < (limits[key] ?? Infinity));
  if (isFreed) return { ...before, limits, heldUntil: waitUntil(config.releaseDelay, before, config, now), draws: before.draws + 1 };
  return Object.entries(limits).some(([key, value]) => before.limits[key] !== value) ? { ...before, limits } : before;
}

/** By schedule or by price; a call of the operator has a wait of its own, a person's hand has none. */
const bySchedule = ({ decidedBy }: AskedPower): boolean => decidedBy === 'plan' || decidedBy === 'neutral';

/** A vehicle that a schedule asks to run from now on waits, once; one that was found running does not. */
export function scheduled(before: Release, requests: readonly AskedPower[], { devices }: Sensed, config: GuardConfig, now: Now): Release {
  const longest = config.startDelay;
  if (!longest) return before;
  return requests.reduce((so, request) => {
    const device = devices[request.device];
    const isWanted = request.power > 0;
    if (device?.descriptor.kind !== 'car' || !device.report || (request.device in so.starts) === isWanted) return so;
    const { [request.device]: _over, ...others } = so.starts;
    if (!isWanted) return { ...so, starts: others };
    const waits = bySchedule(request) && (device.report.power ?? 0) < device.descriptor.minimum / 2 && heldBack(so, request.device) <= now.mono;
    return { ...so, starts: { ...others, [request.device]: waits ? waitUntil(longest, so, config, now) : 0 }, draws: so.draws + 1 };
  }, before);
}

/** A person who does not want to wait. */
export const skipped = (before: Release): Release => ({ ...before, heldUntil: 0, outageUntil: 0, calls: {}, starts: Object.fromEntries(Object.keys(before.starts).map((id) => [id, 0])) });

/** Until when a device may not rise above what it does, by an outage, a call or its own start. */
export const heldBack = ({ outageUntil, starts, calls }: Release, id: DeviceId): number => Math.max(outageUntil, starts[id] ?? 0, calls[id] ?? 0);
