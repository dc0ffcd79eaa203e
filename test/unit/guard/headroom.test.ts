import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedPower } from '#domain/device/asked.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { GridReading } from '#domain/device/sense.ts';
import type { Ask } from '#domain/guard/ask.ts';
import { powerBounds } from '#domain/guard/bound.ts';
import type { GuardConfig, WriteEffect } from '#domain/guard/event.ts';
import { guardMachine, type GuardEvent } from '#domain/guard/machine.ts';
import { unreleased } from '#domain/guard/release.ts';
import { decide } from '#domain/guard/stage.ts';
import { NOTHING_UNVOUCHED } from '#domain/guard/vouch.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
const minute = 60_000 as Milliseconds;
const DEVICES: readonly DeviceDescriptor[] = [
  { id: 'battery', name: 'B', kind: 'battery', simulated: true, rating: w(3_700), minimum: w(0), fallback: { kind: 'timer', after: minute, power: w(0) }, primitive: { kind: 'store', capacity: 10_000_000, maxCharge: w(3_700), maxDischarge: w(3_700), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 } },
  { id: 'car', name: 'C', kind: 'car', simulated: true, rating: w(7_360), minimum: w(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: w(0), max: w(7_360) } },
  { id: 'tank', name: 'T', kind: 'heater', simulated: true, rating: w(2_000), minimum: w(2_000), fallback: { kind: 'timer', after: minute, power: w(0) }, primitive: { kind: 'modes', powers: [0, 2_000] } },
];
const CONFIG: GuardConfig = { shedOrder: ['tank', 'car', 'battery'], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: 20_000 as Milliseconds, seed: 3 };
const limitOf = (power: number, scope: 'site' | 'controllable'): StandingLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope, sequence: 1, value: { kind: 'limit', w: w(power) }, start: 0 as Instant, end: null });
const NOW = { wall: 0 as Instant, mono: 0 as Milliseconds, boot: 'b', trust: 'synced' } as const;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('one pass', () => {
  const requests = fc.tuple(...DEVICES.map((device) => fc.integer({ min: device.id === 'battery' ? -3_700 : 0, max: device.rating })));
  /** Every device does what is requested of it, and nothing was cut before. */
  const asksFor = (powers: readonly number[], devices: readonly DeviceDescriptor[]): Ask[] =>
    devices.map((descriptor, index) => {
      const request = powers[index] ?? 0;
      const report = { id: descriptor.id, heardAt: 0 as Milliseconds, online: true, power: w(request), setpoint: null, stored: 5_000_000 };
      return { id: descriptor.id, device: { descriptor, report, heardWall: null, lastTold: null }, request, power: request, decidedBy: 'plan', cut: 0 };
    });
  const decided = (powers: readonly number[], base: number, limit: StandingLimit, order = DEVICES): readonly number[] => {
    const asks = asksFor(powers, order);
    const power = w(base + sum(powers));
    const devices = Object.fromEntries(asks.map((ask) => [ask.id, w(ask.request)]));
    const grid: GridReading = { reading: { meter: 'm', at: 0 as Instant, power, phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' }, power, heardAt: 0 as Milliseconds, devices, steadySince: {}, unmoved: 0 };
    return decide(asks, { config: CONFIG, bounds: powerBounds([limit], asks, grid, NOTHING_UNVOUCHED), needsGrid: true, gridState: 'fresh', sensed: true, commanded: {}, rise: 0, release: unreleased, cycles: {}, byHand: new Set(), now: NOW }).map((ask) => ask.power);
  };

  it('keeps the sum within the room, as far as stores can carry what the base load leaves', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: -4_000, max: 9_000 }), fc.integer({ min: 0, max: 12_000 }), (powers, base, limit) => {
        expect(sum(decided(powers, base, limitOf(limit, 'site')))).toBeLessThanOrEqual(Math.max(limit - base, -3_700));
        expect(sum(decided(powers, base, limitOf(limit, 'controllable')).map((power) => Math.max(0, power)))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 5_000 },
    );
  }, 120_000);

  it('R15 is monotone: a lower limit never means more in all, nor more for one unless another that is kept before it has less', () => {
    const orders = fc.shuffledSubarray([...DEVICES], { minLength: DEVICES.length });
    fc.assert(
      fc.property(orders, fc.infiniteStream(fc.integer({ min: 0, max: 7_360 })), fc.integer({ min: -4_000, max: 9_000 }), fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 3_000 }), (order, drawn, base, limit, less) => {
        const powers = order.map(({ rating, id }) => (id === 'tank' ? 2_000 : Math.min(rating, drawn.next().value)));
        const more = decided(powers, base, limitOf(limit + less, 'site'), order);
        const fewer = decided(powers, base, limitOf(limit, 'site'), order);
        expect(sum(fewer)).toBeLessThanOrEqual(sum(more) + 1e-6);
        const first = fewer.findIndex((power, index) => Math.abs(power - (more[index] ?? 0)) > 1e-6);
        if (first >= 0) expect(fewer[first]).toBeLessThan(more[first] ?? 0);
      }),
      { numRuns: 3_000 },
    );
  }, 120_000);
});

