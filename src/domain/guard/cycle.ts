import { onThreePhases, type DeviceId, type DutyCycle } from '../device/device.ts';
import { HOUR } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { changed, feasible, type Ask } from './ask.ts';
import type { Commanded } from './command.ts';
import type { GuardConfig } from './event.ts';

/** How a device has been switched. Times are monotonic ms of this boot. */
export interface Cycle {
  /** Null: it was not looked at since a restart. */
  readonly on: boolean | null;
  readonly since: number;
  /** Its starts of the last hour. */
  readonly starts: readonly number[];
}

export type Cycles = Readonly<Record<DeviceId, Cycle>>;

const ruleOf = ({ id, device }: Ask, { cycles }: GuardConfig): DutyCycle | undefined => cycles?.[id] ?? device.descriptor.cycle;

/** After a restart what was may have been just now: rest and starts are counted from here. */
export const cyclesOfBoot = (cycles: Cycles, now: Now): Cycles =>
  Object.fromEntries(Object.entries(cycles).map(([id, { starts }]) => [id, { on: null, since: now.mono, starts: starts.map(() => now.mono) }]));

/** Before anything was asked it is on when it is seen to run, from half of its minimum: a watt of standby is not running. */
export const isSeenOn = (ask: Ask, power = ask.device.report?.power ?? 0): boolean => power >= Math.max(1, ask.device.descriptor.minimum / 2);

/** On is what we asked for: a thermostat of its own is the device's affair. */
const isOn = (ask: Ask, commanded: Commanded | undefined): boolean => isSeenOn(ask, commanded?.command?.setpoint);

const threeOf = (id: DeviceId): string => `${id}/three`;

/** A change to three phases is a start of the contactor: down at once, up only when it has rested. */
export function switched(ask: Ask, cycles: Cycles, now: Now): Ask {
  const { phaseModes, rating } = ask.device.descriptor;
  const cycle = phaseModes && cycles[threeOf(ask.id)];
  if (!phaseModes || !cycle || cycle.on || !onThreePhases(ask.device.descriptor, ask.power)) return ask;
  return now.mono - cycle.since < phaseModes.rest ? changed(ask, Math.floor(rating / 3), 'start') : ask;
}

/** When a device with a contactor was last on three phases, and since when it is not. */
function withThree(cycles: Cycles, { id, device: { descriptor, report } }: Ask, commanded: Commanded | undefined, now: Now): Cycles {
  if (!descriptor.phaseModes) return cycles;
  const on = onThreePhases(descriptor, commanded?.command?.setpoint ?? report?.power ?? 0);
  const known = cycles[threeOf(id)];
  return known?.on === on || (!known && !on) ? cycles : { ...cycles, [threeOf(id)]: { on, since: now.mono, starts: [] } };
}

/** The memory after a pass; the same while nothing is switched. */
export function cyclesAfter(before: Cycles, asks: readonly Ask[], commanded: Readonly<Record<DeviceId, Commanded>>, config: GuardConfig, now: Now): Cycles {
  return asks.reduce((so, ask) => {
    const cycles = withThree(so, ask, commanded[ask.id], now);
    const known = cycles[ask.id];
    if (!ruleOf(ask, config)) return cycles;
    const on = isOn(ask, commanded[ask.id]);
    if (known?.on === on) return cycles;
    const starts = (known?.starts ?? []).filter((at) => now.mono - at < HOUR);
    return { ...cycles, [ask.id]: { on, since: now.mono, starts: on && known?.on === false ? [...starts, now.mono] : starts } };
  }, before);
}

/** A wish to stop waits until the device has run long enough; a person, a limit and the fuse do not. */
export function kept(ask: Ask, cycles: Cycles, config: GuardConfig, byHand: ReadonlySet<DeviceId>, now: Now): Ask {
  const [rule, cycle] = [ruleOf(ask, config), cycles[ask.id]];
  const { primitive, minimum } = ask.device.descriptor;
  const least = primitive.kind === 'modes' ? Math.min(...primitive.powers.filter((power) => power > 0)) : Math.max(1, minimum);
  const mustRun = rule && cycle && (cycle.on ?? isSeenOn(ask)) && ask.power < least && now.mono - cycle.since < rule.minRun;
  return mustRun && !byHand.has(ask.id) ? changed(ask, least, 'minimum') : ask;
}

/** What has not rested, or was started often enough, is not started. */
export function rested(ask: Ask, cycles: Cycles, config: GuardConfig, now: Now): Ask {
  const [rule, cycle] = [ruleOf(ask, config), cycles[ask.id]];
  if (!rule || ask.power <= 0 || (cycle?.on ?? isSeenOn(ask))) return ask;
  const isTired = !cycle || now.mono - cycle.since < rule.minRest || cycle.starts.filter((at) => now.mono - at < HOUR).length >= rule.startsPerHour;
  return isTired ? changed(ask, feasible(ask, 0), 'start') : ask;
}
