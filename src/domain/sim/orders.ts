import type { Watts } from '../units/power.ts';
import { command, elapsed, type Commanded } from './reversion.ts';

/** The devices of the simulated home that can be told something. */
export const COMMANDED = ['battery', 'plug', 'heater', 'car'] as const;
export type CommandedDevice = (typeof COMMANDED)[number];
export type Orders = Readonly<Record<CommandedDevice, Commanded>>;

/** What each does when nobody tells it anything: W; the plug is off, the tank heats by its thermostat, the car charges at once. */
export type Neutral = Readonly<Record<CommandedDevice, Watts>>;

export const neutralOrders = (neutral: Neutral): Orders => ({
  battery: command(neutral.battery, null),
  plug: command(neutral.plug, null),
  heater: command(neutral.heater, null),
  car: command(neutral.car, null),
});

/** Every device's own timer `ms` later. */
export function ordersLater(orders: Orders, neutral: Neutral, ms: number): Orders {
  if (COMMANDED.every((device) => orders[device].left === null)) return orders;
  return {
    battery: elapsed(orders.battery, neutral.battery, ms),
    plug: elapsed(orders.plug, neutral.plug, ms),
    heater: elapsed(orders.heater, neutral.heater, ms),
    car: elapsed(orders.car, neutral.car, ms),
  };
}
