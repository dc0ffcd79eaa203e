import { HOUR } from '#domain/time/instant.ts';
import type { Entry } from './rows.ts';
import type { Reference } from './sharedModel.ts';

const MICRO = 1e6;

/** The slots of each window of a length on the UTC grid; a longer slot is a window by itself. */
function windowsOf({ problem: { slots } }: Reference, length: number): readonly (readonly number[])[] {
  const windows = new Map<number, number[]>();
  slots.forEach(({ start }, slot) => {
    const window = Math.floor(start / length);
    windows.set(window, [...(windows.get(window) ?? []), slot]);
  });
  return [...windows.values()];
}

/** kWh bought in some slots. */
const energy = ({ hours }: Reference, bought: readonly number[], slots: readonly number[]): readonly Entry[] => slots.map((slot) => [bought[slot] ?? 0, hours[slot] ?? 0]);

/** Rising power steps, a rising block, a charge on the highest window. @param bought columns, kW a slot. */
export function addReferenceCharges(reference: Reference, bought: readonly number[]): void {
  const { problem, rows, hours } = reference;
  const all = bought.map((_, slot) => slot);
  for (const tiers of problem.tiers ?? []) {
    const counted = tiers.by === 'power' ? windowsOf(reference, tiers.window) : [all];
    for (const slots of counted) {
      const length = slots.reduce((sum, slot) => sum + (hours[slot] ?? 0), 0);
      tiers.above.forEach((edge, tier) => {
        const more = ((tiers.more[tier]?.[slots[0] ?? 0] ?? 0) - (tiers.more[tier - 1]?.[slots[0] ?? 0] ?? 0)) / MICRO;
        const room = tiers.by === 'power' ? (edge / 1_000) * length : (edge - (tiers.used[0] ?? 0)) / MICRO;
        rows.row(-Infinity, Math.max(0, room), [...energy(reference, bought, slots), [rows.column(more), -1]]);
      });
    }
  }
  for (const { window, price, owed } of problem.peaks ?? []) {
    const above = rows.column((price[0] ?? 0) / MICRO);
    for (const slots of windowsOf(reference, window)) {
      const length = Math.max(window / HOUR, slots.reduce((sum, slot) => sum + (hours[slot] ?? 0), 0));
      rows.row(-Infinity, ((owed[0] ?? 0) / 1_000) * length, [...energy(reference, bought, slots), [above, -length]]);
    }
  }
}
