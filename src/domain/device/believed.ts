import { isCredible } from './credible.ts';
import type { DeviceId } from './device.ts';
import { presentReport, sense, type GridReading, type Sensed, type SensedEvent } from './sense.ts';
import { believedBase, weighed, type BaseRange, type Look } from '../meter/proof.ts';
import { SECOND, type Milliseconds } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Watts } from '../units/power.ts';

/** A report older than this is not held against a reading, or than the meter's own period. */
const OLD = 5 * SECOND;

/** W below which a device is idle: its word of that may be old, and holds until its next one says otherwise. */
const IDLE = 50;

type Words = Pick<Look, 'idle' | 'own'>;

/** Whose word is old and idle, and who acts by itself; null where a device that runs has said nothing of late: it may have moved. */
function wordsOf(sensed: Sensed, period: Milliseconds, now: Now): Words | null {
  const words: { idle?: DeviceId[]; own?: DeviceId[] } = {};
  for (const id in sensed.devices) {
    const device = sensed.devices[id];
    const report = device ? presentReport(device, now) : null;
    if (!device || !report || report.power === null) continue;
    if (device.descriptor.primitive.kind === 'inflexible') (words.own ??= []).push(id);
    if (now.mono - report.heardAt <= Math.max(OLD, period)) continue;
    if (Math.abs(report.power) >= IDLE) return null;
    (words.idle ??= []).push(id);
  }
  return words;
}

const total = (devices: Readonly<Record<DeviceId, Watts>>): number => Object.values(devices).reduce((sum: number, power) => sum + power, 0);

/** W that devices which tell nothing give by themselves, as a negative number. */
function unseenGiving({ devices }: Sensed, told: GridReading['devices']): number {
  return Object.values(devices).reduce((sum, { descriptor: { id, fallback } }) => sum + (id in told || fallback.kind === 'none' ? 0 : Math.min(0, fallback.power)), 0);
}

/** As much of the reading as is proven: what it shows in our favour beyond that may not be so. */
function asProven(sensed: Sensed, grid: GridReading, power: number, { least, most }: BaseRange): GridReading {
  const devices = total(grid.devices);
  const base = power - devices;
  if (base >= least && base <= most) return grid;
  const below = base > most ? devices + most + unseenGiving(sensed, grid.devices) : power;
  return { ...grid, power: Math.max(power, devices + least) as Watts, least: Math.min(power, below) as Watts };
}

/**
 * What is known after an event, with a meter that has to be proven by the devices behind it. A reading that cannot be, or
 * of a meter that went against their steps, is not heard: it grows stale.
 * @param generation most W that the home generates beside its devices; null = nobody has said.
 */
export function believing(before: Sensed, event: { readonly kind: string } | SensedEvent, generation: number | null, now: Now): Sensed {
  if (!isReading(event)) return sense(before, event, now);
  const { reading } = event;
  if (!isCredible(reading, before, generation, now)) return before;
  const sensed = sense(before, event, now);
  const { grid } = sensed;
  // A meter that hangs, or measures no W, is not weighed.
  if (grid === null || grid.reading !== reading || reading.power === null) return sensed;
  const words = wordsOf(sensed, reading.period, now);
  const look: Look | null = words && { at: now.mono, power: reading.power, devices: grid.devices, ...words };
  const proof = weighed(sensed.proof, reading.meter, look, reading.period, generation);
  if (proof.doubtedAt !== null) return { ...before, proof };
  return { boot: sensed.boot, grid: asProven(sensed, grid, reading.power, believedBase(proof, generation)), devices: sensed.devices, proof };
}

const isReading = (event: { readonly kind: string }): event is Extract<SensedEvent, { kind: 'reading' }> => event.kind === 'reading';
