import { reserveFloor, type Aim } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import type { Site } from './part.ts';
import type { Term } from './sparse.ts';

/** kWh that a reserve asks for at the end of a slot. */
export function reserveAt({ problem: { slots } }: Scene, aim: Extract<Aim, { kind: 'reserve' }>, slot: number): number {
  return (aim.floors ? at(aim.floors, slot) : reserveFloor(aim, at(slots, slot).end - at(slots, 0).start)) / MWH_PER_KWH;
}

/** The level must not be short of the aim by more than one slack, paid for by rank. @param level a column a slot. */
export function addReserve(site: Site, aim: Extract<Aim, { kind: 'reserve' }>, level: readonly number[], slack: number): void {
  level.forEach((column, slot) => {
    const floor = reserveAt(site.scene, aim, slot);
    if (floor > 0) site.builder.row(floor, Infinity, [{ column, value: 1 }, { column: slack, value: 1 }]);
  });
}

/** A deadline inside a slot is met on the straight line between the slot's ends. @param stored mWh now. @param share of each slot that the device is there: it may leave before the slot's end. */
export function addStoredBy({ builder, scene }: Site, aim: Extract<Aim, { kind: 'storedBy' }>, level: readonly number[], slack: number, stored: number, comesAndGoes: boolean): void {
  const slot = scene.problem.slots.findIndex(({ start, end }) => start < aim.by && aim.by <= end);
  if (slot < 0) return;
  const { start, end } = at(scene.problem.slots, slot);
  const share = comesAndGoes ? 1 : (aim.by - start) / (end - start);
  const terms: Term[] = [{ column: at(level, slot), value: share }, { column: slack, value: 1 }];
  if (slot > 0) terms.push({ column: at(level, slot - 1), value: 1 - share });
  const known = slot === 0 ? ((1 - share) * stored) / MWH_PER_KWH : 0;
  builder.row(aim.level / MWH_PER_KWH - known, Infinity, terms);
}
