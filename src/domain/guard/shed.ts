import { changed, counted, defiance, feasible, needed, obedient, type Ask } from './ask.ts';
import { headroom, used, type Bound } from './bound.ts';

/** Asks stand in the order of being kept: the last is shed first. */
type Asks = readonly Ask[];
/** W that a device was last asked; null = nothing yet. */
type Stands = (ask: Ask) => number | null;

const touching = (bounds: readonly Bound[], ask: Ask): readonly Bound[] => bounds.filter((bound) => bound.share(ask.id) > 0);
const room = (bounds: readonly Bound[], left: ReadonlyMap<Bound, number>, ask: Ask): number =>
  Math.min(...touching(bounds, ask).map((bound) => (left.get(bound) ?? 0) / bound.share(ask.id)));
const spend = (bounds: readonly Bound[], left: Map<Bound, number>, ask: Ask, power: number): void =>
  bounds.forEach((bound) => left.set(bound, (left.get(bound) ?? 0) - bound.share(ask.id) * power));
const deciderOf = (bounds: readonly Bound[], ask: Ask): Ask['decidedBy'] => touching(bounds, ask)[0]?.decidedBy ?? ask.decidedBy;

/** A meter errs by some per cent: what stands still starts only where it could then stay, W and share of the limit. */
const START_MARGIN = { watts: 100, share: 0.06 };
const marginOf = (bounds: readonly Bound[], ask: Ask, from: number): number =>
  from < ask.device.descriptor.minimum / 2 ? Math.max(0, ...touching(bounds, ask).map((bound) => Math.max(START_MARGIN.watts, START_MARGIN.share * bound.limit))) : 0;

/** W of a limit that a device may have: one that comes down to it by itself is told its least meanwhile, and not switched off. The fuse waits for nobody. */
function roomFor(ask: Ask, bounds: readonly Bound[], left: ReadonlyMap<Bound, number>, sign: 1 | -1): number {
  const given = room(bounds, left, ask);
  if (sign === -1 || !ask.nears || touching(bounds, ask).some(({ decidedBy }) => decidedBy !== 'limit')) return given;
  return Math.max(given, Math.min(given + defiance(ask, sign), ask.device.descriptor.minimum));
}

/**
 * Cuts asks to the room of the bounds: each gets the largest feasible power that those kept before it leave. What does not
 * fit at its least, or could not start, leaves its room to the next: less room never means more in all, nor more for one
 * unless another that is kept before it has less.
 */
function cut(asks: Asks, bounds: readonly Bound[], stands: Stands, sign: 1 | -1): Asks {
  const left = new Map(bounds.map((bound) => [bound, headroom(bound) - used(bound, asks, (ask) => sign * Math.min(sign * counted(ask, sign), 0))]));
  return asks.map((ask) => {
    const want = sign * ask.power;
    if (want <= 0) return ask;
    const margin = sign === 1 ? marginOf(bounds, ask, level(ask, stands, sign)) : 0;
    const given = Math.min(want, Math.max(0, roomFor(ask, bounds, left, sign) - margin));
    const power = sign === 1 ? feasible(ask, given) : given;
    spend(bounds, left, ask, power > 0 ? power + margin : 0);
    return power === want ? ask : changed(ask, sign * power, deciderOf(bounds, ask));
  });
}

/** What a device leaves for long goes to those who have less than they ask; it is told so first, and has it back when it takes what it is told. */
function shared(asks: Asks, bounds: readonly Bound[], stands: Stands, sign: 1 | -1): Asks {
  const first = cut(asks, bounds, stands, sign);
  if (sign === -1 || !asks.some(({ leaves }) => leaves) || first.every(({ power }, n) => power === asks[n]?.power)) return first;
  const less = asks.map((ask) => changed(ask, needed(ask, stands(ask) ?? 0), deciderOf(bounds, ask)));
  const second = cut(less, bounds, stands, sign);
  return second.some(({ power }, n) => power > (first[n]?.power ?? power)) ? second : first;
}

/** What a store may be made to do for a site bound: give when too much is drawn, take when too much is fed in. */
function supportOf({ device, power }: Ask, sign: 1 | -1): number {
  const { primitive } = device.descriptor;
  if (primitive.kind !== 'store') return 0;
  const stored = device.report?.stored ?? null;
  if (sign === 1) return stored === 0 ? Math.max(0, power) : power + primitive.maxDischarge;
  return stored !== null && stored >= primitive.capacity ? Math.max(0, -power) : primitive.maxCharge - power;
}

/** What is still too much when everything is cut, the stores carry, as far as they can; what is only feared would be fed in. */
function support(asks: Asks, bounds: readonly Bound[], sign: 1 | -1): Asks {
  const site = bounds.filter((bound) => !bound.alone);
  const left = new Map(site.map((bound) => [bound, headroom(bound) + bound.feared - used(bound, asks, (ask) => counted(ask, sign))]));
  return asks.map((ask) => {
    const given = Math.min(supportOf(ask, sign), Math.max(0, -room(site, left, ask)));
    if (!(given > 0)) return ask;
    spend(site, left, ask, -given);
    return changed(ask, ask.power - sign * given, deciderOf(site, ask));
  });
}

/** Where a device stands already: what it takes, or may yet take by what it was last asked; what leaves room, by what it says it was told. */
function level(ask: Ask, stands: Stands, sign: 1 | -1): number {
  const power = obedient(ask, sign) ?? 0;
  const told = ask.leaves ? (ask.device.report?.setpoint ?? power) : power;
  return Math.max(sign * power, sign * told, sign * (stands(ask) ?? power));
}

/** W of a bound that nobody takes, or may yet take: what another was told to leave counts until it has left. */
export const free = (bound: Bound, asks: Asks, stands: Stands): number => headroom(bound) - used(bound, asks, (ask, sign) => sign * level(ask, stands, sign));

/** A rise goes only into room that is really free. */
function rise(asks: Asks, bounds: readonly Bound[], stands: Stands, sign: 1 | -1): Asks {
  const left = new Map(bounds.map((bound) => [bound, Math.max(0, free(bound, asks, stands))]));
  return asks.map((ask) => {
    const from = level(ask, stands, sign);
    const wanted = sign * ask.power - from;
    if (wanted <= 0) return ask;
    const risen = from + Math.min(wanted, Math.max(0, room(bounds, left, ask) - (sign === 1 ? marginOf(bounds, ask, from) : 0)));
    const power = sign === 1 ? feasible(ask, risen) : risen;
    spend(bounds, left, ask, Math.max(0, power - from));
    return changed(ask, sign * power, deciderOf(bounds, ask));
  });
}

function keepOne(asks: Asks, all: readonly Bound[], stands: Stands, sign: 1 | -1): Asks {
  const bounds = all.filter((bound) => bound.sign === sign);
  return bounds.length === 0 ? asks : rise(support(shared(asks, bounds, stands, sign), bounds, sign), bounds, stands, sign);
}

const proven = (bound: Bound): Bound => (bound.unproven ? { ...bound, base: bound.base - bound.unproven } : bound);

/**
 * Asks that keep the bounds; import has the last word, but nobody who was told to give less gives more for a load that is
 * not proven: a meter turned round shows all that is fed in as one.
 */
export function keep(asks: Asks, all: readonly Bound[], stands: Stands): Asks {
  if (all.length === 0) return asks;
  const fed = keepOne(asks, all, stands, -1);
  return keepOne(fed, fed.some(({ request, power }) => request < power) ? all.map(proven) : all, stands, 1);
}
