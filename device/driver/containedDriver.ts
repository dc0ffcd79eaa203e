import type { DeviceDescriptor, DeviceId, DeviceReport } from '#domain/device/device.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';
import { DriverError, type Driver } from './driver.ts';

/** What lies around a driver. */
export interface DriverEdge {
  /** Home's monotonic ms. */
  now(): Milliseconds;
  /** A driver threw what is no word of its device: a fault of the driver's own. */
  fault(device: DeviceId, error: unknown): void;
}

/** A driver that keeps the word of `Driver` whatever it throws: its device is out of reach then, and everything else goes on. */
export class ContainedDriver implements Driver {
  readonly id: DeviceId;
  private described: DeviceDescriptor | null = null;

  constructor(
    private readonly driver: Driver,
    private readonly edge: DriverEdge,
  ) {
    this.id = driver.id;
  }

  start(): void {
    try {
      this.driver.start();
    } catch (error) {
      this.edge.fault(this.id, error);
    }
  }

  descriptor(): DeviceDescriptor | null {
    try {
      this.described = this.driver.descriptor() ?? this.described;
    } catch (error) {
      this.edge.fault(this.id, error);
    }
    return this.described;
  }

  async report(): Promise<DeviceReport> {
    try {
      return await this.driver.report();
    } catch (error) {
      this.edge.fault(this.id, error);
      return { id: this.id, heardAt: this.edge.now(), online: false, power: null, setpoint: null, stored: null };
    }
  }

  /** @throws what the driver threw, as a rejection. */
  command(setpoint: Watts, lease: Milliseconds): Promise<void> {
    return this.told(() => this.driver.command(setpoint, lease));
  }

  /** @throws what the driver threw, as a rejection. */
  neutral(): Promise<void> {
    return this.told(() => this.driver.neutral());
  }

  async stop(leftAt?: Watts | null): Promise<void> {
    try {
      await this.driver.stop(leftAt);
    } catch (error) {
      this.edge.fault(this.id, error);
    }
  }

  private async told(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof DriverError)) this.edge.fault(this.id, error);
      throw error;
    }
  }
}