type Happening =
  | { readonly kind: 'reading'; readonly base: number }
  | { readonly kind: 'report'; readonly id: string; readonly power: number | null; readonly online: boolean }
  | { readonly kind: 'request'; readonly id: string; readonly power: number }
  | { readonly kind: 'limit'; readonly w: number | null; readonly scope: 'site' | 'controllable' }
  | { readonly kind: 'written'; readonly ok: boolean }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'restart' };

/** The guard with everything that can happen around it, in any order. */
class AnyHome {
  private readonly machine = guardMachine(CONFIG);
  private readonly requests: Record<string, AskedPower> = {};
  private readonly limits: Record<string, StandingLimit> = {};
  private readonly takes: Record<string, number> = {};
  private state = this.machine.initial;
  private mono = 0;
  private boot = 1;
  private lastWrite = '';
  private base: number | null = null;

  constructor() {
    for (const descriptor of DEVICES) this.step({ kind: 'capabilities', descriptor });
  }

  happen(one: Happening): void {
    if (one.kind === 'request') this.requests[one.id] = { device: one.id, power: w(one.power), decidedBy: 'plan' };
    if (one.kind === 'limit' && one.w === null) delete this.limits[one.scope];
    if (one.kind === 'limit' && one.w !== null) this.limits[one.scope] = limitOf(one.w, one.scope);
    if (one.kind === 'report') this.report(one.id, one.power, one.online);
    if (one.kind === 'written') this.step({ kind: 'written', id: this.lastWrite, ok: one.ok, reason: one.ok ? null : 'timeout' });
    if (one.kind === 'reading') this.read(one.base);
    if (one.kind === 'wait') this.mono += one.ms;
    if (one.kind === 'restart') this.restart();
    this.step({ kind: 'tick' });
  }

  private report(id: string, said: number | null, online: boolean): void {
    // The tank is on or off, between its standby and its rating there is nothing to report; the car never gives.
    const power = id === 'tank' && said !== null ? (said > 500 ? 2_000 : Math.max(0, Math.min(20, said))) : id === 'car' && said !== null ? Math.max(0, said) : said;
    if (online) this.takes[id] = power ?? 0;
    this.step({ kind: 'report', report: { id, heardAt: this.mono as Milliseconds, online, power: power === null ? null : w(power), setpoint: null, stored: null } });
  }

