import type { CapabilitiesEvent, ReportEvent, WrittenEvent } from '#domain/device/event.ts';
import type { DeviceDescriptor, DeviceId } from '#domain/device/device.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import type { Watts } from '#domain/units/power.ts';
import { ContainedDriver, type DriverEdge } from '../driver/containedDriver.ts';
import { DriverError, type Driver } from '../driver/driver.ts';

export type ActuatorEvent = CapabilitiesEvent | ReportEvent | WrittenEvent;

/** One device with what is under way for it: at most one question, one command, and the newest command that waits. */
interface Station {
  readonly driver: Driver;
  told: DeviceDescriptor | null;
  asking: Promise<void> | null;
  writing: boolean;
  next: WriteEffect | null;
}

/** Real ms that leaving may take before the process ends without the devices that do not answer. */
const LEAVE_MS = 1_800;

/** The only place that commands a device. One that hangs, or whose driver throws, holds up neither the others nor control. */
export class Actuator {
  private readonly stations = new Map<DeviceId, Station>();
  private leaving = false;

  constructor(
    private readonly emit: (event: ActuatorEvent) => void,
    private readonly edge: DriverEdge,
  ) {}

  /** Starts a device and looks after it from now on. */
  add(one: Driver): void {
    const driver = new ContainedDriver(one, this.edge);
    const station: Station = { driver, told: null, asking: null, writing: false, next: null };
    this.stations.set(driver.id, station);
    driver.start();
    this.tellCapabilities(station);
  }

  /** Asks every device that has no question open; resolves when all have answered. */
  async sense(): Promise<void> {
    await Promise.all([...this.stations.values()].map((station) => this.ask(station)));
  }

  /** The newest command wins: one that still waits is answered as superseded. */
  write(effect: WriteEffect): void {
    const station = this.stations.get(effect.device);
    if (!station || this.leaving) return this.written(effect, station ? 'leaving' : 'unknown-device');
    if (station.writing) {
      if (station.next) this.written(station.next, 'superseded');
      station.next = effect;
      return;
    }
    void this.carryOut(station, effect);
  }

  /** Every device back to its own default, as far as it answers in time. @param leftAt W at which one is left instead; null = at its default. */
  async leave(leftAt: (device: DeviceDescriptor) => Watts | null = () => null): Promise<void> {
    this.leaving = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, LEAVE_MS));
    await Promise.race([Promise.all([...this.stations.values()].map(({ driver, told }) => driver.stop(told && leftAt(told)))), late]);
  }

  private ask(station: Station): Promise<void> {
    return (station.asking ??= this.listen(station).finally(() => (station.asking = null)));
  }

  private async listen(station: Station): Promise<void> {
    const report = await station.driver.report();
    this.tellCapabilities(station);
    if (!this.leaving) this.emit({ kind: 'report', report });
  }

  private tellCapabilities(station: Station): void {
    const descriptor = station.driver.descriptor();
    if (!descriptor || JSON.stringify(descriptor) === JSON.stringify(station.told)) return;
    station.told = descriptor;
    this.emit({ kind: 'capabilities', descriptor });
  }

  private async carryOut(station: Station, effect: WriteEffect): Promise<void> {
    station.writing = true;
    const reason = await station.driver.command(effect.setpoint, effect.lease).then(() => null, reasonOf);
    station.writing = false;
    this.written(effect, reason);
    const next = station.next;
    station.next = null;
    if (next) void this.carryOut(station, next);
    // The read-back follows the command, it does not wait for the next second.
    else if (!this.leaving) void this.ask(station);
  }

  private written(effect: WriteEffect, reason: string | null): void {
    this.emit({ kind: 'written', id: effect.id, device: effect.device, ok: reason === null, reason });
  }
}

const reasonOf = (error: unknown): string => (error instanceof DriverError ? error.id : 'driver-fault');
