import { at } from '#domain/plan/at.ts';
import type { Primitive } from '#domain/device/primitive.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { LIMITS, MICRO } from '../weights.ts';
import { addBudgets } from './budgets.ts';
import { addCharges } from './charges.ts';
import { hoursOf, type Part, type Site } from './part.ts';
import type { Term } from './sparse.ts';

/** The largest |kW| a device can bring to the grid. */
function reach(primitive: Primitive): number {
  switch (primitive.kind) {
    case 'store':
      return Math.max(primitive.maxCharge, primitive.maxDischarge) / 1_000;
    case 'envelope':
      return Math.max(Math.abs(primitive.min), Math.abs(primitive.max)) / 1_000;
    case 'profile':
    case 'modes':
      return Math.max(...primitive.powers.map(Math.abs)) / 1_000;
    case 'inflexible':
      return 0;
  }
}

const reachOf = (scene: Scene): number => scene.problem.devices.reduce((sum, { primitive }) => sum + reach(primitive), 0);

/** Import and export at once pays only where exporting earns more than importing costs: there it is forbidden. */
function forbidBoth({ builder, scene }: Site, base: number, slot: number, importing: number, exporting: number): void {
  if (at(scene.weighed.exportPrice, slot) <= at(scene.weighed.importPrice, slot)) return;
  const most = Math.abs(base) + reachOf(scene);
  const direction = builder.column({ upper: 1, whole: true });
  builder.row(-Infinity, 0, [{ column: importing, value: 1 }, { column: direction, value: -most }]);
  builder.row(-Infinity, most, [{ column: exporting, value: 1 }, { column: direction, value: most }]);
}

/** A limit is soft inside the model, at the highest price of all: what base load leaves above it must not end the plan. */
function limited({ builder, lacks }: Site, flow: number, limit: number, hours: number): void {
  if (limit === Infinity) return;
  const over = builder.column({});
  lacks.add(LIMITS, over, hours);
  builder.row(-Infinity, limit / 1_000, [{ column: flow, value: 1 }, { column: over, value: -1 }]);
}

/** import - export = base load + devices, priced; what is charged on it besides; and the limits. @param base kW per slot. */
export function addGrid(site: Site, base: Float64Array, parts: readonly Part[]): void {
  const { builder, scene } = site;
  const { importPrice, exportPrice } = scene.weighed;
  const flows = scene.problem.slots.map((_, slot) => {
    const hours = hoursOf(scene, slot);
    const importing = builder.column({ cost: (hours * at(importPrice, slot)) / MICRO });
    const exporting = builder.column({ cost: (-hours * at(exportPrice, slot)) / MICRO });
    const devices = parts.flatMap((part): readonly Term[] => at(part.power, slot).map(({ column, value }) => ({ column, value: -value })));
    builder.row(at(base, slot), at(base, slot), [{ column: importing, value: 1 }, { column: exporting, value: -1 }, ...devices]);
    forbidBoth(site, at(base, slot), slot, importing, exporting);
    limited(site, importing, at(scene.importLimit, slot), hours);
    limited(site, exporting, at(scene.exportLimit, slot), hours);
    return { importing, exporting };
  });
  addCharges(site, flows.map(({ importing }) => importing));
  addBudgets(site, flows);
}
