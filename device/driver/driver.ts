import type { DeviceDescriptor, DeviceId, DeviceReport } from '#domain/device/device.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';

/** Why a device could not be asked or commanded; `id` is the reason shown to the installer. */
export class DriverError extends Error {
  constructor(
    readonly id: 'offline' | 'timeout' | 'refused' | 'garbled' | 'not-ready',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DriverError';
  }
}

/**
 * One device of the home. The constructor does nothing; `start` connects and goes on trying until `stop`.
 * At every connection the declared fallback is written before anything else. Every exit path writes neutral:
 * what the gateway leaves behind is the device's own default, never its last command; only what has no fallback and
 * would break a limit by its own default is left off.
 */
export interface Driver {
  readonly id: DeviceId;
  /** Null until the device has said what it is; never null again afterwards. */
  descriptor(): DeviceDescriptor | null;
  start(): void;
  /** What the device says now; `online: false` with nulls when it does not answer. Never rejects for a silent device. */
  report(): Promise<DeviceReport>;
  /**
   * @param setpoint W, + = consumption; @param lease how long it may stand without being repeated.
   * @throws DriverError when the device did not take it.
   */
  command(setpoint: Watts, lease: Milliseconds): Promise<void>;
  /** Back to the device's own default. @throws DriverError when the device did not take it. */
  neutral(): Promise<void>;
  /**
   * Neutral where it can still be written, then lets go of the device. Never rejects.
   * @param leftAt W that it is left at instead, where a limit holds; only for what declares the fallback `none`.
   */
  stop(leftAt?: Watts | null): Promise<void>;
}
