import { DISHWASHER } from '#domain/sim/plug.ts';
import type { HomeClock } from '../clock/clock.ts';
import type { MqttBus } from '../transport/mqtt/client.ts';
import { SunSpecBattery, type SunSpecBatteryOptions } from './battery/sunspecBattery.ts';
import { GoeCharger, type GoeChargerOptions } from './charger/goeCharger.ts';
import type { Driver } from './driver.ts';
import { Zigbee2MqttPlug, type Zigbee2MqttPlugOptions } from './plug/zigbee2mqttPlug.ts';
import { REPLAY_BATTERY, SimulatedBattery } from './simulated/battery.ts';
import { SimulatedPlug } from './simulated/plug.ts';
import type { SimulatedDriver } from './simulated/simulatedDriver.ts';

/** One real device of the home as configured: a kind of device is its folder and a line in `driverOf`. */
export type DeviceWish =
  | ({ readonly driver: 'sunspec-battery' } & SunSpecBatteryOptions)
  | ({ readonly driver: 'zigbee2mqtt-plug' } & Zigbee2MqttPlugOptions)
  | ({ readonly driver: 'goe-charger' } & GoeChargerOptions);

export function driverOf(wish: DeviceWish, clock: HomeClock, bus: MqttBus): Driver {
  switch (wish.driver) {
    case 'sunspec-battery':
      return new SunSpecBattery(wish, clock);
    case 'zigbee2mqtt-plug':
      return new Zigbee2MqttPlug(wish, bus, clock);
    case 'goe-charger':
      return new GoeCharger(wish, clock);
  }
}

/** The devices that a replayed home is given: a battery of 5 kWh and a dishwasher behind a plug, in this process. */
export const replayDevices = (clock: HomeClock): SimulatedDriver[] => [
  new SimulatedBattery('battery', 'Battery', REPLAY_BATTERY, clock),
  new SimulatedPlug('dishwasher', 'Dishwasher', DISHWASHER, clock),
];
