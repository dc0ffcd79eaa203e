import type { DeviceDescriptor, DeviceId } from '../device/device.ts';
import type { PowerRange, StorePrimitive } from '../device/primitive.ts';
import type { Instant } from '../time/instant.ts';
import { watts } from '../units/power.ts';
import type { Policy } from './act.ts';
import type { PlannedDevice } from './event.ts';
import { neutralPolicy } from './neutral.ts';
import type { PlanDevice } from './problem.ts';
import { storedAfter } from './respond.ts';
import { runAt, type Run } from './runs.ts';

const REST: Policy = { kind: 'hold', power: watts(0) };

/** What is asked of a charger that does not know its car's level: mWh from plug-in on. */
export interface ToAdd {
  readonly device: DeviceId;
  readonly energy: number;
}

/** What the devices of a problem are made of, beside themselves. */
export interface DeviceBasis {
  /** Devices that somebody wants something of. */
  readonly wanted: ReadonlySet<DeviceId>;
  readonly toAdd: readonly ToAdd[];
  /** When a vehicle is to leave, by device: nothing is planned for it after that. */
  readonly leaves: ReadonlyMap<DeviceId, Instant>;
  readonly runs: readonly Run[];
  readonly now: Instant;
  /** Of the first slot. */
  readonly start: Instant;
}

/** Content at the first slot: what the store says now, carried on at the power it has. */
function storedThen({ descriptor, report }: PlannedDevice, wait: number): number | null {
  const { primitive } = descriptor;
  if (primitive.kind !== 'store' || !report || report.stored === null) return null;
  return Math.round(storedAfter(primitive, report.stored, report.power ?? 0, wait));
}

/** The powers that a vehicle can be charged with: on one phase from its least, on three from three times that. */
export function chargesOf({ minimum, rating, phaseModes }: Pick<DeviceDescriptor, 'minimum' | 'rating' | 'phaseModes'>): readonly PowerRange[] {
  if (!phaseModes) return [{ min: minimum, max: rating }];
  return [{ min: minimum, max: watts(Math.round(rating / 3)) }, { min: watts(minimum * 3), max: rating }];
}

/** A vehicle that is here is here until it is to leave; when it comes back is another plan's. */
const presentOf = (id: DeviceId, { leaves, start }: DeviceBasis): Pick<PlanDevice, 'present'> => {
  const end = leaves.get(id);
  return end === undefined || end <= start ? {} : { present: [{ start, end }] };
};

/** A charger and what is to be added: a store of just that, at what the meter counts. */
function carOf({ descriptor, report }: PlannedDevice, { energy }: ToAdd, basis: DeviceBasis): PlanDevice | undefined {
  const plugged = report?.plugged;
  if (plugged?.isIn === false) return undefined;
  const { id, rating } = descriptor;
  const primitive: StorePrimitive = { kind: 'store', capacity: energy, maxCharge: rating, maxDischarge: watts(0), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0, charges: chargesOf(descriptor) };
  const stored = plugged?.added == null ? null : Math.min(energy, plugged.added);
  return { id, primitive, stored, runningSince: null, neutral: { kind: 'hold', power: rating }, ...presentOf(id, basis) };
}

/** Stores, vehicles that are to take something, and appliances that somebody wants done or that run; everything else is part of the forecast. */
export function planDevice(device: PlannedDevice, basis: DeviceBasis): PlanDevice | undefined {
  const { descriptor, report } = device;
  const { id, primitive, kind } = descriptor;
  if (!report?.online) return undefined;
  const toAdd = basis.toAdd.find((one) => one.device === id);
  if (toAdd && kind === 'car' && primitive.kind === 'envelope') return carOf(device, toAdd, basis);
  const run = runAt(basis.runs, id, basis.start);
  const isWanted = primitive.kind === 'store' || (primitive.kind === 'profile' && (run !== undefined || basis.wanted.has(id)));
  if (!isWanted || report.plugged?.isIn === false) return undefined;
  const here = kind === 'car' ? presentOf(id, basis) : {};
  return { id, primitive, stored: storedThen(device, basis.start - basis.now), runningSince: run?.start ?? null, neutral: neutralPolicy(primitive) ?? REST, ...here };
}
