import { COMMANDED, type CommandedDevice } from '#domain/sim/orders.ts';
import { simulatedHome, stepHome, told, type SimulatedHome } from '#domain/sim/simulatedHome.ts';
import type { HomeSpec } from '#domain/sim/spec.ts';
import { instant } from '#domain/time/instant.ts';
import { integrate } from '#domain/units/energy.ts';
import { watts, type Watts } from '#domain/units/power.ts';

const TICK = 1_000;

/** Wall ms and monotonic ms of the machine that the plant runs on. */
export interface PlantClock {
  wall(): number;
  mono(): number;
}

export const machineClock: PlantClock = { wall: () => Date.now(), mono: () => performance.now() };

/**
 * The simulated home in real time. It moves when somebody looks, in strides that end on whole seconds and where a
 * device's own timer runs out: a device is back at neutral at its moment, not at the next tick.
 */
export class Plant {
  private state: SimulatedHome;
  private readonly startedMono: number;
  private readonly startedWall: number;
  private plugEnergy = 0;
  private plugCarried = 0;

  constructor(
    readonly spec: HomeSpec,
    private readonly clock: PlantClock,
    private readonly onReverted: (device: CommandedDevice) => void = () => undefined,
  ) {
    this.startedMono = clock.mono();
    this.startedWall = Math.floor(clock.wall() / TICK) * TICK;
    this.state = simulatedHome(spec, instant(this.startedWall));
  }

  /** The home as it is now. */
  now(): SimulatedHome {
    const until = this.startedWall + Math.floor(this.clock.mono() - this.startedMono);
    while (this.state.at < until) this.stride(Math.min(until - this.state.at, TICK - (this.state.at % TICK), this.nextReversion()));
    return this.state;
  }

  tell(device: CommandedDevice, setpoint: Watts, timeout: number | null): void {
    this.state = told(this.now(), device, setpoint, timeout);
  }

  /** mWh that have gone through the plug. */
  get plugRegister(): number {
    return this.plugEnergy;
  }

  /** Real ms until the home's next whole second. */
  untilTick(): number {
    const elapsed = this.clock.mono() - this.startedMono;
    return TICK - (elapsed % TICK);
  }

  private nextReversion(): number {
    return Math.min(...COMMANDED.map((device) => this.state.orders[device].left ?? Infinity));
  }

  private stride(ms: number): void {
    const before = this.state;
    this.state = stepHome(this.spec, before, ms);
    const moved = integrate(watts(this.state.powers.plug), ms, this.plugCarried);
    this.plugEnergy += moved.energy;
    this.plugCarried = moved.remainder;
    for (const device of COMMANDED) if (before.orders[device].left !== null && this.state.orders[device].left === null) this.onReverted(device);
  }
}
