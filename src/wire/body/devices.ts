import type { DeviceState } from '#domain/guard/event.ts';
import type { DevicesMessage } from '../message/devices.ts';

/** Control's word about its devices, as `state/devices` carries it. */
export const devicesBody = (devices: readonly DeviceState[]): DevicesMessage =>
  devices.map(({ descriptor, report, heardWall, asked, state, reason, decidedBy, byHand }) => ({
    id: descriptor.id,
    name: descriptor.name,
    kind: descriptor.kind,
    simulated: descriptor.simulated,
    online: report?.online ?? false,
    heardAt: heardWall,
    power: report?.power ?? null,
    setpoint: report?.setpoint ?? null,
    stored: report?.stored ?? null,
    capacity: descriptor.primitive.kind === 'store' ? descriptor.primitive.capacity : null,
    primitive: descriptor.primitive.kind,
    asked,
    state,
    reason,
    decidedBy,
    fallback: descriptor.fallback.kind,
    byHand: byHand ?? null,
  }));
