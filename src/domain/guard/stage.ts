import type { DeviceId } from '../device/device.ts';
import type { Now } from '../time/now.ts';
import { changed, feasible, isOnOff, type Ask } from './ask.ts';
import type { Bound } from './bound.ts';
import type { Commanded } from './command.ts';
import type { GuardConfig } from './event.ts';
import { isSeenOn, kept, rested, switched, type Cycles } from './cycle.ts';
import { ramped } from './ramp.ts';
import { heldBack, type Release } from './release.ts';
import { keep } from './shed.ts';

/** Everything the stages look at in one pass. */
export interface Pass {
  readonly config: GuardConfig;
  /** Of signals and contract, of the power threshold from *shed* on, and of the fuse, in all and a phase. */
  readonly bounds: readonly Bound[];
  /** Whether any of them needs the grid to be seen. */
  readonly needsGrid: boolean;
  readonly gridState: 'fresh' | 'stale' | 'lost';
  /** Every device and the grid have been heard since this boot. */
  readonly sensed: boolean;
  readonly commanded: Readonly<Record<DeviceId, Commanded>>;
  /** W by which cuts of the whole home may shrink in this pass. */
  readonly rise: number;
  readonly release: Release;
  readonly cycles: Cycles;
  /** Devices that a person has taken by hand: chance does not make them wait. */
  readonly byHand: ReadonlySet<DeviceId>;
  readonly now: Now;
}

type Stage = (asks: readonly Ask[], pass: Pass) => readonly Ask[];

export const standsOf = (pass: Pass) => (ask: Ask): number | null => pass.commanded[ask.id]?.command?.setpoint ?? null;

/** What was started for a wish runs its least time; limits come after it. */
const running: Stage = (asks, { cycles, config, byHand, now }) => asks.map((ask) => kept(ask, cycles, config, byHand, now));

const within = (decider: Bound['decidedBy'], most = Infinity): Stage => (asks, pass) => keep(asks, pass.bounds.filter(({ decidedBy, limit }) => decidedBy === decider && limit <= most), standsOf(pass));

/** Frost protection and the like stand against a limit. */
const minima: Stage = (asks, pass) => asks.map((ask) => changed(ask, Math.max(ask.power, Math.min(ask.request, pass.config.protect[ask.id] ?? ask.power)), 'minimum'));

/** Room that comes and goes with the meter's error is not taken up more often than this: W, ms (our choice). */
const SMALL_RISE = { watts: 250, spacing: 60_000 };
const BOUND: ReadonlySet<Ask['decidedBy']> = new Set(['limit', 'ladder', 'fuse']);

/** What a limit holds down follows it down at once, and up in steps worth a command. */
const steady: Stage = (asks, { commanded, now }) =>
  asks.map((ask) => {
    const stands = commanded[ask.id]?.command;
    const rise = stands && stands.setpoint > 0 && now.mono - stands.at < SMALL_RISE.spacing ? ask.power - stands.setpoint : 0;
    return stands && rise > 0 && rise < SMALL_RISE.watts && BOUND.has(ask.decidedBy) ? changed(ask, stands.setpoint, ask.decidedBy) : ask;
  });

/** What a device is found at after a start; one that runs is on. */
function foundAt(ask: Ask): number {
  const found = ask.device.report?.setpoint ?? ask.device.report?.power ?? 0;
  return isOnOff(ask.device.descriptor) && isSeenOn(ask, found) ? Math.max(found, ask.request) : found;
}

/** What nobody sees may give no more than it does: it may be fed in. Limits and fuse may still ask for less of the grid, by what it showed last. Lost for a minute, it gives nothing. */
function unseenGiving(ask: Ask, stands: number, isLost: boolean): Ask {
  const least = isLost ? 0 : Math.min(0, stands);
  return ask.power < least && (isLost || !BOUND.has(ask.decidedBy)) ? changed(ask, least, 'sense') : ask;
}

/** What a limit on feeding in has told to give less may do so unseen: nothing of it is taken from the grid. */
const toldToGiveLess = ({ request, power, decidedBy }: Ask): number => (BOUND.has(decidedBy) && request < power ? Math.min(0, power) : Number.NEGATIVE_INFINITY);

