import { command, elapsed, type Commanded } from '#domain/sim/reversion.ts';
import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { integrate, milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import { ZERO_POWER, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { Clockwork } from './clockwork.ts';
import type { SimulatedDriver } from './simulatedDriver.ts';

/** A device in this process on the home's clock, with the reversion timer of a real one and a count of what it drew. */
export abstract class CommandedDevice implements SimulatedDriver {
  protected commanded: Commanded = command(ZERO_POWER, null);
  protected readonly clockwork: Clockwork;
  private total = milliWattHours(0);
  private carried = 0;

  constructor(
    readonly id: string,
    clock: HomeClock,
  ) {
    this.clockwork = new Clockwork(clock, (ms) => this.live(ms));
  }

  abstract descriptor(): DeviceDescriptor;
  abstract report(): Promise<DeviceReport>;
  abstract command(setpoint: Watts, lease: Milliseconds): Promise<void>;

  /** Moves the physics on. @returns the mean power of the stride. */
  protected abstract stride(ms: number): Watts;
  protected abstract power(): Watts;

  start(): void {
    this.clockwork.advance();
  }

  async neutral(): Promise<void> {
    this.clockwork.advance();
    this.commanded = command(ZERO_POWER, null);
  }

  async stop(): Promise<void> {
    await this.neutral();
  }

  drawn(): { readonly power: Watts; readonly energy: MilliWattHours } {
    this.clockwork.advance();
    return { power: this.power(), energy: this.total };
  }

  private live(ms: number): void {
    const moved = integrate(this.stride(ms), ms, this.carried);
    this.total = milliWattHours(this.total + moved.energy);
    this.carried = moved.remainder;
    this.commanded = elapsed(this.commanded, ZERO_POWER, ms);
  }
}
