import { LEASE, type DeviceDescriptor, type DeviceId, type DeviceReport } from './device.ts';
import type { CapabilitiesEvent, ReportEvent } from './event.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { staleAfter, type MeterReading } from '../meter/reading.ts';
import { tellsPhases } from '../meter/lines.ts';
import { proofOfBoot, type MeterProof } from '../meter/proof.ts';
import { shownPower, type Shown } from '../meter/shown.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Watts } from '../units/power.ts';

export type SensedEvent = ReadingEvent | ReportEvent | CapabilitiesEvent;

/** A reading of the grid that told a power, or what it can be at most and at least, as far as it is proven; and what the devices had reported when it came, so that both belong together. */
export interface GridReading extends Shown {
  readonly reading: MeterReading;
  /** Monotonic ms of this boot. */
  readonly heardAt: Milliseconds;
  /** W of each device present that told its power; of one that no longer tells, what it may still be giving. */
  readonly devices: Readonly<Record<DeviceId, Watts>>;
  /** The same when this power was first read, and how many readings since have not moved with them. */
  readonly steadySince: Readonly<Record<DeviceId, Watts>>;
  readonly unmoved: number;
  /** The last reading that told phases, where this one does not: meters send short lists between the long ones. */
  readonly phased?: GridReading;
}

export interface SensedDevice {
  readonly descriptor: DeviceDescriptor;
  readonly report: DeviceReport | null;
  readonly heardWall: Instant | null;
  /** The last power it told in this boot, kept when it falls silent: what it gave then may stop. */
  readonly lastTold: { readonly power: Watts; readonly at: Milliseconds } | null;
}

/** What has been heard in this boot; the descriptors outlive it, what was measured does not. */
export interface Sensed {
  readonly boot: string | null;
  readonly grid: GridReading | null;
  readonly devices: Readonly<Record<DeviceId, SensedDevice>>;
  /** What the devices' steps have shown of the meter, where it is weighed by them; outlives a boot. */
  readonly proof?: MeterProof | undefined;
}

export const nothingSensed: Sensed = { boot: null, grid: null, devices: {} };

function ofThisBoot(sensed: Sensed, now: Now): Sensed {
  if (sensed.boot === now.boot) return sensed;
  const devices = Object.fromEntries(Object.entries(sensed.devices).map(([id, device]) => [id, { ...device, report: null, lastTold: null }]));
  return { boot: now.boot, grid: null, devices, proof: sensed.proof && proofOfBoot(sensed.proof) };
}

/** What is known after an event. A reading without power, or of a device that never said what it is, tells nothing here. */
export function sense(before: Sensed, event: { readonly kind: string } | SensedEvent, now: Now): Sensed {
  const sensed = ofThisBoot(before, now);
  if (isReading(event)) {
    const shown = shownPower(event.reading);
    return shown === null ? sensed : { boot: sensed.boot, grid: heardGrid(sensed, event.reading, shown, now), devices: sensed.devices, proof: sensed.proof };
  }
  if (isCapabilities(event)) return withDevice(sensed, event.descriptor.id, { report: null, heardWall: null, lastTold: null, ...sensed.devices[event.descriptor.id], descriptor: event.descriptor });
  if (!isReport(event)) return sensed;
  const known = sensed.devices[event.report.id];
  return known ? withDevice(sensed, event.report.id, { descriptor: known.descriptor, report: event.report, heardWall: event.report.online ? now.wall : known.heardWall, lastTold: lastTold(event.report, known) }) : sensed;
}

/** W that devices have to move by before a meter that stays at its value is doubted, and readings that it then has. */
const MOVED = 500;
const UNMOVED_READINGS = 5;

/**
 * A meter that repeats one value to the watt while the devices behind it move hangs: what it says does not count as heard
 * (F35) until it says something else. Devices that are stopped for it, and so are back where they were, do not vouch for it.
 */
