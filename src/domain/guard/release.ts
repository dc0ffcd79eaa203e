import type { AskedPower } from '../device/asked.ts';
import type { DeviceId } from '../device/device.ts';
import type { Sensed } from '../device/sense.ts';
import { effective } from '../limit/combine.ts';
import type { StandingLimit } from '../limit/standing.ts';
import { chance } from '../machine/chance.ts';
import { MINUTE, SECOND, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { GuardConfig } from './event.ts';

/** What the running calls ask of devices: one word a call and device. */
export type Words = Readonly<Record<string, DeviceId>>;

/** The waits by which the homes of a street do not all rise at once. Monotonic ms of this boot. */
export interface Release {
  /** Smallest signalled limit before, W; endless for none. */
  readonly importLimit: number;
  readonly exportLimit: number;
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

export const unreleased: Release = { importLimit: Infinity, exportLimit: Infinity, heldUntil: 0, outageUntil: 0, starts: {}, calls: {}, raising: {}, lowering: {}, draws: 0 };

/** From now, a whole number of seconds up to `longest` ms, each as likely as any other. */
export const waitUntil = (longest: number, { draws }: Release, config: GuardConfig, now: Now): number => now.mono + Math.floor(chance(config.seed, draws) * (longest / SECOND + 1)) * SECOND;

/** We are back sooner than this after no more than a restart of ours. */
const OUTAGE = MINUTE;

/** A new boot: was the supply away? A clock that nobody believes, or that went back, cannot deny it. @param passed wall time of the last pass. */
export function afterBoot({ draws }: Release, passed: Instant | null, config: GuardConfig, now: Now): Release {
  const away = passed === null ? 0 : now.wall - passed;
  const isOutage = passed !== null && (now.trust === 'none' || away < 0 || away >= OUTAGE);
  const fresh = { ...unreleased, draws };
  return isOutage ? { ...fresh, outageUntil: waitUntil(config.releaseDelay, fresh, config, now), draws: draws + 1 } : fresh;
}

const smallest = (limits: readonly StandingLimit[], direction: 'import' | 'export'): number => {
  if (limits.length === 0) return Infinity;
  const value = effective(limits.filter((limit) => limit.origin === 'signal'), direction);
  return value.kind === 'none' ? Infinity : value.w;
};

/** A limit that goes or grows starts the wait anew; one that comes does not shorten it. */
export function released(before: Release, limits: readonly StandingLimit[], config: GuardConfig, now: Now): Release {
  const importLimit = smallest(limits, 'import');
  const exportLimit = smallest(limits, 'export');
  if (importLimit <= before.importLimit && exportLimit <= before.exportLimit) return importLimit === before.importLimit && exportLimit === before.exportLimit ? before : { ...before, importLimit, exportLimit };
  return { ...before, importLimit, exportLimit, heldUntil: waitUntil(config.releaseDelay, before, config, now), draws: before.draws + 1 };
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