  private read(base: number): void {
    this.base = base;
    const power = w(base + sum(Object.values(this.takes)));
    this.step({ kind: 'reading', reading: { meter: 'm', at: this.mono as Instant, power, phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' } });
  }

  private restart(): void {
    this.boot += 1;
    this.mono = 0;
    this.base = null;
    this.state = JSON.parse(JSON.stringify(this.state)) as typeof this.state;
  }

  private step(event: GuardEvent): void {
    const before = Object.fromEntries(DEVICES.map(({ id }) => [id, this.setpoint(id)]));
    const facts = { requests: Object.values(this.requests), limits: Object.values(this.limits), effectiveImport: { kind: 'none' } as const };
    const now = { wall: this.mono as Instant, mono: this.mono as Milliseconds, boot: `b${this.boot}`, trust: 'synced' } as const;
    const { state, effects = [] } = this.machine.step(this.state, event, now, facts);
    this.state = state;
    const writes = effects as readonly WriteEffect[];
    this.lastWrite = writes.at(-1)?.id ?? this.lastWrite;
    // A device found at some power is not raised by being told to stay there.
    if (writes.some((write) => write.setpoint > Math.max(before[write.device] ?? 0, this.takes[write.device] ?? 0))) this.expectRoom();
  }

  setpoint(id: string): number {
    return this.state.commanded[id]?.command?.setpoint ?? 0;
  }

  /** A set-point was raised: then all that stands, together, is within what the limits leave. */
  private expectRoom(): void {
    const asked = DEVICES.map(({ id }) => this.setpoint(id));
    const { site, controllable } = this.limits;
    if (site?.value.kind === 'limit' && this.base !== null) expect(sum(asked)).toBeLessThanOrEqual(Math.max(0, site.value.w - this.base));
    if (controllable?.value.kind === 'limit') expect(sum(asked.map((power) => Math.max(0, power)))).toBeLessThanOrEqual(controllable.value.w);
  }
}

describe('for any sequence of events', () => {
  const id = fc.constantFrom(...DEVICES.map((device) => device.id));
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('reading' as const), base: fc.integer({ min: -4_000, max: 9_000 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('report' as const), id, power: fc.option(fc.integer({ min: -4_000, max: 8_000 }), { nil: null }), online: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('request' as const), id, power: fc.integer({ min: -3_700, max: 8_000 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('limit' as const), w: fc.option(fc.integer({ min: 0, max: 12_000 }), { nil: null }), scope: fc.constantFrom('site' as const, 'controllable' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('written' as const), ok: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  );

  it('a device that shows a watt after a restart is not one that is on', () => {
    const home = new AnyHome();
    const happenings: readonly Happening[] = [
      { kind: 'report', id: 'battery', power: -1, online: true },
      { kind: 'restart' },
      { kind: 'limit', w: 5_194, scope: 'site' },
      { kind: 'reading', base: 0 },
      { kind: 'reading', base: 3_195 },
      { kind: 'report', id: 'tank', power: 1, online: true },
      { kind: 'request', id: 'tank', power: 2_000 },
    ];
    happenings.forEach((one) => home.happen(one));
    expect(home.setpoint('tank')).toBe(0);
  });

  it('counts on nothing that a battery gave before it fell silent', () => {
    const home = new AnyHome();
    const happenings: readonly Happening[] = [
      { kind: 'request', id: 'car', power: 3_853 },
      { kind: 'report', id: 'battery', power: -1_000, online: true },
      { kind: 'report', id: 'battery', power: null, online: false },
      { kind: 'request', id: 'tank', power: 2_000 },
      { kind: 'report', id: 'car', power: 3_853, online: true },
      { kind: 'reading', base: 5_295 },
      { kind: 'limit', w: 11_147, scope: 'site' },
      { kind: 'report', id: 'tank', power: null, online: true },
    ];
    happenings.forEach((one) => home.happen(one));
    expect(home.setpoint('tank')).toBe(0);
  });

  it('C-11 nothing is raised above what the limits leave for all devices together', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 5, maxLength: 60 }), (happenings) => {
        const home = new AnyHome();
        happenings.forEach((one) => home.happen(one));
      }),
      { numRuns: 2_000 },
    );
  }, 120_000);
});