/** What the grid cannot show must not rise; lost for a minute, everything falls to its minimum and stores rest (R17, R20). */
const sense: Stage = (asks, pass) => {
  const state = pass.needsGrid ? pass.gridState : 'fresh';
  if (pass.sensed && state === 'fresh') return asks;
  return asks.map((ask) => {
    const stands = standsOf(pass)(ask) ?? foundAt(ask);
    const most = state === 'lost' ? Math.max(0, Math.min(stands, ask.device.descriptor.minimum)) : Math.max(stands, toldToGiveLess(ask));
    if (ask.power > most) return changed(ask, feasible(ask, most), 'sense');
    return state === 'fresh' ? ask : unseenGiving(ask, stands, state === 'lost');
  });
};

/** What has not rested is not started; what can be turned down starts at its minimum, and rises when it is seen to run (R14). What changes its phases goes on with what it was asked. */
const start: Stage = (asks, pass) =>
  asks.map((asked) => {
    const ask = switched(rested(asked, pass.cycles, pass.config, pass.now), pass.cycles, pass.now);
    const { minimum } = ask.device.descriptor;
    const { report } = ask.device;
    const stands = standsOf(pass)(ask) ?? 0;
    if (report?.isChanging) return ask.power > stands ? changed(ask, feasible(ask, stands), 'start') : ask;
    const least = feasible(ask, minimum);
    return (report?.power ?? stands) >= minimum / 2 || ask.power <= minimum || least === 0 ? ask : changed(ask, least, 'start');
  });

/** Chance keeps a device at what it does; what a person asked for does not wait. */
const delay: Stage = (asks, pass) =>
  asks.map((ask) => {
    if (pass.byHand.has(ask.id) || pass.now.mono >= heldBack(pass.release, ask.id)) return ask;
    const stands = Math.max(0, standsOf(pass)(ask) ?? foundAt(ask));
    return ask.power > stands ? changed(ask, feasible(ask, stands), 'delay') : ask;
  });

/**
 * What does less than it was asked, whatever stage has held it back, makes no room the other way: as far as the limits
 * need it, what counts on that ends at once. Only the fuse goes below what frost and hygiene need.
 */
function judgedAgain(asks: readonly Ask[], sign: 1 | -1, pass: Pass): readonly Ask[] {
  if (!asks.some(({ power, request }) => sign * power > sign * request)) return asks;
  const kept = keep(asks, pass.bounds.filter((bound) => bound.sign === sign), standsOf(pass));
  return asks.map((ask, n) => {
    const { power: left, decidedBy } = kept[n] ?? ask;
    const least = sign === 1 && decidedBy !== 'fuse' ? Math.min(ask.power, pass.config.protect[ask.id] ?? 0) : 0;
    const power = sign * Math.max(0, least, sign * left);
    return sign * power < sign * ask.power ? { ...changed(ask, power, decidedBy), cut: Math.max(0, ask.request - power) } : ask;
  });
}

const ramp: Stage = (asks, pass) => {
  const slowed = ramped(delay(asks, pass), pass.commanded, { rise: pass.rise, held: pass.now.mono < pass.release.heldUntil, byHand: pass.byHand });
  return judgedAgain(judgedAgain(slowed, -1, pass), 1, pass);
};

/**
 * From request to set-point, in this order and no other (DESIGN, Signal -> limit -> guard). A supply that is interrupted
 * (E11: the ladder leaves nothing), the fuse and what cannot be seen come after the minima because they give way to
 * nothing; what slows only a rise comes last.
 */
export const STAGES: readonly (readonly [name: string, stage: Stage])[] = [
  ['running', running],
  ['limits', within('limit')],
  ['ladder', within('ladder')],
  ['minima', minima],
  ['interruption', within('ladder', 0)],
  ['fuse', within('fuse')],
  ['steady', steady],
  ['sense', sense],
  ['start', start],
  ['ramp', ramp],
];

export const decide = (asks: readonly Ask[], pass: Pass): readonly Ask[] => STAGES.reduce((so, [, stage]) => stage(so, pass), asks);
