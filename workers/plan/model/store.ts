import { SERVED_RANK } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import { presentShare } from '#domain/plan/presence.ts';
import { isDrawnFrom } from '#domain/plan/reach.ts';
import { storeCeiling, storeFloor, type Store } from '#domain/plan/respond.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import { chargeRoom, wantedInSlots } from '../chosen.ts';
import { MICRO } from '../weights.ts';
import { hoursOf, type Part, type Site } from './part.ts';
import { addRanges } from './ranges.ts';
import type { Term } from './sparse.ts';
import { storeFlows, type Flow } from './storeFlow.ts';
import { storeSwitched, type Steps } from './storeWays.ts';
import { addReserve, addStoredBy } from './storeWishes.ts';

const KILO = 1_000;

interface Flows {
  readonly charge: Flow;
  readonly discharge: Flow;
  /** kWh at the end of each slot. */
  readonly level: readonly number[];
}

/** What moves content besides the store's own power. */
interface Beside {
  /** kW that others bring in each slot. */
  readonly brought: readonly (readonly Term[])[];
  /** W taken out in each slot. */
  readonly drawn: readonly number[];
  /** kWh of it that are not there, a column a slot; none where it does not matter. */
  readonly unserved: readonly number[];
}

const times = (terms: readonly Term[], factor: number): readonly Term[] => terms.map(({ column, value }) => ({ column, value: value * factor }));

/** What is drawn or lost although nothing is there: as dear as a wish of its rank. */
function besideOf({ builder, scene, lacks }: Site, index: number, store: Store, brought: Beside['brought']): Beside {
  const { slots, devices } = scene.problem;
  const { demand } = at(devices, index);
  const isDrawn = isDrawnFrom(store, demand);
  const drawn = slots.map((_, slot) => (demand?.[slot] ?? 0) + (isDrawn ? (store.loss ?? 0) : 0));
  const unserved = isDrawn ? slots.map(() => builder.column({})) : [];
  for (const column of unserved) lacks.add(SERVED_RANK, column, MWH_PER_KWH / store.capacity);
  return { brought, drawn, unserved };
}

/** level = what of the level before is left + charged - discharged + brought - drawn. */
function balance({ builder, scene }: Site, store: Store, { charge, discharge, level }: Flows, { brought, drawn, unserved }: Beside, stored: number): void {
  level.forEach((column, slot) => {
    const hours = hoursOf(scene, slot);
    const kept = store.lossShare === undefined ? 1 : (1 - store.lossShare) ** hours;
    const terms: Term[] = [{ column, value: 1 }, ...times(at(charge.content, slot), -hours), ...times(at(discharge.content, slot), hours), ...times(brought[slot] ?? [], -hours)];
    if (slot > 0) terms.push({ column: at(level, slot - 1), value: -kept });
    const missing = unserved[slot];
    if (missing !== undefined) terms.push({ column: missing, value: -1 });
    const known = (slot === 0 ? (kept * stored) / MWH_PER_KWH : 0) - (hours * at(drawn, slot)) / KILO;
    builder.row(known, known, terms);
  });
}

/** One direction at a time; only a negative import price could make both at once pay. */
function oneDirection({ builder, scene }: Site, store: Store, { charge, discharge }: Flows): void {
  if (store.maxDischarge === 0) return;
  scene.weighed.importPrice.forEach((price, slot) => {
    if (price >= 0) return;
    const charging = builder.column({ upper: 1, whole: true });
    builder.row(-Infinity, 0, [...at(charge.power, slot), { column: charging, value: -store.maxCharge / KILO }]);
    builder.row(-Infinity, store.maxDischarge / KILO, [...at(discharge.power, slot), { column: charging, value: store.maxDischarge / KILO }]);
  });
}

