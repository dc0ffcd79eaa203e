import type { DeviceDescriptor, DeviceId, DeviceReport } from './device.ts';
import type { HomeEvent } from '../machine/machine.ts';

/** A driver has learnt (or learnt anew) what its device is. */
export interface CapabilitiesEvent extends HomeEvent {
  readonly kind: 'capabilities';
  readonly descriptor: DeviceDescriptor;
}

export interface ReportEvent extends HomeEvent {
  readonly kind: 'report';
  readonly report: DeviceReport;
}

/** How the actuator fared with one write effect. */
export interface WrittenEvent extends HomeEvent {
  readonly kind: 'written';
  /** Of the write effect. */
  readonly id: string;
  readonly ok: boolean;
  /** Stable reason id of the driver; null when it was taken. */
  readonly reason: string | null;
  readonly device?: DeviceId;
}
