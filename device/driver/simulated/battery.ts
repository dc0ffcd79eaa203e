import { LEASE, type DeviceDescriptor, type DeviceReport } from '#domain/device/device.ts';
import { restingBattery, stepBattery, type BatterySpec, type BatteryState } from '#domain/sim/battery.ts';
import { command } from '#domain/sim/reversion.ts';
import { SECOND, type Milliseconds } from '#domain/time/instant.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { ZERO_POWER, watts, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { CommandedDevice } from './commandedDevice.ts';

/** 5 kWh and 2.5 kW: a small household battery, half full at the start. */
export const REPLAY_BATTERY: BatterySpec = {
  capacity: milliWattHours(5_000_000),
  maxCharge: watts(2_500),
  maxDischarge: watts(2_500),
  chargeEfficiency: 0.95,
  dischargeEfficiency: 0.95,
  lag: SECOND,
  taper: 0,
};
const FALLBACK: Milliseconds = LEASE;
/** Micro per kWh of throughput, as the SunSpec driver assumes. */
const WEAR = 20_000;

/** A battery in this process on the home's clock, with the reversion timer of a real one. */
export class SimulatedBattery extends CommandedDevice {
  private state: BatteryState;

  constructor(
    id: string,
    private readonly name: string,
    private readonly spec: BatterySpec,
    clock: HomeClock,
  ) {
    super(id, clock);
    this.state = restingBattery(milliWattHours(Math.round(spec.capacity / 2)));
  }

  descriptor(): DeviceDescriptor {
    const { capacity, maxCharge, maxDischarge, chargeEfficiency, dischargeEfficiency } = this.spec;
    return {
      id: this.id,
      name: this.name,
      kind: 'battery',
      simulated: true,
      rating: maxCharge,
      minimum: ZERO_POWER,
      fallback: { kind: 'timer', after: FALLBACK, power: ZERO_POWER },
      primitive: { kind: 'store', capacity, maxCharge, maxDischarge, chargeEfficiency, dischargeEfficiency, wear: WEAR },
    };
  }

  async report(): Promise<DeviceReport> {
    const heardAt = this.clockwork.advance();
    const setpoint = this.commanded.left === null ? null : this.commanded.setpoint;
    return { id: this.id, heardAt, online: true, power: this.state.power, setpoint, stored: this.state.stored };
  }

  async command(setpoint: Watts, lease: Milliseconds): Promise<void> {
    this.clockwork.advance();
    this.commanded = command(setpoint, lease);
  }

  protected power(): Watts {
    return this.state.power;
  }

  protected stride(ms: number): Watts {
    const stepped = stepBattery(this.spec, this.state, this.commanded.setpoint, ms);
    this.state = stepped.state;
    return stepped.power;
  }
}