/** A slot that a person wants to charge in is charged at full power, or the store is full at its end. */
function chargedWhereDecided({ builder, scene }: Site, device: number, store: Store, { charge, level }: Flows, there: Float64Array): void {
  wantedInSlots(scene, device).forEach((want, slot) => {
    const power = want === 'on' ? (chargeRoom(scene, store, slot) * at(there, slot)) / KILO : 0;
    if (power <= 0) return;
    const full = builder.column({ upper: 1, whole: true });
    builder.row(power, Infinity, [...at(charge.power, slot), { column: full, value: power }]);
    builder.row(0, Infinity, [{ column: at(level, slot), value: 1 }, { column: full, value: -storeCeiling(store) / MWH_PER_KWH }]);
  });
}

/** kWh that the content can lie between: what it is now is never outside. */
function levels({ builder, scene }: Site, store: Store, stored: number, isDrawn: boolean): readonly number[] {
  const { slots } = scene.problem;
  const upper = Math.max(storeCeiling(store), stored) / MWH_PER_KWH;
  // What leaks away by itself may lie below the floor.
  let untouched = stored;
  return slots.map((_, slot) => {
    untouched *= (1 - (store.lossShare ?? 0)) ** hoursOf(scene, slot);
    const lower = isDrawn ? 0 : Math.min(storeFloor(store), untouched) / MWH_PER_KWH;
    return builder.column({ cost: slot === slots.length - 1 ? -scene.weighed.endValue / MICRO : 0, lower, upper });
  });
}

function addWishes(site: Site, device: number, store: Store, level: readonly number[], stored: number): void {
  const { builder, scene, lacks } = site;
  for (const aim of scene.aims) {
    if (aim.device !== device || (aim.kind !== 'reserve' && aim.kind !== 'storedBy')) continue;
    const slack = builder.column({});
    lacks.add(aim.rank, slack, MWH_PER_KWH / store.capacity);
    if (aim.kind === 'reserve') addReserve(site, aim, level, slack);
    else addStoredBy(site, aim, level, slack, stored, at(scene.problem.devices, device).present !== undefined);
  }
}

/** A battery, a car, a tank: charge, discharge and content, with its wishes as paid slack. @param stored mWh now. @param brought kW of heat from others, terms a slot. */
export function addStore(site: Site, index: number, store: Store, stored: number, brought: readonly (readonly Term[])[]): Part {
  const { builder, scene } = site;
  const device = at(scene.problem.devices, index);
  const there = Float64Array.from(scene.problem.slots, (slot) => presentShare(device, slot));
  const content = Math.min(stored, store.capacity);
  const beside = besideOf(site, index, store, brought);
  const flows: Flows = { ...storeFlows(site, index, device, store, there), level: levels(site, store, content, beside.unserved.length > 0) };
  balance(site, store, flows, beside, content);
  oneDirection(site, store, flows);
  const charge: Steps = { ranges: store.charges ?? [], power: flows.charge.power, inRange: addRanges(site, store.charges ?? [], flows.charge.power, there), rating: store.maxCharge, gain: (slot) => store.chargeEfficiency * (device.cop?.[slot] ?? 1) };
  const discharge: Steps = { ranges: store.discharges ?? [], power: flows.discharge.power, inRange: addRanges(site, store.discharges ?? [], flows.discharge.power, there), rating: store.maxDischarge, gain: () => 1 / store.dischargeEfficiency };
  const switched = wantedInSlots(scene, index).some((want) => want) ? undefined : storeSwitched(site, store, { charge, discharge, there });
  chargedWhereDecided(site, index, store, flows, there);
  builder.constant((scene.weighed.endValue * stored) / MWH_PER_KWH / MICRO);
  addWishes(site, index, store, flows.level, content);
  const power = flows.charge.power.map((charge, slot) => [...charge, ...times(at(flows.discharge.power, slot), -1)]);
  return { device: index, power, starts: [], level: flows.level, ...(switched && { switched }), ...(store.exports === false && { kept: flows.discharge.power }) };
}
