import { LEASE, type DeviceDescriptor, type DeviceReport } from '#domain/device/device.ts';
import { IDLE_PLUG, stepPlug, type PlugSpec, type PlugState } from '#domain/sim/plug.ts';
import { command } from '#domain/sim/reversion.ts';
import { MINUTE, type Milliseconds } from '#domain/time/instant.ts';
import { ZERO_POWER, watts, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { CommandedDevice } from './commandedDevice.ts';

const FALLBACK: Milliseconds = LEASE;

/** A plug with an appliance behind it, in this process on the home's clock, with the countdown of a real one. */
export class SimulatedPlug extends CommandedDevice {
  private state: PlugState = IDLE_PLUG;

  constructor(
    id: string,
    private readonly name: string,
    private readonly spec: PlugSpec,
    clock: HomeClock,
  ) {
    super(id, clock);
  }

  descriptor(): DeviceDescriptor {
    return {
      id: this.id,
      name: this.name,
      kind: 'plug',
      simulated: true,
      rating: this.rating,
      minimum: this.rating,
      fallback: { kind: 'timer', after: FALLBACK, power: ZERO_POWER },
      primitive: { kind: 'profile', powers: minutesOf(this.spec), step: MINUTE },
    };
  }

  async report(): Promise<DeviceReport> {
    const heardAt = this.clockwork.advance();
    return { id: this.id, heardAt, online: true, power: this.state.power, setpoint: this.commanded.setpoint, stored: null };
  }

  async command(setpoint: Watts, lease: Milliseconds): Promise<void> {
    this.clockwork.advance();
    this.commanded = setpoint > 0 ? command(this.rating, lease) : command(ZERO_POWER, null);
  }

  protected power(): Watts {
    return this.state.power;
  }

  private get rating(): Watts {
    return watts(Math.max(...this.spec.profile.map(({ power }) => power)));
  }

  protected stride(ms: number): Watts {
    const stepped = stepPlug(this.spec, this.state, this.commanded.setpoint > 0, ms);
    this.state = stepped.state;
    return stepped.power;
  }
}

/** The appliance's run as W of each minute; its phases are whole minutes. */
const minutesOf = (spec: PlugSpec): number[] => spec.profile.flatMap(({ power, ms }) => Array.from({ length: Math.round(ms / MINUTE) }, () => power));
