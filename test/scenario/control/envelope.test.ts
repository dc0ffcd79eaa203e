import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DutyCycle, DeviceDescriptor } from '#domain/device/device.ts';
import type { ControlConfig } from '#domain/home/control.ts';
import type { Demand, Firmness, StandingCall } from '#domain/signal/call.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { followMachine } from '#domain/follow/machine.ts';
import { guardMachine } from '#domain/guard/machine.ts';
import { initialHome, route, type AnyMachine } from '#domain/home/home.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import { BATTERY, CAR, CONFIG, HEATER, START, w } from './controlledHome.ts';

/** Compressors: ten minutes of rest, six starts an hour at most (reliability 2.6). */
const CYCLE: DutyCycle = { minRun: 180_000 as Milliseconds, minRest: 600_000 as Milliseconds, startsPerHour: 6 };
const PUMP: DeviceDescriptor = { ...HEATER, id: 'pump', name: 'Heat pump', cycle: CYCLE };
const FUSE_WATTS = 25 * 230;
const FROST = 500;
const PROTECTED: DeviceDescriptor = { ...HEATER, id: 'frost', name: 'Frost guard', rating: w(FROST), minimum: w(FROST), primitive: { kind: 'modes', powers: [0, FROST] } };
const GUARD: ControlConfig['guard'] = { ...CONFIG.guard, fuse: { amps: 25, volts: 230 }, protect: { frost: w(FROST) }, releaseDelay: 0 as Milliseconds };

interface Hostile {
  readonly demand: Demand;
  readonly firmness: Firmness;
  readonly power: number | null;
  readonly devices: readonly string[];
  readonly seconds: number;
}
const calls = fc.array(
  fc.record<Hostile>({
    demand: fc.constantFrom<Demand>('less-demand', 'more-demand', 'less-generation', 'more-generation'),
    firmness: fc.constantFrom<Firmness>('firm', 'overridable', 'advisory'),
    power: fc.option(fc.constantFrom(0, 1, 499, 2_000, 7_000, 1_000_000), { nil: null }),
    devices: fc.subarray(['battery', 'car', 'pump', 'frost']),
    seconds: fc.constantFrom(5, 20, 60, 400),
  }),
  { minLength: 10, maxLength: 40 },
);

/** The home whose devices do what they are told; calls come at once, as a signer who means harm would send them. */
class Attacked {
  private readonly machines: readonly AnyMachine<ControlFacts>[] = [followMachine({ neutral: {} }), guardMachine(GUARD)];
  private home = initialHome<ControlFacts>(this.machines);
  readonly powers: Record<string, number> = { battery: 0, car: 0, pump: 0, frost: 0 };
  readonly pump = { starts: [] as number[], stops: [] as number[] };
  second = 0;
  events = 0;

  constructor(private readonly limits: readonly StandingLimit[]) {
    for (const descriptor of [BATTERY, CAR, PUMP, PROTECTED]) this.send({ kind: 'capabilities', descriptor }, []);
  }
  live(one: Hostile): void {
    const call: StandingCall = { ...one, id: `c${this.second}`, issuer: 'dso', target: { kind: 'all' }, start: START, end: (START + 9e12) as Instant, power: one.power === null ? null : w(one.power), reward: null, text: null, status: 'running', receivedAt: START, basis: null };
    for (const until = this.second + one.seconds; this.second < until; this.beat([call])) this.second += 1;
  }
  private beat(standing: readonly StandingCall[]): void {
    const grid = 400 + Object.values(this.powers).reduce((sum, power) => sum + power, 0);
    for (const [id, power] of Object.entries(this.powers)) this.send({ kind: 'report', report: { id, heardAt: (this.second * 1_000) as Milliseconds, online: true, power: w(power), setpoint: w(power), stored: id === 'battery' ? 5_000_000 : null } }, standing);
    this.send({ kind: 'reading', reading: { meter: 'm', at: START, power: w(Math.round(grid)), phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' } }, standing);
    this.expectEnvelope(grid);
  }
  /** At every second, whatever was written in the one before. */
  private expectEnvelope(grid: number): void {
    expect(grid, `at ${this.second} s: ${JSON.stringify(this.powers)}`).toBeLessThanOrEqual(FUSE_WATTS);
  }
  private send(event: Parameters<AnyMachine<ControlFacts>['step']>[1], standing: readonly StandingCall[]): void {
    this.events += 1;
    const now = { wall: (START + this.second * 1_000) as Instant, mono: (this.second * 1_000) as Milliseconds, boot: 'b', trust: 'synced' } as const;
    const routed = route(this.machines, { ...this.home, facts: { ...this.home.facts, calls: standing, limits: this.limits } }, event, now);
    if (routed.faults.length > 0) throw routed.faults[0]?.error;
    this.home = routed.home;
    for (const effect of routed.effects) if (effect.kind === 'write') this.write(effect as WriteEffect);
  }
  private write({ device, setpoint, id }: WriteEffect): void {
    const before = this.powers[device] ?? 0;
    this.powers[device] = setpoint;
    if (device === 'pump' && before <= 0 && setpoint > 0) this.pump.starts.push(this.second);
    if (device === 'pump' && before > 0 && setpoint <= 0) this.pump.stops.push(this.second);
    this.send({ kind: 'written', id, ok: true, reason: null }, []);
  }
}
const limitOf = (power: number): StandingLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, value: { kind: 'limit', w: w(power) }, start: START, end: null });

describe('the local envelope: whatever a validly signed sender asks', () => {
  it('the fuse holds and a compressor is started and stopped as it can stand, through more than 10^4 events', () => {
    let events = 0;
    fc.assert(
      fc.property(calls, (hostile) => {
        const home = new Attacked([]);
        for (const one of hostile) home.live(one);
        events += home.events;
        const { starts, stops } = home.pump;
        for (const start of starts) expect(starts.filter((other) => other >= start && other < start + 3_600).length).toBeLessThanOrEqual(CYCLE.startsPerHour);
        for (const stop of stops) expect(starts.filter((start) => start > stop && start < stop + 599)).toEqual([]);
      }),
      { numRuns: 15, seed: 14 },
    );
    console.log(`local envelope: ${events} events under hostile calls`);
    expect(events).toBeGreaterThan(10_000);
  }, 120_000);
  it('a limit of 0 W for ever leaves frost protection on', () => {
    const home = new Attacked([limitOf(0)]);
    home.live({ demand: 'more-demand', firmness: 'overridable', power: 1_000_000, devices: ['battery', 'car', 'pump', 'frost'], seconds: 2_000 });
    expect(home.powers).toMatchObject({ car: 0, pump: 0, frost: FROST });
  });
});
