import type { EnvelopePrimitive, ModesPrimitive, ProfilePrimitive, StorePrimitive } from '#domain/device/primitive.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import { HOUR, MINUTE } from '#domain/time/instant.ts';
import type { Entry } from './rows.ts';
import type { Reference } from './sharedModel.ts';

const MICRO = 1e6;
/** Currency per kWh or hour that a wish is missed by. */
const MISSED = 20;
/** Starts stand on slots in the first two hours, then on half-hours. */
const [NEAR, HALF_HOUR] = [2 * HOUR, 30 * MINUTE];

function take({ taken }: Reference, slot: number, entry: Entry): void {
  taken[slot]?.push(entry);
}

/** A roof gives between nothing and what the sun allows. */
export function addRoof(reference: Reference, { generation }: PlanDevice, { min }: EnvelopePrimitive): void {
  reference.problem.slots.forEach((_, slot) => take(reference, slot, [reference.rows.column(0, -Math.min(-min, generation?.[slot] ?? -min) / 1_000, 0), 1]));
}

/** Shares of each power; every start from one slot to the next wears. */
export function addHeating(reference: Reference, { cop }: PlanDevice, { powers, startCost = 0 }: ModesPrimitive, heat: Entry[][]): void {
  const { problem, rows } = reference;
  let before: readonly Entry[] = [];
  problem.slots.forEach((_, slot) => {
    const on = powers.flatMap((power) => (power === 0 ? [] : [{ power, column: rows.column(0, 0, 1) }]));
    rows.row(0, 1, on.map(({ column }) => [column, 1]));
    for (const { power, column } of on) {
      take(reference, slot, [column, power / 1_000]);
      heat[slot]?.push([column, (power * (cop?.[slot] ?? 1)) / 1_000]);
    }
    const running = on.map(({ column }): Entry => [column, 1]);
    rows.row(-Infinity, 0, [...running, ...before.map(([column]): Entry => [column, -1]), [rows.column(startCost / MICRO), -1]]);
    before = running;
  });
}

/** kW of a run in a slot. */
function meanOf({ powers, step }: ProfilePrimitive, begin: number, start: number, end: number): number {
  const work = powers.reduce((sum, power, index) => sum + power * Math.max(0, Math.min(end, begin + (index + 1) * step) - Math.max(start, begin + index * step)), 0);
  return work / (end - start) / 1_000;
}

interface Begun {
  readonly at: number;
  readonly column: number;
}
const begunBy = new WeakMap<Reference, Map<string, readonly Begun[]>>();

/** One start of an appliance, in shares; what waits for another has begun no more than that is done. */
export function addAppliance(reference: Reference, { id, after }: PlanDevice, profile: ProfilePrimitive): void {
  const { problem, rows } = reference;
  const wish = problem.wishes.find((one) => one.device === id);
  if (wish?.kind !== 'readyBy') return;
  const length = profile.powers.length * profile.step;
  const first = problem.slots[0]?.start ?? 0;
  const open = problem.slots.filter(({ start }) => start >= wish.from && start + length <= wish.by && (start - first < NEAR || start % HALF_HOUR === 0));
  const starts = open.map(({ start }): Begun => ({ at: start, column: rows.column(0, 0, 1) }));
  rows.row(1, 1, [...starts.map(({ column }): Entry => [column, 1]), [rows.column(MISSED * 24), 1]]);
  problem.slots.forEach(({ start, end }, slot) => {
    for (const { at, column } of starts) if (at < end && at + length > start) take(reference, slot, [column, meanOf(profile, at, start, end)]);
  });
  const known = begunBy.get(reference) ?? new Map<string, readonly Begun[]>();
  begunBy.set(reference, known.set(id, starts));
  const other = problem.devices.find((one) => one.id === after)?.primitive;
  if (after === undefined || other?.kind !== 'profile') return;
  for (const { at } of starts) {
    const done = (known.get(after) ?? []).filter((one) => one.at + other.powers.length * other.step <= at);
    rows.row(-Infinity, 0, [...starts.filter((one) => one.at <= at).map(({ column }): Entry => [column, 1]), ...done.map(({ column }): Entry => [column, -1])]);
  }
}

/** Share of a slot in which a device is there. */
const thereIn = ({ present }: PlanDevice, start: number, end: number): number =>
  present ? present.reduce((sum, one) => sum + Math.max(0, Math.min(one.end, end) - Math.max(one.start, start)), 0) / (end - start) : 1;

/** kWh that wishes ask for at a slot's end: what filling at once could not have reached is not asked. */
function asked({ problem }: Reference, { id }: PlanDevice, { capacity }: StorePrimitive, slot: number): number {
  const { start, end } = problem.slots[slot] ?? { start: 0, end: 0 };
  return Math.max(0, ...problem.wishes.map((wish) => {
    if (wish.device !== id || wish.kind === 'readyBy' || wish.kind === 'budget') return 0;
    const counts = wish.kind === 'reserve' || (wish.kind === 'comfort' ? wish.times.some((time) => time.start < end && end <= time.end) : start < wish.by && wish.by <= end);
    return counts ? (wish.share * capacity) / MICRO : 0;
  }));
}

/** Charged, discharged and held, with what is drawn and what others bring. @param heat kW brought a slot. @param worth currency per kWh at the end. */
export function addStore(reference: Reference, device: PlanDevice, store: StorePrimitive, heat: readonly (readonly Entry[])[], worth: number): void {
  const { problem, rows, hours } = reference;
  const stored = (device.stored ?? 0) / MICRO;
  const isDrawn = device.demand !== undefined;
  let before: number | undefined;
  const missed = rows.column(MISSED);
  problem.slots.forEach(({ start, end }, slot) => {
    const length = hours[slot] ?? 0;
    const there = thereIn(device, start, end);
    const charge = rows.column((length * store.wear) / MICRO, 0, (store.maxCharge * there) / 1_000);
    const discharge = rows.column((length * store.wear) / MICRO, 0, (store.maxDischarge * there) / 1_000);
    const isLast = slot === problem.slots.length - 1;
    const level = rows.column(isLast ? -worth : 0, 0, store.capacity / MICRO);
    take(reference, slot, [charge, 1]);
    take(reference, slot, [discharge, -1]);
    const moved: Entry[] = [[level, 1], [charge, -length * store.chargeEfficiency], [discharge, length / store.dischargeEfficiency]];
    const brought = (heat[slot] ?? []).map(([column, value]): Entry => [column, -value * length]);
    const unserved: Entry[] = isDrawn ? [[rows.column(MISSED), -1]] : [];
    const drawn = (length * ((device.demand?.[slot] ?? 0) + (isDrawn ? (store.loss ?? 0) : 0))) / 1_000;
    const known = (before === undefined ? stored : 0) - drawn;
    rows.row(known, known, [...moved, ...brought, ...unserved, ...(before === undefined ? [] : [[before, -1] as const])]);
    const floor = asked(reference, device, store, slot);
    if (floor > 0) rows.row(floor, Infinity, [[level, 1], [missed, 1]]);
    before = level;
  });
  rows.constant(worth * stored);
}
