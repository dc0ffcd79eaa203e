import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DutyCycle, DeviceDescriptor } from '#domain/device/device.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import { controlMachines, type ControlConfig, type ControlEffect, type ControlEvent, type ControlFacts } from '#domain/home/control.ts';
import { initialHome, route, type AnyMachine } from '#domain/home/home.ts';
import { issuerSource } from '#domain/limit/sources.ts';
import type { Demand, Firmness } from '#domain/signal/call.ts';
import { KINDS, type Contract } from '#domain/signal/contract.ts';
import { holdSource } from '#domain/signal/hold.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { BATTERY, CAR, CONFIG, HEATER, START, w } from './controlledHome.ts';

/** Compressors: ten minutes of rest, six starts an hour at most (reliability 2.6). */
const CYCLE: DutyCycle = { minRun: 180_000 as Milliseconds, minRest: 600_000 as Milliseconds, startsPerHour: 6 };
const PUMP: DeviceDescriptor = { ...HEATER, id: 'pump', name: 'Heat pump', cycle: CYCLE };
const FUSE_WATTS = 25 * 230;
const FROST = 500;
const PROTECTED: DeviceDescriptor = { ...HEATER, id: 'frost', name: 'Frost guard', rating: w(FROST), minimum: w(FROST), primitive: { kind: 'modes', powers: [0, FROST] } };
const GUARD: ControlConfig['guard'] = { ...CONFIG.guard, fuse: { amps: 25, volts: 230 }, protect: { frost: w(FROST) }, releaseDelay: 0 as Milliseconds };

/** A household that has agreed to everything: nothing is left but what its devices, its fuse and its safety can stand. */
const ISSUER = 'dso';
const DAY = 86_400_000;
const CONTRACT: Contract = {
  issuer: ISSUER, title: 'Operator', audience: ['home'], kinds: KINDS,
  limits: [{ direction: 'import', scope: 'site' }, { direction: 'import', scope: 'controllable' }],
  demands: ['less-demand', 'more-demand', 'less-generation', 'more-generation'], windows: null, longest: DAY, recovery: null, mostPerDay: null, mostPerYear: null,
  firmness: 'firm', enrolled: true, basis: null, longestHold: DAY, holdOnlyAfterOutage: false, increase: { power: 1_000_000, energyPerDay: 1e12 }, prices: { least: -1, most: 1 },
};
const IDS = ['battery', 'car', 'pump', 'frost'] as const;
/** A circuit for each choice of devices, by the bits of its number. */
const CIRCUITS = Object.fromEntries(Array.from({ length: 2 ** IDS.length }, (_, bits) => [`c${bits}`, IDS.filter((_id, n) => (bits >> n) % 2 === 1)]));
const HOME: ControlConfig = {
  ...CONFIG,
  signals: { contracts: [CONTRACT], aims: { classes: {}, circuits: CIRCUITS }, zone: 'Europe/Berlin', floor: CONFIG.limit.floor, upBefore: DAY, machineBoot: 'm', revoked: {} },
  limit: { ...CONFIG.limit, sources: [issuerSource(ISSUER, CONTRACT.limits), { source: holdSource(ISSUER), keys: [{ direction: 'import', scope: 'controllable' }] }] },
  guard: GUARD,
};

interface Call {
  readonly demand: Demand;
  readonly firmness: Firmness;
  readonly power: number | null;
  readonly circuit: number;
  readonly seconds: number;
}
/** A limit or a hold beside the call; a hold is released with the next message. */
type Beside = { readonly w: number | null } | 'hold' | null;
interface Hostile extends Call {
  readonly beside: Beside;
}
const FIRM = fc.constantFrom<Firmness>('firm', 'overridable', 'advisory');
const hostile = fc.array(
  fc.record<Hostile>({
    demand: fc.constantFrom<Demand>('less-demand', 'more-demand', 'less-generation', 'more-generation'),
    firmness: FIRM,
    power: fc.option(fc.constantFrom(0, 1, 499, 2_000, 7_000, 1_000_000), { nil: null }),
    circuit: fc.integer({ min: 0, max: 2 ** IDS.length - 1 }),
    seconds: fc.constantFrom(5, 20, 60, 400),
    beside: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.constantFrom<Beside>({ w: 0 }, { w: null }, { w: 3_000 }, { w: 1_000_000 }) }, { weight: 1, arbitrary: fc.constant<Beside>('hold') }),
  }),
  { minLength: 10, maxLength: 40 },
);

const iso = (at: number): string => new Date(at).toISOString();

/** The home whose devices do what they are told; all that is asked of it comes under good signatures, and is judged as such. */
class Attacked {
  private readonly machines: readonly AnyMachine<ControlFacts>[] = controlMachines(HOME);
  private home = initialHome<ControlFacts>(this.machines);
  readonly powers: Record<string, number> = { battery: 0, car: 0, pump: 0, frost: 0 };
  readonly pump = { starts: [] as number[], stops: [] as number[] };
  readonly answers: Record<string, number> = {};
  second = 0;
  events = 0;
  running = 0;
  private sequence = 0;
  private holds = false;

  constructor() {
    for (const descriptor of [BATTERY, CAR, PUMP, PROTECTED]) this.send({ kind: 'capabilities', descriptor });
  }

  live({ seconds, ...one }: Hostile): void {
    if (this.holds) this.sign('release', {});
    this.holds = one.beside === 'hold';
    if (one.beside === 'hold') this.sign('hold', {});
    else if (one.beside) this.sign('limit', { direction: 'import', scope: 'site', w: one.beside.w });
    this.call({ ...one, seconds });
    for (const until = this.second + seconds; this.second < until; this.beat()) this.second += 1;
  }

