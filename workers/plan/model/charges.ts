import { at } from '#domain/plan/at.ts';
import type { PeakCharge, PriceTiers } from '#domain/plan/charges.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import { windowsOf, type Windows } from '#domain/plan/windows.ts';
import { HOUR } from '#domain/time/instant.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import { MICRO } from '../weights.ts';
import { hoursOf, type Site } from './part.ts';
import type { Term } from './sparse.ts';

/** Energy that is counted together: the slots it is made of, and kWh before them. */
interface Count {
  readonly slots: readonly number[];
  readonly used: number;
  /** Factor that makes kWh of an edge. */
  readonly scale: number;
}

/** What is imported in some slots, in kWh. @param imports the column of each slot, kW. */
const energyTerms = ({ scene }: Site, imports: readonly number[], slots: readonly number[]): readonly Term[] =>
  slots.map((slot) => ({ column: at(imports, slot), value: hoursOf(scene, slot) }));

function countsOf(tiers: PriceTiers, windows: Windows | undefined, slots: number): readonly Count[] {
  const groups = new Map<number, number[]>();
  for (let slot = 0; slot < slots; slot++) {
    const group = windows ? at(windows.of, slot) : tiers.by === 'energy' ? at(tiers.block, slot) : 0;
    groups.set(group, [...(groups.get(group) ?? []), slot]);
  }
  return [...groups].map(([group, own]) => ({
    slots: own,
    used: tiers.by === 'energy' ? (tiers.used[group] ?? 0) / MWH_PER_KWH : 0,
    scale: windows ? at(windows.covered, group) / HOUR / 1_000 : 1 / MWH_PER_KWH,
  }));
}

/** kW that no home's connection carries: for rows that are to be empty while a choice is not made. */
const MOST_KW = 100;

/** Above an edge that costs more: one column, pressed down by its price. Where it costs less a whole number says that the edge was passed. */
function aboveEdge(site: Site, terms: readonly Term[], edge: number, price: number): void {
  if (price === 0) return;
  const { builder } = site;
  const above = builder.column({ cost: price / MICRO });
  if (price > 0) return builder.row(-Infinity, edge, [...terms, { column: above, value: -1 }]);
  const most = site.scene.problem.slots.reduce((sum, _, slot) => sum + hoursOf(site.scene, slot), 0) * MOST_KW;
  const passed = builder.column({ upper: 1, whole: true });
  builder.row(-Infinity, 0, [{ column: above, value: 1 }, { column: passed, value: -most }]);
  builder.row(-Infinity, 0, [{ column: above, value: 1 }, { column: passed, value: edge }, ...terms.map(({ column, value }) => ({ column, value: -value }))]);
}

/** Of prices that differ over the slots counted together the least: the model then never says more than the ledger. */
const leastMore = (more: readonly number[], before: readonly number[] | undefined, slots: readonly number[]): number =>
  Math.min(...slots.map((slot) => at(more, slot) - (before ? at(before, slot) : 0)));

function addTiers(site: Site, tiers: PriceTiers, imports: readonly number[]): void {
  const windows = tiers.by === 'power' ? windowsOf(slotSteps(site.scene.problem.slots), tiers.window) : undefined;
  for (const { slots, used, scale } of countsOf(tiers, windows, imports.length)) {
    const terms = energyTerms(site, imports, slots);
    tiers.above.forEach((edge, tier) => {
      const price = leastMore(at(tiers.more, tier), tiers.more[tier - 1], slots);
      const left = edge * scale - used;
      if (left >= 0) return aboveEdge(site, terms, left, price);
      // The edge was passed before: all of it costs more, whatever is planned.
      terms.forEach(({ column, value }) => site.builder.addCost(column, (value * price) / MICRO));
    });
  }
}

function addPeak(site: Site, { window, register, owed, price, begun }: PeakCharge, imports: readonly number[]): void {
  const { builder, scene } = site;
  const windows = windowsOf(slotSteps(scene.problem.slots), window);
  const above = owed.map((_, peak) => builder.column({ cost: at(price, peak) / MICRO }));
  for (let one = 0; one < windows.covered.length; one++) {
    const peak = register[at(windows.slot, one)] ?? null;
    if (peak === null) continue;
    const hours = at(windows.length, one) / HOUR;
    const slots = imports.flatMap((_, slot) => (at(windows.of, slot) === one ? [slot] : []));
    const before = one === 0 && windows.isBegun ? begun / MWH_PER_KWH / hours : 0;
    const terms = energyTerms(site, imports, slots).map(({ column, value }) => ({ column, value: value / hours }));
    builder.row(-Infinity, at(owed, peak) / 1_000 - before, [...terms, { column: at(above, peak), value: -1 }]);
  }
}

/** Tiers and peaks on what is imported. @param imports the column of each slot, kW. */
export function addCharges(site: Site, imports: readonly number[]): void {
  const { tiers = [], peaks = [] } = site.scene.problem;
  for (const one of tiers) addTiers(site, one, imports);
  for (const one of peaks) addPeak(site, one, imports);
}