function heardGrid(sensed: Sensed, reading: MeterReading, shown: Shown, now: Now): GridReading {
  const devices = powers(sensed, now);
  const same = sensed.grid && shownPower(sensed.grid.reading)?.power === shown.power ? sensed.grid : null;
  const hangs = same !== null && same.unmoved >= UNMOVED_READINGS;
  const unmoved = same && (hangs || Math.abs(total(devices) - total(same.steadySince)) >= MOVED) ? same.unmoved + 1 : 0;
  if (same && unmoved >= UNMOVED_READINGS) return { ...same, unmoved };
  const heard: Writable<GridReading> = { reading, power: shown.power, heardAt: now.mono, devices, steadySince: same ? same.steadySince : devices, unmoved };
  // What few meters tell is set apart: copying it from objects costs each second more than all the rest here.
  if (shown.least !== undefined) heard.least = shown.least;
  const phased = phasedBefore(sensed.grid, reading, now);
  if (phased) heard.phased = phased;
  return heard;
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function phasedBefore(before: GridReading | null, reading: MeterReading, now: Now): GridReading | null {
  if (before === null || tellsPhases(reading)) return null;
  const last = tellsPhases(before.reading) ? before : before.phased;
  return last && last.reading.meter === reading.meter && now.mono - last.heardAt <= staleAfter(last.reading.period) ? last : null;
}

/** W that the meter has measured; null where it has not, or tells VA alone. */
export const measuredPower = ({ grid }: Sensed): Watts | null => (grid && grid.least === undefined ? grid.power : null);

function total(devices: GridReading['devices']): number {
  let sum = 0;
  for (const id in devices) sum += devices[id] ?? 0;
  return sum;
}

/** What a device gave when it last told, until its own timer must have ended it: the meter may be counting on it. */
function stillGiving({ descriptor: { fallback }, lastTold }: SensedDevice, now: Now): Watts | null {
  if (lastTold === null || lastTold.power >= 0) return null;
  const isOver = fallback.kind === 'timer' && now.mono - lastTold.at > Math.max(LEASE, fallback.after);
  return isOver ? null : lastTold.power;
}

const lastTold = ({ online, power, heardAt }: DeviceReport, known: SensedDevice): SensedDevice['lastTold'] => (online && power !== null ? { power, at: heardAt } : known.lastTold);

function powers(sensed: Sensed, now: Now): Readonly<Record<DeviceId, Watts>> {
  const told: Record<DeviceId, Watts> = {};
  for (const id in sensed.devices) {
    const device = sensed.devices[id];
    const power = device ? (presentReport(device, now)?.power ?? stillGiving(device, now)) : null;
    if (power !== null) told[id] = power;
  }
  return told;
}

const isReading = (event: { readonly kind: string }): event is ReadingEvent => event.kind === 'reading';
const isCapabilities = (event: { readonly kind: string }): event is CapabilitiesEvent => event.kind === 'capabilities';
const isReport = (event: { readonly kind: string }): event is ReportEvent => event.kind === 'report';
const withDevice = (sensed: Sensed, id: DeviceId, device: SensedDevice): Sensed => ({ boot: sensed.boot, grid: sensed.grid, devices: { ...sensed.devices, [id]: device }, proof: sensed.proof });

/** ms since the grid was last read; endless before the first reading of this boot. */
export const gridAge = (sensed: Sensed, now: Now): number => (sensed.grid ? now.mono - sensed.grid.heardAt : Number.POSITIVE_INFINITY);

/** After this a grid reading is lost and not only late (reliability R17: a minute, longer for a slower meter). */
const LOST_AFTER = 60_000;

/** `fresh`, `stale` (nothing may rise on it) or `lost` (nothing may stay up on it). A first reading is waited for as for a lost one. */
export function gridState(sensed: Sensed, now: Now): 'fresh' | 'stale' | 'lost' {
  const age = sensed.grid ? gridAge(sensed, now) : now.mono;
  const stale = sensed.grid ? staleAfter(sensed.grid.reading.period) : 0;
  if (sensed.grid && age <= stale) return 'fresh';
  return age <= Math.max(LOST_AFTER, stale) ? 'stale' : 'lost';
}

/** A device's last word older than this says nothing about now. */
const REPORT_OLD = 120_000;

/** The report if the device is there and it is of late; else null. */
export function presentReport(device: Pick<SensedDevice, 'report'>, now: Now): DeviceReport | null {
  const { report } = device;
  return report && report.online && now.mono - report.heardAt <= REPORT_OLD ? report : null;
}
