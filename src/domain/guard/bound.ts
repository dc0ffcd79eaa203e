import type { Decider } from '../device/asked.ts';
import type { DeviceId } from '../device/device.ts';
import type { GridReading } from '../device/sense.ts';
import { tightest } from '../limit/combine.ts';
import { withOwnGeneration } from '../limit/enwg14a.ts';
import type { LimitKey } from '../limit/limit.ts';
import type { LadderLimit } from '../ladder/event.ts';
import type { StandingLimit } from '../limit/standing.ts';
import { linesOf, PHASES, type MeasuredLine } from '../meter/lines.ts';
import type { Phase } from '../meter/reading.ts';
import { watts } from '../units/power.ts';
import { defiance, type Ask } from './ask.ts';
import type { GuardConfig, PhaseLimit } from './event.ts';
import { NOTHING_UNVOUCHED, type Unvouched } from './vouch.ts';

/**
 * One inequality the asked powers must keep: base + sum of share * power <= limit, in W, all in the limit's own
 * direction (+ = towards the limit).
 */
export interface Bound {
  readonly limit: number;
  /** What is there whatever we ask: base load, what devices do against our word, and devices nobody can vouch for. */
  readonly base: number;
  /** What of that is only feared: nobody vouches for it, and the meter does not show it. */
  readonly feared: number;
  /** What the meter shows beyond what steps of devices have proven: of an import base a part, of an export base what is missing from it. */
  readonly unproven?: number;
  /** +1 import, -1 export. */
  readonly sign: 1 | -1;
  readonly scope: LimitKey['scope'];
  /** The devices keep it by themselves, for it is about them alone or nothing shows the grid: what one gives makes no room for another. */
  readonly alone: boolean;
  readonly decidedBy: Decider;
  /** Whose limit it is; left out where none is shown: fuse by phase, ladder, unbalance. */
  readonly source?: string | undefined;
  /** How much of a device's power falls on it: 0..1. */
  share(id: DeviceId): number;
}

const BOTH = ['import', 'export'] as const;
const KEYS: readonly LimitKey[] = BOTH.flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));
const signOf = (direction: LimitKey['direction']): 1 | -1 => (direction === 'import' ? 1 : -1);
const VOLTS = 230;
const SLOW_METER = 5_000;
const SLOW_MARGIN = 0.1;

/** Whether what is requested now does not fit under a limit. Of equal keys only the smallest is a bound. */
export const binds = ({ source, direction, scope }: Pick<StandingLimit, 'source' | 'direction' | 'scope'>, bounds: readonly Bound[], asks: readonly Ask[]): boolean =>
  bounds.some((bound) => bound.source === source && bound.sign === signOf(direction) && bound.scope === scope && used(bound, asks, ({ request }) => request) > headroom(bound));

const count = (bound: Bound, power: number): number => (bound.alone ? Math.max(0, bound.sign * power) : bound.sign * power);

/** W of room for all asks together. */
export const headroom = (bound: Bound): number => bound.limit - bound.base;

/** What is asked of a bound by these powers. */
export const used = (bound: Bound, asks: readonly Ask[], power: (ask: Ask, sign: Bound['sign']) => number): number =>
  asks.reduce((sum, ask) => sum + bound.share(ask.id) * count(bound, power(ask, bound.sign)), 0);

/** A phase or the whole connection: the W that the meter shows there, and how much of a device falls on it. */
type Line = MeasuredLine & Pick<Bound, 'share'>;

/** Of a device that had not spoken when the meter was read, only what it gives is taken out: that errs to more base load. */
const tookThen = (ask: Ask, grid: GridReading): number => grid.devices[ask.id] ?? Math.min(0, ask.device.report?.power ?? 0);

/**
 * The base load is what the meter shows less what the devices said they took when it showed it, and for the devices alone
 * there is none; what they do against our word is in it, what nobody vouches for may import more, and feed in where nothing shows it. @param grid null = not seen.
 */
function boundOn({ measured, least, share }: Omit<Line, 'name'>, sign: 1 | -1, limit: number, decidedBy: Decider, asks: readonly Ask[], grid: GridReading | null, unvouched: Unvouched, scope: LimitKey['scope'] = 'site'): Bound {
  const isAlone = grid === null || scope === 'controllable';
  const sum = (of: (ask: Ask) => number): number => asks.reduce((so, ask) => so + share(ask.id) * of(ask), 0);
  const shown = isAlone ? 0 : sign * ((sign === 1 ? measured : least) - sum((ask) => tookThen(ask, grid)));
  const feared = sign === 1 ? unvouched.draws : isAlone ? unvouched.gives : 0;
  return { limit, base: shown + sum((ask) => defiance(ask, sign)) + feared, feared, unproven: isAlone ? 0 : sign === -1 ? Math.max(0, measured - least) : unprovenImport(grid), sign, scope, alone: isAlone, decidedBy, share };
}

const unprovenImport = ({ reading, least }: GridReading): number => (reading.power === null || least === undefined ? 0 : reading.power - least);

