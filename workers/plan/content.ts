import type { Aim } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import { storeCeiling, storeFloor } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import type { Part } from './model/part.ts';
import { reserveAt } from './model/storeWishes.ts';

/** A store that rounded devices put into or take out of: kWh at each slot's end, of the solution and as rounded so far. */
export interface Content {
  readonly solved: Float64Array;
  /** kWh by which what is rounded differs from it. */
  readonly beside: Float64Array;
  readonly floor: Float64Array;
  readonly ceiling: number;
}

/** kWh that a store's wishes ask for at each slot's end, and never less than it is worked at. */
function floorsOf(scene: Scene, device: number, least: number): Float64Array {
  const { slots } = scene.problem;
  const own = scene.aims.filter((aim): aim is Extract<Aim, { kind: 'reserve' | 'storedBy' }> => aim.device === device && (aim.kind === 'reserve' || aim.kind === 'storedBy'));
  return Float64Array.from(slots, ({ start, end }, slot) =>
    own.reduce((floor, aim) => Math.max(floor, aim.kind === 'reserve' ? reserveAt(scene, aim, slot) : start < aim.by && aim.by <= end ? aim.level / MWH_PER_KWH : 0), least),
  );
}

/** What a store holds in a solution; undefined for what stores nothing. */
export function contentOf(scene: Scene, parts: readonly Part[], values: Float64Array, device: number): Content | undefined {
  const part = parts.find((one) => one.device === device);
  const primitive = scene.problem.devices[device]?.primitive;
  if (!part?.level || primitive?.kind !== 'store') return undefined;
  return {
    solved: Float64Array.from(part.level, (column) => at(values, column)),
    beside: new Float64Array(part.level.length),
    floor: floorsOf(scene, device, storeFloor(primitive) / MWH_PER_KWH),
    ceiling: storeCeiling(primitive) / MWH_PER_KWH,
  };
}
