import type { ModesPrimitive } from '../device/primitive.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import { burnOf, heatOf } from './heat.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { storeCeiling, type Store } from './respond.ts';

/** What goes in and out of stores past their own terminals: heat that others bring, and what is drawn. */
export class Warmth {
  /** Per device: mWh that were to be drawn and were not there. */
  readonly unserved: Float64Array;
  /** Per device: W·ms of fuel. */
  readonly burnt: Float64Array;
  private readonly devices: readonly PlanDevice[];
  /** Place of the store that each device heats, -1 = none. */
  private readonly target: Int32Array;
  /** W of heat, and of fuel, per W of electricity of each device in its mode of this step. */
  private readonly perWatt: Float64Array;
  private readonly fuelPerWatt: Float64Array;
  /** W that go into each store in this step. */
  private readonly incoming: Float64Array;
  private readonly moves: boolean;
  private slot = 0;

  constructor({ devices }: PlanProblem) {
    this.devices = devices;
    this.unserved = new Float64Array(devices.length);
    this.burnt = new Float64Array(devices.length);
    this.perWatt = new Float64Array(devices.length);
    this.fuelPerWatt = new Float64Array(devices.length);
    this.incoming = new Float64Array(devices.length);
    this.target = Int32Array.from(devices, ({ feeds }) => devices.findIndex(({ id, primitive, stored }) => id === feeds && primitive.kind === 'store' && stored !== null));
    this.moves = devices.some(({ feeds, demand, primitive }) => feeds !== undefined || demand !== undefined || (primitive.kind === 'modes' && primitive.burns !== undefined) || (primitive.kind === 'store' && primitive.loss !== undefined));
  }

  reset(): void {
    if (!this.moves) return;
    this.unserved.fill(0);
    this.burnt.fill(0);
  }

  begin(slot: number): void {
    this.slot = slot;
    if (this.moves) this.incoming.fill(0);
  }

  cop({ cop }: PlanDevice): number {
    return cop?.[this.slot] ?? 1;
  }

  heats(device: number): boolean {
    return this.moves && ((this.target[device] ?? -1) >= 0 || this.devices[device]?.primitive.kind === 'modes');
  }

  /** mWh that a store gains from others, less what is drawn from it, over the step. */
  coming(device: number, ms: number): number {
    if (!this.moves) return 0;
    return (((this.incoming[device] ?? 0) - (this.devices[device]?.demand?.[this.slot] ?? 0)) * ms) / WATT_MS_PER_MWH;
  }

  /** The mean power in W of a mode whose store stops it when full. @param stored mWh per device. */
  fitting(device: number, modes: ModesPrimitive, power: number, stored: Float64Array, ms: number): number {
    const mode = modes.powers.indexOf(power);
    const heat = heatOf(modes, mode) * (this.devices[device]?.cop?.[this.slot] ?? 1);
    if (power !== 0) {
      this.perWatt[device] = heat / power;
      this.fuelPerWatt[device] = burnOf(modes, mode) / power;
    }
    const target = this.target[device] ?? -1;
    const store = this.devices[target]?.primitive;
    if (power === 0 || heat <= 0 || store?.kind !== 'store') return power;
    const room = ((storeCeiling(store) - (stored[target] ?? 0) - this.coming(target, ms)) * WATT_MS_PER_MWH) / ms;
    const share = Math.min(1, Math.max(0, room / heat));
    this.incoming[target] = (this.incoming[target] ?? 0) + heat * share;
    return power * share;
  }

  /** The heat of the powers that came of it all: a guard may have cut what a mode was to take. */
  bring(power: Float64Array, ms: number): void {
    if (!this.moves) return;
    this.incoming.fill(0);
    for (let index = 0; index < this.devices.length; index++) {
      const watts = power[index] ?? 0;
      if (watts === 0 || !this.heats(index)) continue;
      this.burnt[index] = (this.burnt[index] ?? 0) + watts * (this.fuelPerWatt[index] ?? 0) * ms;
      const target = this.target[index] ?? -1;
      if (target >= 0) this.incoming[target] = (this.incoming[target] ?? 0) + watts * (this.perWatt[index] ?? 0);
    }
  }

  /** mWh of a store once heat has come and what is drawn has gone, between empty and full; what was not there is noted. */
  settled(device: number, stored: number, { capacity }: Store, ms: number): number {
    const level = stored + this.coming(device, ms);
    if (level >= 0) return Math.min(level, capacity);
    // A rounding of the last watt is no cold shower.
    if (level < -1) this.unserved[device] = (this.unserved[device] ?? 0) - level;
    return 0;
  }
}
