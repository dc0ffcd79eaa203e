import type { DeviceId } from './device.ts';
import type { GridReading } from './sense.ts';
import type { Phase } from '../meter/reading.ts';

/** Phases a device was seen on, and how often in a row the same. */
interface Seen {
  readonly phases: readonly Phase[];
  readonly times: number;
}

type Powers = Readonly<Record<string, number>>;

/** What has been learnt of which device is on which phases, by watching them together with the meter. */
export interface PhaseMap {
  readonly seen: Readonly<Record<DeviceId, Seen>>;
  /** Phases and devices, W, when all devices last stood still; and the devices one reading ago. */
  readonly rest: { readonly phases: Powers; readonly devices: Powers } | null;
  readonly before: Powers;
}

export const nothingLearnt: PhaseMap = { seen: {}, rest: null, before: {} };

/** A step of a device that is worth a conclusion, and what counts as standing still, W (our choice). */
const STEP = 500;
const STILL = 50;
/** Share of the step by which a phase may differ from its part. */
const LIKE = 0.15;
/** So many observations that agree, with none between that does not. */
const ENOUGH = 3;

const moved = (a: Powers, b: Powers, id: string): number => (b[id] ?? 0) - (a[id] ?? 0);
const SETS: readonly (readonly Phase[])[] = [['L1'], ['L2'], ['L3'], ['L1', 'L2'], ['L2', 'L3'], ['L1', 'L3'], ['L1', 'L2', 'L3']];

/** The phases that a step of W fell on in equal parts, the others standing still; null = the base load moved too. */
function phasesOf(step: number, changes: Powers): readonly Phase[] | null {
  const names = Object.keys(changes) as Phase[];
  const fits = (set: readonly Phase[]): boolean => names.every((name) => Math.abs((changes[name] ?? 0) - (set.includes(name) ? step / set.length : 0)) <= LIKE * Math.abs(step));
  return SETS.find((set) => set.every((name) => names.includes(name)) && fits(set)) ?? null;
}

const again = (seen: Seen | undefined, phases: readonly Phase[]): Seen => ({ phases, times: seen?.phases.join() === phases.join() ? Math.min(ENOUGH, seen.times + 1) : 1 });

const NONE: readonly DeviceId[] = [];

/** W of the phases that tell it, and how many do. */
function phasePowers({ phases }: GridReading['reading']): { readonly powers: Powers; readonly told: number } {
  const powers: Record<string, number> = {};
  let told = 0;
  for (const name in phases) {
    const power = phases[name as Phase]?.power ?? null;
    if (power === null) continue;
    powers[name] = power;
    told += 1;
  }
  return { powers, told };
}

function isStill(before: Powers, devices: Powers): boolean {
  for (const id in devices) if (Math.abs(moved(before, devices, id)) >= STILL) return false;
  return true;
}

/** After a grid reading: one device alone that has stepped and stands still again says where it is. */
export function learn(map: PhaseMap, { reading, devices }: GridReading): PhaseMap {
  const { powers, told } = phasePowers(reading);
  if (told < 2) return map;
  if (!isStill(map.before, devices)) return { ...map, before: devices };
  const now = { phases: powers, devices };
  const { rest } = map;
  const stepped = !rest || isStill(rest.devices, devices) ? NONE : Object.keys(devices).filter((id) => Math.abs(moved(rest.devices, devices, id)) >= STILL);
  const [only] = stepped;
  const step = rest && only !== undefined && stepped.length === 1 ? moved(rest.devices, devices, only) : 0;
  const phases = rest && Math.abs(step) >= STEP ? phasesOf(step, Object.fromEntries(Object.keys(powers).map((name) => [name, moved(rest.phases, powers, name)]))) : null;
  const seen = phases && only !== undefined ? { ...map.seen, [only]: again(map.seen[only], phases) } : map.seen;
  return { seen, rest: now, before: devices };
}

/** Phases that are known by observation. */
export function learnt({ seen }: PhaseMap): Readonly<Record<DeviceId, readonly Phase[]>> {
  const known: Record<DeviceId, readonly Phase[]> = {};
  for (const id in seen) {
    const one = seen[id];
    if (one && one.times >= ENOUGH) known[id] = one.phases;
  }
  return known;
}
