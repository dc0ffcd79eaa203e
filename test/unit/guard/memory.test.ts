import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { GuardConfig } from '#domain/guard/event.ts';
import { guardMachine, type GuardEvent, type GuardMachineState } from '#domain/guard/machine.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
const CAR: DeviceDescriptor = { id: 'car', name: 'C', kind: 'car', simulated: true, rating: w(7_000), minimum: w(0), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: w(0), max: w(7_000) } };
const CONFIG: GuardConfig = { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: 0 as Milliseconds, seed: 1 };
const limit = (power: number): StandingLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'controllable', sequence: 1, value: { kind: 'limit', w: w(power) }, start: 0 as Instant, end: null });

/** One car that does what it is told, asked for 5 kW at each second. */
class Street {
  private readonly machine = guardMachine(CONFIG);
  state: GuardMachineState = this.machine.initial;
  private mono = 0;

  constructor() {
    this.step({ kind: 'capabilities', descriptor: CAR }, []);
  }

  second(limits: readonly StandingLimit[]): void {
    this.mono += 1_000;
    const power = w(this.state.commanded['car']?.command?.setpoint ?? 5_000);
    this.step({ kind: 'report', report: { id: 'car', heardAt: this.mono as Milliseconds, online: true, power, setpoint: power, stored: null } }, limits);
    this.step({ kind: 'reading', reading: { meter: 'm', at: this.mono as Instant, power, phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' } }, limits);
  }

  get car() {
    return this.state.commanded['car'];
  }

  private step(event: GuardEvent, limits: readonly StandingLimit[]): void {
    const now = { wall: this.mono as Instant, mono: this.mono as Milliseconds, boot: 'b', trust: 'synced' } as const;
    const requests = [{ device: 'car', power: w(5_000), decidedBy: 'plan' as const }];
    this.state = this.machine.step(this.state, event, now, { requests, limits, effectiveImport: { kind: 'none' } }).state;
  }
}

describe('what the guard remembers of a device', () => {
  it('is the cut of now, also where one limit follows another and nothing else has changed', () => {
    const street = new Street();
    street.second([limit(4_000)]);
    expect(street.car).toMatchObject({ cut: 1_000, decidedBy: 'limit' });
    street.second([limit(1_000)]);
    expect(street.car).toMatchObject({ cut: 4_000, decidedBy: 'limit' });
  });

  it('is the very same while nothing changes', () => {
    const street = new Street();
    for (let second = 0; second < 3; second++) street.second([]);
    const before = street.state.commanded;
    street.second([]);
    expect(street.state.commanded).toBe(before);
  });
});
