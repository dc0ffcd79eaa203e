import type { ModesPrimitive } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import { burnOf, heatOf } from '#domain/plan/heat.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import { MICRO } from '../weights.ts';
import { grainsOf, type Grain } from './grain.ts';
import { hoursOf, type Part, type Site, type Way } from './part.ts';
import type { Term } from './sparse.ts';

/** The column of each mode in each slot; near slots of one grain have the same. */
type Chosen = readonly (readonly number[])[];

function choose({ builder, scene }: Site, modes: ModesPrimitive, grains: readonly Grain[]): Chosen {
  const chosen: (readonly number[])[] = [];
  for (const { slots, whole } of grains) {
    const hours = slots.reduce((sum, slot) => sum + hoursOf(scene, slot), 0);
    const columns = modes.powers.map((_, mode) => builder.column({ upper: 1, whole, cost: (hours * burnOf(modes, mode) * (modes.fuelPrice ?? 0)) / 1_000 / MICRO }));
    builder.row(1, 1, columns.map((column) => ({ column, value: 1 })));
    for (const slot of slots) chosen[slot] = columns;
  }
  return chosen;
}

/** Each start is paid for; a duty cycle beyond the near hours by its part. */
function payStarts({ builder }: Site, modes: ModesPrimitive, grains: readonly Grain[], chosen: Chosen, isOn: boolean): void {
  const { startCost = 0, powers } = modes;
  if (startCost === 0) return;
  const on = (slot: number, sign: 1 | -1): readonly Term[] => at(chosen, slot).flatMap((column, mode) => (powers[mode] === 0 ? [] : [{ column, value: sign }]));
  grains.forEach(({ slots }, index) => {
    const start = builder.column({ cost: startCost / MICRO });
    const before = grains[index - 1]?.slots[0];
    const terms: readonly Term[] = [...on(at(slots, 0), 1), ...(before === undefined ? [] : on(before, -1)), { column: start, value: -1 }];
    builder.row(-Infinity, before === undefined && isOn ? 1 : 0, terms);
  });
}

const termsOf = (columns: readonly number[], value: (mode: number) => number): readonly Term[] => columns.map((column, mode) => ({ column, value: value(mode) / 1_000 }));

function waysOf(modes: ModesPrimitive, columns: readonly number[], cop: number): readonly Way[] {
  return modes.powers.map((power, mode) => ({
    least: power,
    most: power,
    gain: power === 0 ? 0 : (heatOf(modes, mode) * cop) / power,
    holds: columns.map((column, other) => (other === mode ? { column, lower: 1, upper: 1 } : { column, lower: 0, upper: 0 })),
  }));
}

/** A device of a few fixed powers: exactly one at a time, each for at least its least run and rest in the near hours. */
export function addModes(site: Site, index: number, modes: ModesPrimitive): Part {
  const device: PlanDevice = at(site.scene.problem.devices, index);
  const grains = grainsOf(site.scene, Math.max(modes.minRun ?? 0, modes.minRest ?? 0));
  const chosen = choose(site, modes, grains);
  payStarts(site, modes, grains, chosen, device.runningSince !== null);
  const power = chosen.map((columns) => termsOf(columns, (mode) => at(modes.powers, mode)));
  const heat = chosen.map((columns, slot) => termsOf(columns, (mode) => heatOf(modes, mode) * (device.cop?.[slot] ?? 1)));
  const switched = grains.map(({ slots }) => ({ slots, ways: slots.map((slot) => waysOf(modes, at(chosen, slot), device.cop?.[slot] ?? 1)) }));
  return { device: index, power, starts: [], switched, ...(device.feeds !== undefined && { heat }) };
}
