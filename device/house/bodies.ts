import type { DevicesMessage } from '#wire/message/devices.ts';
import type { HomeMessage } from '#wire/message/home.ts';
import type { LimitMessage } from '#wire/message/limit.ts';
import type { Now } from '#domain/time/now.ts';
import type { DeviceState, GuardState } from '../channel.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { HouseOptions } from './options.ts';

/** Body of `state/devices` from control's word. */
export const devicesBody = (devices: readonly DeviceState[]): DevicesMessage =>
  devices.map(({ descriptor, report, heardWall, asked, state, reason, decidedBy }) => ({
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
    asked,
    state,
    reason,
    decidedBy,
    fallback: descriptor.fallback.kind,
  }));

/** Body of `state/limit` from control's word. */
export const limitBody = ({ limits, effectiveImport, binding, state, excess }: GuardState): LimitMessage => ({
  limits: limits.map(({ source, direction, scope, value, start, end }) => ({ source, direction, scope, value, start, end })),
  effectiveImport,
  binding,
  state,
  excess,
});

/** Body of `state/home`. */
export const homeBody = ({ name, zone, currency, source }: HouseOptions, currencyOfTariff: string | null, now: Now, speed: number): HomeMessage => ({
  name,
  zone,
  currency: currencyOfTariff ?? currency,
  clock: { wall: now.wall, speed, trust: now.trust },
  source,
  gateway: PRODUCT_VERSION,
});
