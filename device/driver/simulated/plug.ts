import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import { IDLE_PLUG, stepPlug, type PlugSpec, type PlugState } from '#domain/sim/plug.ts';
import { command, elapsed, type Commanded } from '#domain/sim/reversion.ts';
import { MINUTE, type Milliseconds } from '#domain/time/instant.ts';
import { integrate, milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import { ZERO_POWER, watts, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { Clockwork } from './clockwork.ts';
import type { SimulatedDriver } from './simulatedDriver.ts';

const FALLBACK: Milliseconds = 60_000 as Milliseconds;

/** A plug with an appliance behind it, in this process on the home's clock, with the countdown of a real one. */
export class SimulatedPlug implements SimulatedDriver {
  private state: PlugState = IDLE_PLUG;
  private commanded: Commanded = command(ZERO_POWER, null);
  private readonly clockwork: Clockwork;
  private total = milliWattHours(0);
  private carried = 0;

  constructor(
    readonly id: string,
    private readonly name: string,
    private readonly spec: PlugSpec,
    clock: HomeClock,
  ) {
    this.clockwork = new Clockwork(clock, (ms) => this.live(ms));
  }

  start(): void {
    this.clockwork.advance();
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

  async neutral(): Promise<void> {
    this.clockwork.advance();
    this.commanded = command(ZERO_POWER, null);
  }

  async stop(): Promise<void> {
    await this.neutral();
  }

  drawn(): { readonly power: Watts; readonly energy: MilliWattHours } {
    this.clockwork.advance();
    return { power: this.state.power, energy: this.total };
  }

  private get rating(): Watts {
    return watts(Math.max(...this.spec.profile.map(({ power }) => power)));
  }

  private live(ms: number): void {
    const stepped = stepPlug(this.spec, this.state, this.commanded.setpoint > 0, ms);
    const moved = integrate(stepped.power, ms, this.carried);
    this.state = stepped.state;
    this.total = milliWattHours(this.total + moved.energy);
    this.carried = moved.remainder;
    this.commanded = elapsed(this.commanded, ZERO_POWER, ms);
  }
}

/** The appliance's run as W of each minute; its phases are whole minutes. */
const minutesOf = (spec: PlugSpec): number[] => spec.profile.flatMap(({ power, ms }) => Array.from({ length: Math.round(ms / MINUTE) }, () => power));