/** A fuse that is watched through a meter slower than 5 s keeps a margin (DESIGN, Signal -> limit -> guard). */
const limitOf = (w: number, origin: StandingLimit['origin'], grid: GridReading | null): number => (origin === 'fuse' && grid !== null && grid.reading.period > SLOW_METER ? w * (1 - SLOW_MARGIN) : w);
const deciderOf = (origin: StandingLimit['origin']): Decider => (origin === 'fuse' ? 'fuse' : 'limit');
const whole = (): number => 1;
const wholeLine = (grid: GridReading | null): Omit<Line, 'name'> => ({ measured: grid?.power ?? 0, least: grid?.least ?? grid?.power ?? 0, share: whole });

/** What generates and cannot be asked gives credit to limits that count net of it (§14a EnWG). @param grid null while no meter is fresh: no credit. */
export function credited(limits: readonly StandingLimit[], grid: GridReading | null, asks: readonly Ask[]): readonly StandingLimit[] {
  if (!grid || !limits.some((limit) => limit.ownGeneration)) return limits;
  const generation = Object.entries(grid.devices).reduce((sum, [id, power]) => (asks.some((ask) => ask.id === id) ? sum : sum + Math.max(0, -power)), 0);
  return limits.map((limit) => (limit.ownGeneration && limit.value.kind === 'limit' ? { ...limit, value: { kind: 'limit', w: withOwnGeneration(limit.value.w, watts(generation)) } } : limit));
}

/** Limits in W, each key by its minimum; `unvouched` = what nobody can vouch for. @param grid null where no reading has come: see `boundOn`. */
export const powerBounds = (limits: readonly StandingLimit[], asks: readonly Ask[], grid: GridReading | null, unvouched: Unvouched): readonly Bound[] =>
  limits.length === 0 ? [] : KEYS.flatMap((key) => boundOf(key, tightest(limits, key), asks, grid, unvouched) ?? []);

function boundOf({ direction, scope }: LimitKey, found: StandingLimit | null, asks: readonly Ask[], grid: GridReading | null, unvouched: Unvouched): Bound | null {
  if (found?.value.kind !== 'limit') return null;
  const limit = limitOf(found.allows ?? found.value.w, found.origin, grid);
  return { ...boundOn(wholeLine(grid), signOf(direction), limit, deciderOf(found.origin), asks, grid, unvouched, scope), source: found.source };
}

/** What a ladder keeps from *shed* on; it looks at the whole connection. */
export const ladderBounds = (kept: readonly LadderLimit[], asks: readonly Ask[], grid: GridReading | null, unvouched: Unvouched): readonly Bound[] =>
  kept.map(({ direction, w }) => boundOn(wholeLine(grid), signOf(direction), w, 'ladder', asks, grid, unvouched));

const UNREAD: readonly MeasuredLine[] = PHASES.map((name) => ({ name, measured: 0, least: 0 }));

/** The lines of a reading, or all there can be, and how much of a device falls on each. */
const linesWith = (grid: GridReading | null, phases: GuardConfig['phases'], volts: number): readonly Line[] =>
  (grid ? linesOf(grid.reading, grid, new Set(Object.values(phases).flat()), volts) : UNREAD).map(({ name, ...line }) => ({ name, ...line, share: name === null ? whole : (id) => shareOn(phases[id], name) }));

/** The main fuse, and limits in A, a phase. A device on unknown phases counts fully on each; one on known phases in equal parts. */
export function phaseBounds({ fuse, phases, unbalance }: GuardConfig, asks: readonly Ask[], heard: GridReading | null, unvouched: Unvouched, limits: readonly PhaseLimit[] = []): readonly Bound[] {
  // Between its long lists a meter tells no phases: those of the last one stand, with what the devices did then.
  const grid = heard?.phased ?? heard;
  const all = [...(fuse ? BOTH.map((direction): PhaseLimit => ({ direction, amps: fuse.amps, origin: 'fuse' })) : []), ...limits];
  if (all.length === 0 && !unbalance) return [];
  const volts = fuse?.volts ?? VOLTS;
  const lines = linesWith(grid, phases, volts);
  const each = all.flatMap(({ direction, amps, origin, source, allows }) =>
    lines.map((line): Bound => ({ source, ...boundOn(line, signOf(direction), limitOf((allows?.[line.name ?? 'all'] ?? amps) * volts, origin, grid), deciderOf(origin), asks, grid, unvouched) })),
  );
  return unbalance ? [...each, ...unbalanceBounds(unbalance * volts, lines, asks, grid)] : each;
}

/** No phase further from another than this: what is on the one and not on the other, or on nobody knows which, gives way. */
function unbalanceBounds(limit: number, lines: readonly Line[], asks: readonly Ask[], grid: GridReading | null): readonly Bound[] {
  const pairs = lines.flatMap((one) => lines.filter((other) => other !== one).map((other) => [one, other] as const));
  return pairs.flatMap(([one, other]) => {
    const share = (id: DeviceId): number => (one.share(id) === 1 ? 1 : Math.max(0, one.share(id) - other.share(id)));
    const apart = one.measured - other.measured;
    return ([1, -1] as const).map((sign) => boundOn({ measured: apart, least: apart, share }, sign, limit, 'limit', asks, grid, NOTHING_UNVOUCHED));
  });
}

const shareOn = (phases: readonly Phase[] | undefined, name: Phase): number => (!phases || phases.length === 0 ? 1 : phases.includes(name) ? 1 / phases.length : 0);
