import type { DeviceId } from '../device/device.ts';
import type { GridReading } from '../device/sense.ts';
import type { StandingLimit } from '../limit/standing.ts';
import { changed, feasible, isOnOff, type Ask } from './ask.ts';
import { phaseBounds, powerBounds, type Bound } from './bound.ts';
import type { Commanded } from './command.ts';
import type { GuardConfig } from './event.ts';
import { ramped } from './ramp.ts';
import { keep } from './shed.ts';

/** Everything the stages look at in one pass. */
export interface Pass {
  readonly config: GuardConfig;
  readonly limits: readonly StandingLimit[];
  readonly grid: GridReading | null;
  readonly gridState: 'fresh' | 'stale' | 'lost';
  /** Every device and the grid have been heard since this boot. */
  readonly sensed: boolean;
  /** W of import that devices out of reach may draw. */
  readonly unvouched: number;
  readonly commanded: Readonly<Record<DeviceId, Commanded>>;
  /** W by which cuts of the whole home may shrink in this pass. */
  readonly rise: number;
}

type Stage = (asks: readonly Ask[], pass: Pass) => readonly Ask[];

const standsOf = (pass: Pass) => (ask: Ask): number | null => pass.commanded[ask.id]?.command?.setpoint ?? null;

const limitBounds = (asks: readonly Ask[], pass: Pass): readonly Bound[] => powerBounds(pass.limits, ['signal', 'contract'], asks, pass.grid, pass.unvouched);
const fuseBounds = (asks: readonly Ask[], pass: Pass): readonly Bound[] => [
  ...powerBounds(pass.limits, ['fuse'], asks, pass.grid, pass.unvouched),
  ...phaseBounds(pass.config, asks, pass.grid, pass.unvouched),
];
/** Every bound, for judging how it went. */
export const allBounds = (asks: readonly Ask[], pass: Pass): readonly Bound[] => [...limitBounds(asks, pass), ...fuseBounds(asks, pass)];

const limits: Stage = (asks, pass) => keep(asks, limitBounds(asks, pass), standsOf(pass));

/** Frost protection and the like stand against a limit. */
const minima: Stage = (asks, pass) => asks.map((ask) => changed(ask, Math.max(ask.power, Math.min(ask.request, pass.config.protect[ask.id] ?? ask.power)), 'minimum'));

const fuse: Stage = (asks, pass) => keep(asks, fuseBounds(asks, pass), standsOf(pass));

/** What a device is found at after a start; one that draws is on. */
function foundAt({ device, request }: Ask): number {
  const found = device.report?.setpoint ?? device.report?.power ?? 0;
  return isOnOff(device.descriptor) && found > 0 ? Math.max(found, request) : found;
}

/** What the grid cannot show must not rise; lost for a minute, everything falls to its minimum and stores rest (R17, R20). */
const sense: Stage = (asks, pass) => {
  const needsGrid = pass.config.fuse !== null || pass.limits.some((limit) => limit.scope === 'site');
  const state = needsGrid ? pass.gridState : 'fresh';
  if (pass.sensed && state === 'fresh') return asks;
  return asks.map((ask) => {
    const stands = standsOf(pass)(ask) ?? foundAt(ask);
    const most = state === 'lost' ? Math.min(stands, ask.device.descriptor.minimum) : stands;
    return ask.power > most ? changed(ask, feasible(ask, most), 'sense') : ask;
  });
};

/** What can be turned down starts at its minimum, and rises when it is seen to run (R14). */
const start: Stage = (asks, pass) =>
  asks.map((ask) => {
    const { minimum } = ask.device.descriptor;
    const runs = (ask.device.report?.power ?? standsOf(pass)(ask) ?? 0) >= minimum / 2;
    const least = feasible(ask, minimum);
    return runs || ask.power <= minimum || least === 0 ? ask : changed(ask, least, 'start');
  });

const ramp: Stage = (asks, pass) => ramped(asks, pass.commanded, pass.rise);

/**
 * From request to set-point, in this order and no other (DESIGN, Signal -> limit -> guard). The ladder enters after
 * the limits; fuse and what cannot be seen come after the minima because they give way to nothing.
 */
export const STAGES: readonly (readonly [name: string, stage: Stage])[] = [
  ['limits', limits],
  ['minima', minima],
  ['fuse', fuse],
  ['sense', sense],
  ['start', start],
  ['ramp', ramp],
];

export const decide = (asks: readonly Ask[], pass: Pass): readonly Ask[] => STAGES.reduce((so, [, stage]) => stage(so, pass), asks);
