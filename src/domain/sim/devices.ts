import type { DeviceDescriptor, DeviceReport } from '../device/device.ts';
import { MINUTE, ms, type Milliseconds } from '../time/instant.ts';
import { watts, ZERO_POWER } from '../units/power.ts';
import type { BatterySpec } from './battery.ts';
import type { PlugSpec } from './plug.ts';
import type { SimulatedHome } from './simulatedHome.ts';
import type { HomeSpec } from './spec.ts';

/** Those of them that a gateway can reach; the tank and the car go by their own thermostat and charger. */
export const SIMULATED_DEVICES = ['battery', 'plug'] as const;
export type SimulatedDevice = (typeof SIMULATED_DEVICES)[number];

/** After this time without a word each simulated device returns to its own default. */
export const REVERSION: Milliseconds = ms(60_000);
const FALLBACK = { kind: 'timer', after: REVERSION, power: ZERO_POWER } as const;

const batteryDescriptor = (spec: BatterySpec): DeviceDescriptor => ({
  id: 'battery',
  name: 'Battery',
  kind: 'battery',
  simulated: true,
  rating: spec.maxCharge,
  minimum: ZERO_POWER,
  fallback: FALLBACK,
  primitive: { kind: 'store', capacity: spec.capacity, maxCharge: spec.maxCharge, maxDischarge: spec.maxDischarge, chargeEfficiency: spec.chargeEfficiency, dischargeEfficiency: spec.dischargeEfficiency, wear: 0 },
});

/** Asked each simulated second: no list is made for it. */
function highest(spec: PlugSpec): number {
  let most = 0;
  for (const { power } of spec.profile) if (power > most) most = power;
  return most;
}

const plugDescriptor = (spec: PlugSpec): DeviceDescriptor => ({
  id: 'plug',
  name: 'Dishwasher',
  kind: 'plug',
  simulated: true,
  rating: watts(highest(spec)),
  minimum: watts(highest(spec)),
  fallback: FALLBACK,
  // The phases of the appliance are whole minutes.
  primitive: { kind: 'profile', powers: spec.profile.flatMap(({ power, ms }) => Array.from({ length: Math.round(ms / MINUTE) }, () => power)), step: MINUTE },
});

/** What the drivers of those devices would declare. */
export function descriptorsOf(spec: HomeSpec): readonly DeviceDescriptor[] {
  return [...(spec.battery ? [batteryDescriptor(spec.battery)] : []), ...(spec.plug ? [plugDescriptor(spec.plug)] : [])];
}

/** @param mono the gateway's monotonic ms, at which it hears this. */
export function reportOf(spec: HomeSpec, home: SimulatedHome, device: SimulatedDevice, mono: Milliseconds): DeviceReport {
  const order = home.orders[device];
  const power = home.powers[device];
  if (device === 'battery') return { id: device, heardAt: mono, online: true, power, setpoint: order.left === null ? null : order.setpoint, stored: home.battery.stored };
  return { id: device, heardAt: mono, online: true, power, setpoint: watts(order.setpoint > 0 && spec.plug ? highest(spec.plug) : 0), stored: null };
}
