import { parkedCar, stepCar, type CarSpec, type CarState } from '#domain/sim/car.ts';
import { restingAt, ordered, stepLag, type Lagging } from '#domain/sim/lag.ts';
import type { MilliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';
import { ILLEGAL_ADDRESS, ILLEGAL_VALUE, type RegisterSpace } from './modbusServer.ts';

const VOLTS = 231;
const MOST_AMPS = 16;
/** A car follows the pilot within 5 s (IEC 61851-1), slowly down, ms. */
const LAG = { dead: 1_000, constant: 800 };
/** A below which a contactor may open. */
const HARMLESS = 1;
const CAPACITY = 60_000_000 as MilliWattHours;

/** Holding registers that a client may write, with the largest value each takes. */
const WRITABLE: Readonly<Record<number, number>> = { 299: 32, 300: 32, 332: 2, 337: 2 };

/**
 * A three-phase charger and the car on it, behind the registers that go-e publishes. It has physics of its own: a car
 * that lags, a contactor, and a count of how often that was moved with current on it.
 */
export class SimulatedCharger implements RegisterSpace {
  private readonly holding: Record<number, number> = { 211: MOST_AMPS, 299: 16, 300: 10, 332: 0, 337: 0 };
  private moving: Lagging;
  private car: CarState = parkedCar((CAPACITY / 4) as MilliWattHours);
  private at: number;
  /** W·ms since plug-in. */
  private carried = 0;
  pluggedIn = true;
  /** Contactor moves, and those of them under load. */
  moves = 0;
  movedUnderLoad = 0;
  readonly writes: { readonly at: number; readonly address: number; readonly value: number }[] = [];

  /** @param now ms, monotonic. */
  constructor(private readonly now: () => number) {
    this.at = now();
    this.moving = restingAt(0, this.at);
  }

  /** W that flow now. */
  get power(): number {
    this.advance();
    return Math.round(this.moving.power);
  }

  /** Phases behind the contactor. */
  get phases(): 1 | 3 {
    return this.holding[332] === 1 ? 1 : 3;
  }

  get isCharging(): boolean {
    return this.amps >= HARMLESS;
  }

  read(address: number, count: number): readonly number[] | undefined {
    return valuesOf(address, count, (at) => this.holding[at]);
  }

  readInput(address: number, count: number): readonly number[] | undefined {
    this.advance();
    return valuesOf(address, count, (at) => this.input(at));
  }

  write(address: number, values: readonly number[]): number | null {
    this.advance();
    const all = values.map((value, n) => ({ address: address + n, value }));
    for (const { address: at, value } of all) {
      const most = WRITABLE[at];
      if (most === undefined) return ILLEGAL_ADDRESS;
      if (value > most) return ILLEGAL_VALUE;
    }
    for (const { address: at, value } of all) this.take(at, value);
    return null;
  }

  /** As go-e counts: 1 no car, 2 charging, 3 waiting. */
  private get carState(): number {
    return !this.pluggedIn ? 1 : this.isCharging ? 2 : 3;
  }

  /** Tens of W·s that went into the car since it was plugged in. */
  private get added(): number {
    return Math.round(this.carried / 10_000);
  }

  private get amps(): number {
    return this.moving.power / VOLTS / this.phases;
  }

  private take(address: number, value: number): void {
    const before = this.phases;
    const underLoad = this.isCharging;
    this.holding[address] = value;
    this.writes.push({ at: this.at, address, value });
    if (this.phases === before) return;
    this.moves += 1;
    if (underLoad) this.movedUnderLoad += 1;
  }

  /** The car takes what the pilot offers, late; nothing while the charger is told to stop. */
  private advance(): void {
    const at = this.now();
    const offered = this.holding[337] === 1 ? 0 : Math.min(MOST_AMPS, this.holding[299] ?? 0);
    const spec: CarSpec = { capacity: CAPACITY, efficiency: 0.9, phases: this.phases, minAmps: 6, maxAmps: MOST_AMPS, volts: VOLTS };
    const input = { setpoint: watts(offered * VOLTS * this.phases), pluggedIn: this.pluggedIn, driven: 0 as MilliWattHours };
    const { state, power } = stepCar(spec, this.car, input, Math.max(1, at - this.at));
    this.car = state;
    this.carried = this.pluggedIn ? this.carried + this.moving.power * Math.max(0, at - this.at) : 0;
    this.moving = stepLag(ordered(this.moving, LAG, power, this.at), LAG, at);
    this.at = at;
  }

  private input(address: number): number | undefined {
    const amps = Math.round(this.amps * 10);
    const carried = (phase: number): number => (phase === 0 || this.phases === 3 ? amps : 0);
    const tens = Math.round(this.moving.power / 10);
    const values: Readonly<Record<number, number>> = { 109: VOLTS, 111: VOLTS, 113: VOLTS, 115: carried(0), 117: carried(1), 119: carried(2), 121: tens, 205: 0b111000, 100: this.carState, 132: Math.floor(this.added / 65_536), 133: this.added % 65_536 };
    return values[address] ?? (address >= 108 && address <= 121 ? 0 : undefined);
  }
}

function valuesOf(address: number, count: number, of: (address: number) => number | undefined): readonly number[] | undefined {
  const values = Array.from({ length: count }, (_, n) => of(address + n));
  return values.every((value) => value !== undefined) ? values : undefined;
}