  call({ demand, firmness, power, circuit, seconds }: Call): void {
    this.sign('event', { id: `e${this.sequence}`, demand, firmness, power, target: { kind: 'circuit', circuit: `c${circuit}` }, end: iso(this.wall + seconds * 1_000) });
  }

  sign(kind: string, body: Readonly<Record<string, unknown>>): void {
    this.sequence += 1;
    const iat = Math.floor(this.wall / 1_000);
    this.send({ kind: 'signed', id: `s${this.sequence}`, issuer: ISSUER, key: 'k1', may: 'all', claims: { iss: ISSUER, aud: 'home', iat, exp: iat + 3_600, jti: `j${this.sequence}`, seq: this.sequence, kind, ...body } });
  }

  beat(): void {
    const grid = 400 + Object.values(this.powers).reduce((sum, power) => sum + power, 0);
    for (const [id, power] of Object.entries(this.powers)) this.send({ kind: 'report', report: { id, heardAt: (this.second * 1_000) as Milliseconds, online: true, power: w(power), setpoint: w(power), stored: id === 'battery' ? 5_000_000 : null } });
    this.send({ kind: 'tick' });
    this.send({ kind: 'reading', reading: { meter: 'm', at: this.wall, power: w(Math.round(grid)), phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' } });
    this.running += (this.home.facts.calls ?? []).some(({ status }) => status === 'running') ? 1 : 0;
    // At every second, whatever was written in the one before.
    if (grid > FUSE_WATTS) expect.fail(`${grid} W at ${this.second} s: ${JSON.stringify(this.powers)}`);
  }

  private get wall(): Instant {
    return (START + this.second * 1_000) as Instant;
  }

  private send(event: ControlEvent): void {
    this.events += 1;
    const now = { wall: this.wall, mono: (this.second * 1_000) as Milliseconds, boot: 'b', trust: 'synced' } as const;
    const routed = route(this.machines, this.home, event, now);
    if (routed.faults.length > 0) throw routed.faults[0]?.error;
    this.home = routed.home;
    for (const effect of routed.effects as readonly ControlEffect[]) this.perform(effect);
  }

  private perform(effect: ControlEffect): void {
    if (effect.kind === 'write') this.write(effect);
    if (effect.kind === 'store') this.send({ kind: 'stored', id: effect.id });
    if (effect.kind === 'admit-signal') this.send({ kind: 'signal', id: effect.signed, signal: effect.signal, may: effect.may, proven: effect.proven });
    if (effect.kind !== 'signal-answer') return;
    const answer = effect.reason ?? effect.outcome;
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
  }

  private write({ device, setpoint, id }: WriteEffect): void {
    const before = this.powers[device] ?? 0;
    this.powers[device] = setpoint;
    if (device === 'pump' && before <= 0 && setpoint > 0) this.pump.starts.push(this.second);
    if (device === 'pump' && before > 0 && setpoint <= 0) this.pump.stops.push(this.second);
    this.send({ kind: 'written', id, device, ok: true, reason: null });
  }
}

describe('the local envelope: whatever a validly signed sender asks', () => {
  it('the fuse holds and a compressor is started and stopped as it can stand, through more than 10^5 events', () => {
    let events = 0;
    let running = 0;
    const answers: Record<string, number> = {};
    fc.assert(
      fc.property(hostile, (asked) => {
        const home = new Attacked();
        for (const one of asked) home.live(one);
        events += home.events;
        running += home.running;
        for (const [answer, count] of Object.entries(home.answers)) answers[answer] = (answers[answer] ?? 0) + count;
        const { starts, stops } = home.pump;
        for (const start of starts) expect(starts.filter((other) => other >= start && other < start + 3_600).length).toBeLessThanOrEqual(CYCLE.startsPerHour);
        for (const stop of stops) expect(starts.filter((start) => start > stop && start < stop + 599)).toEqual([]);
      }),
      { numRuns: 13, seed: 14 },
    );
    console.log(`local envelope: ${events} events under hostile messages, calls running in ${running} s; answers ${JSON.stringify(answers)}`);
    expect(events).toBeGreaterThan(100_000);
    // Most of it was heard and done, or nothing was tried.
    expect(running).toBeGreaterThan(5_000);
    expect(answers['done']).toBeGreaterThan(300);
  });

  it('a limit of 0 W for ever leaves frost protection on, whatever is called for beside it', () => {
    const home = new Attacked();
    home.sign('limit', { direction: 'import', scope: 'site', w: 0 });
    home.live({ demand: 'more-demand', firmness: 'overridable', power: 1_000_000, circuit: 2 ** IDS.length - 1, seconds: 2_000, beside: null });
    expect(home.answers).toEqual({ done: 2 });
    expect(home.running).toBeGreaterThan(1_900);
    expect(home.powers).toMatchObject({ car: 0, pump: 0, frost: FROST });
  });

  it('ten thousand intervals, the year 1 and 1 MW of limit are refused or change nothing that the fuse holds', () => {
    const home = new Attacked();
    const intervals = Array.from({ length: 10_000 }, (_, n) => ({ w: 0, start: iso(START + n * 1_000), end: iso(START + (n + 1) * 1_000) }));
    home.sign('limit', { direction: 'import', scope: 'site', intervals });
    home.sign('limit', { direction: 'import', scope: 'site', w: 1_000_000, start: '0001-01-01T00:00:00Z' });
    home.sign('event', { id: 'old', demand: 'more-demand', firmness: 'firm', power: 1_000_000, start: '0001-01-01T00:00:00Z', end: iso(START + 600_000) });
    home.live({ demand: 'more-demand', firmness: 'firm', power: 1_000_000, circuit: 2 ** IDS.length - 1, seconds: 600, beside: null });
    expect(home.answers).toEqual({ 'too-many-intervals': 1, done: 2, 'too-long': 1 });
  });
});
