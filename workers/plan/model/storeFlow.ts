import type { EfficiencySegment } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import { MICRO } from '../weights.ts';
import { wantedInSlots } from '../chosen.ts';
import { isNear } from './grain.ts';
import { hoursOf, type Site } from './part.ts';
import type { Term } from './sparse.ts';

const KILO = 1_000;

/** One direction of a store in each slot: kW at its terminals, and kW of content that they make or take. */
export interface Flow {
  readonly power: readonly (readonly Term[])[];
  readonly content: readonly (readonly Term[])[];
}

interface Direction {
  /** W. */
  readonly rating: number;
  readonly segments: readonly EfficiencySegment[];
  /** W of content burnt while this direction is at work. */
  readonly standby: number;
  /** kW of content per kW through an efficiency, in a slot. */
  readonly factor: (efficiency: number, slot: number) => number;
  /** Share of each slot in which this direction is open. */
  readonly open: Float64Array;
}

/** While a converter works at all it burns its standby power; beyond the near hours a part of it for a part of its power. */
function standby({ builder, scene }: Site, { rating, standby }: Direction, slot: number, share: number, power: readonly Term[]): readonly Term[] {
  if (standby === 0 || share === 0) return [];
  const on = builder.column({ upper: 1, whole: isNear(scene, slot) });
  builder.row(-Infinity, 0, [...power, { column: on, value: -rating / KILO }]);
  return [{ column: on, value: standby / KILO }];
}

function flowOf(site: Site, store: Store, direction: Direction, sign: 1 | -1): Flow {
  const { builder, scene } = site;
  const power: Term[][] = [];
  const content: Term[][] = [];
  scene.problem.slots.forEach((_, slot) => {
    const share = at(direction.open, slot);
    const wear = (hoursOf(scene, slot) * store.wear) / MICRO;
    let from = 0;
    const parts = direction.segments.map(({ upTo, efficiency }) => {
      const width = Math.max(0, Math.min(upTo, direction.rating) - from);
      from = upTo;
      return { column: builder.column({ cost: wear, upper: (width * share) / KILO }), factor: direction.factor(efficiency, slot) };
    });
    const own = parts.map(({ column }): Term => ({ column, value: 1 }));
    power.push(own);
    content.push([...parts.map(({ column, factor }): Term => ({ column, value: factor })), ...standby(site, direction, slot, share, own).map(({ column, value }) => ({ column, value: -sign * value }))]);
  });
  return { power, content };
}

const segmentsOf = (rating: number, efficiency: number): readonly EfficiencySegment[] => [{ upTo: rating as EfficiencySegment['upTo'], efficiency }];

/** Both directions. What a person has decided bounds a slot: at rest neither way, charging never the other way. @param there share of each slot. */
export function storeFlows(site: Site, index: number, { cop }: PlanDevice, store: Store, there: Float64Array): { readonly charge: Flow; readonly discharge: Flow } {
  const wanted = wantedInSlots(site.scene, index);
  const { curve, maxCharge, maxDischarge } = store;
  const burnt = curve?.standby ?? 0;
  const charge: Direction = {
    rating: maxCharge,
    segments: curve?.charge ?? segmentsOf(maxCharge, store.chargeEfficiency),
    standby: burnt,
    factor: (efficiency, slot) => efficiency * (cop?.[slot] ?? 1),
    open: there.map((share, slot) => (wanted[slot] === 'off' ? 0 : share)),
  };
  const discharge: Direction = {
    rating: maxDischarge,
    segments: curve?.discharge ?? segmentsOf(maxDischarge, store.dischargeEfficiency),
    standby: burnt,
    factor: (efficiency) => 1 / efficiency,
    open: there.map((share, slot) => (wanted[slot] === undefined ? share : 0)),
  };
  return { charge: flowOf(site, store, charge, 1), discharge: flowOf(site, store, discharge, -1) };
}
