import { reserveFloor, type Aim } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import type { Store } from '#domain/plan/respond.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import { MICRO } from '../weights.ts';
import { chargeRoom, wantedInSlots } from '../chosen.ts';
import { hoursOf, type Part, type Site } from './part.ts';
import type { Term } from './sparse.ts';

const KILO = 1_000;

interface Flows {
  readonly charge: readonly number[];
  readonly discharge: readonly number[];
  /** kWh at the end of each slot. */
  readonly level: readonly number[];
}

/** What a person has decided bounds a slot: at rest neither way, charging never the other way. */
function flowColumns({ builder, scene }: Site, device: number, store: Store): Flows {
  const { slots, endValue } = scene.problem;
  const wanted = wantedInSlots(scene, device);
  const wear = (slot: number): number => (hoursOf(scene, slot) * store.wear) / MICRO;
  return {
    charge: slots.map((_, slot) => builder.column({ cost: wear(slot), upper: wanted[slot] === 'off' ? 0 : store.maxCharge / KILO })),
    discharge: slots.map((_, slot) => builder.column({ cost: wear(slot), upper: wanted[slot] === undefined ? store.maxDischarge / KILO : 0 })),
    level: slots.map((_, slot) => builder.column({ cost: slot === slots.length - 1 ? -endValue / MICRO : 0, upper: store.capacity / MWH_PER_KWH })),
  };
}

/** level = level before + charge x efficiency - discharge / efficiency. */
function balance({ builder, scene }: Site, store: Store, flows: Flows, stored: number): void {
  flows.level.forEach((level, slot) => {
    const hours = hoursOf(scene, slot);
    const terms: Term[] = [
      { column: level, value: 1 },
      { column: at(flows.charge, slot), value: -store.chargeEfficiency * hours },
      { column: at(flows.discharge, slot), value: hours / store.dischargeEfficiency },
    ];
    if (slot > 0) terms.push({ column: at(flows.level, slot - 1), value: -1 });
    const before = slot === 0 ? stored / MWH_PER_KWH : 0;
    builder.row(before, before, terms);
  });
}

/** One direction at a time; only a negative import price could make both at once pay. */
function oneDirection({ builder, scene }: Site, store: Store, { charge, discharge }: Flows): void {
  scene.problem.importPrice.forEach((price, slot) => {
    if (price >= 0) return;
    const charging = builder.column({ upper: 1, whole: true });
    builder.row(-Infinity, 0, [{ column: at(charge, slot), value: 1 }, { column: charging, value: -store.maxCharge / KILO }]);
    builder.row(-Infinity, store.maxDischarge / KILO, [{ column: at(discharge, slot), value: 1 }, { column: charging, value: store.maxDischarge / KILO }]);
  });
}

/** A slot that a person wants to charge in is charged at full power, or the store is full at its end. */
function chargedWhereDecided({ builder, scene }: Site, device: number, store: Store, { charge, level }: Flows): void {
  wantedInSlots(scene, device).forEach((want, slot) => {
    const power = want === 'on' ? chargeRoom(scene, store, slot) / KILO : 0;
    if (power <= 0) return;
    const full = builder.column({ upper: 1, whole: true });
    builder.row(power, Infinity, [{ column: at(charge, slot), value: 1 }, { column: full, value: power }]);
    builder.row(0, Infinity, [{ column: at(level, slot), value: 1 }, { column: full, value: -store.capacity / MWH_PER_KWH }]);
  });
}

/** The level must not be short of the aim by more than one slack, paid for by rank. */
function reserve({ builder, scene }: Site, aim: Extract<Aim, { kind: 'reserve' }>, flows: Flows, slack: number): void {
  const begin = at(scene.problem.slots, 0).start;
  flows.level.forEach((level, slot) => {
    const floor = reserveFloor(aim, at(scene.problem.slots, slot).end - begin) / MWH_PER_KWH;
    builder.row(floor, Infinity, [{ column: level, value: 1 }, { column: slack, value: 1 }]);
  });
}

/** A deadline inside a slot is met on the straight line between the slot's ends. */
function storedBy({ builder, scene }: Site, aim: Extract<Aim, { kind: 'storedBy' }>, flows: Flows, slack: number, stored: number): void {
  const slot = scene.problem.slots.findIndex(({ start, end }) => start < aim.by && aim.by <= end);
  if (slot < 0) return;
  const { start, end } = at(scene.problem.slots, slot);
  const share = (aim.by - start) / (end - start);
  const terms: Term[] = [{ column: at(flows.level, slot), value: share }, { column: slack, value: 1 }];
  if (slot > 0) terms.push({ column: at(flows.level, slot - 1), value: 1 - share });
  const known = slot === 0 ? ((1 - share) * stored) / MWH_PER_KWH : 0;
  builder.row(aim.level / MWH_PER_KWH - known, Infinity, terms);
}

/** A battery or the like: charge, discharge and content, with its wishes as paid slack. @param stored mWh now. */
export function addStore(site: Site, device: number, store: Store, stored: number): Part {
  const { builder, scene, weights } = site;
  const flows = flowColumns(site, device, store);
  balance(site, store, flows, Math.min(stored, store.capacity));
  oneDirection(site, store, flows);
  chargedWhereDecided(site, device, store, flows);
  builder.constant((scene.problem.endValue * stored) / MWH_PER_KWH / MICRO);
  for (const aim of scene.aims) {
    if (aim.device !== device || aim.kind === 'readyBy') continue;
    const slack = builder.column({ cost: ((weights.rank.get(aim.rank) ?? 0) * MWH_PER_KWH) / store.capacity });
    if (aim.kind === 'reserve') reserve(site, aim, flows, slack);
    else storedBy(site, aim, flows, slack, stored);
  }
  const power = flows.charge.map((charge, slot) => [{ column: charge, value: 1 }, { column: at(flows.discharge, slot), value: -1 }]);
  return { device, power, starts: [] };
}
