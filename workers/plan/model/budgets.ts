import { at } from '#domain/plan/at.ts';
import { overspentShare, type Budget } from '#domain/plan/budget.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import { MICRO } from '../weights.ts';
import { hoursOf, type Site } from './part.ts';
import type { Term } from './sparse.ts';

/** The columns of a slot's import and export, kW. */
export interface Flows {
  readonly importing: number;
  readonly exporting: number;
}

function takenTerms({ scene }: Site, { of, from, to }: Budget, flows: readonly Flows[]): readonly Term[] {
  const { importPrice, exportPrice } = scene.problem;
  return flows.slice(from, to).flatMap(({ importing, exporting }, index): readonly Term[] => {
    const slot = from + index;
    const hours = hoursOf(scene, slot);
    if (of === 'energy') return [{ column: importing, value: hours }];
    return [{ column: importing, value: (hours * at(importPrice, slot)) / MICRO }, { column: exporting, value: (-hours * at(exportPrice, slot)) / MICRO }];
  });
}

/** What is taken stays within each budget, or what goes above it is paid for by rank. */
export function addBudgets(site: Site, flows: readonly Flows[]): void {
  for (const budget of site.scene.budgets) {
    const unit = budget.of === 'energy' ? MWH_PER_KWH : MICRO;
    const over = site.builder.column({});
    site.lacks.add(budget.rank, over, overspentShare(budget, unit));
    site.builder.row(-Infinity, budget.allowed / unit, [...takenTerms(site, budget, flows), { column: over, value: -1 }]);
  }
}
