import { describe, expect, it } from 'vitest';
import type { AskedPower, Decider } from '#domain/device/asked.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { GuardConfig, GuardState, WriteEffect } from '#domain/guard/event.ts';
import { guardMachine, type GuardEvent } from '#domain/guard/machine.ts';
import type { PhaseLimit, StandingLimit } from '#domain/limit/standing.ts';
import type { Demand, StandingCall } from '#domain/signal/call.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
const NOON = Date.UTC(2027, 2, 1, 12);
const CAR: DeviceDescriptor = { id: 'car', name: 'C', kind: 'car', simulated: true, rating: w(7_000), minimum: w(1_400), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: w(0), max: w(7_000) } };
const PUMP: DeviceDescriptor = { id: 'pump', name: 'P', kind: 'heater', simulated: true, rating: w(2_000), minimum: w(2_000), fallback: { kind: 'none' }, primitive: { kind: 'modes', powers: [0, 2_000] }, cycle: { minRun: 300_000 as Milliseconds, minRest: 600_000 as Milliseconds, startsPerHour: 6 } };
const CONFIG: GuardConfig = { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 1_000_000, releaseDelay: 600_000 as Milliseconds, startDelay: 600_000 as Milliseconds, seed: 1 };
const limitOf = (power: number): StandingLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'controllable', sequence: 1, value: { kind: 'limit', w: w(power) }, start: 0 as Instant, end: null });

const ampsOf = (amps: number): PhaseLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, amps, start: 0 as Instant, end: null });

/** One device that does at once what it is told, a second at a time. */
class Home {
  private readonly machine;
  private state;
  private boot = 1;
  private bootedAt = 0;
  second = 0;
  power = 0;
  want: readonly [number, Decider] = [0, 'plan'];
  limits: readonly StandingLimit[] = [];
  phaseLimits: readonly PhaseLimit[] = [];
  calls: readonly StandingCall[] = [];
  guard: GuardState | null = null;
  trust: Now['trust'] = 'floor';
  wallOffset = 0;
  readonly answers: unknown[] = [];
  starts = 0;

  constructor(
    private readonly device: DeviceDescriptor,
    config: Partial<GuardConfig> = {},
  ) {
    this.machine = guardMachine({ ...CONFIG, ...config });
    this.state = this.machine.initial;
    this.step({ kind: 'capabilities', descriptor: device });
  }
  run(until: number): this {
    for (; this.second < until; ) {
      this.second += 1;
      this.step({ kind: 'report', report: { id: this.device.id, heardAt: this.mono, online: true, power: w(this.power), setpoint: w(this.power), stored: null } });
      this.step({ kind: 'reading', reading: { meter: 'm', at: NOON as Instant, power: w(this.power + 300), phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' } });
    }
    return this;
  }
  /** Away for some seconds: devices too, unless they are said to run on. */
  away(seconds: number, power = 0): this {
    this.boot += 1;
    this.second += seconds;
    this.bootedAt = this.second;
    this.power = power;
    this.state = JSON.parse(JSON.stringify(this.state)) as typeof this.state;
    this.step({ kind: 'capabilities', descriptor: this.device });
    return this;
  }
  skip(): this {
    this.step({ kind: 'householder', id: 'p1', act: { kind: 'skip-delay' } });
    return this;
  }
  /** Seconds from now until it runs. */
  startsAfter(longest = 700): number {
    const from = this.second;
    while (this.power <= 0 && this.second < from + longest) this.run(this.second + 1);
    return this.second - from;
  }
  private get mono(): Milliseconds {
    return ((this.second - this.bootedAt) * 1_000) as Milliseconds;
  }
  private step(event: GuardEvent): void {
    const requests: readonly AskedPower[] = [{ device: this.device.id, power: w(this.want[0]), decidedBy: this.want[1] }];
    const now: Now = { wall: (NOON + (this.second + this.wallOffset) * 1_000) as Instant, mono: this.mono, boot: `b${this.boot}`, trust: this.trust };
    const { state, facts, effects = [] } = this.machine.step(this.state, event, now, { requests, limits: this.limits, phaseLimits: this.phaseLimits, calls: this.calls, effectiveImport: { kind: 'none' } });
    this.state = state;
    this.guard = facts?.guard ?? this.guard;
    for (const effect of effects) this.perform(effect.kind === 'write' ? (effect as WriteEffect) : null, effect);
  }
  private perform(write: WriteEffect | null, effect: unknown): void {
    if (!write) return void this.answers.push(effect);
    if (this.power <= 0 && write.setpoint > 0) this.starts += 1;
    this.power = write.setpoint;
    this.step({ kind: 'written', id: write.id, ok: true, reason: null });
  }
}
const wanting = (power: number, decidedBy: Decider = 'neutral', config: Partial<GuardConfig> = {}, device = CAR): Home => {
  const home = new Home(device, config);
  home.want = [power, decidedBy];
  return home;
};
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

describe('the end of an outage', () => {
  it('waits by chance, each second of ten minutes as likely as another, and says until when', () => {
    const waits = seeds.slice(0, 120).map((seed) => wanting(5_000, 'neutral', { seed, startDelay: 0 as Milliseconds }).run(60).away(3_600).startsAfter());
    expect(Math.max(...waits)).toBeLessThanOrEqual(602);
    const thirds = [0, 1, 2].map((third) => waits.filter((wait) => wait > third * 200 && wait <= (third + 1) * 200).length);
    thirds.forEach((count) => expect(count).toBeGreaterThan(25));
    expect(new Set(waits).size).toBeGreaterThan(80);
    const home = wanting(5_000, 'neutral', { startDelay: 0 as Milliseconds }).run(60).away(3_600).run(3_670);
    const until = home.guard?.delayedUntil ?? 0;
    const wait = home.startsAfter();
    expect(Math.abs(until - (NOON + (3_670 + wait) * 1_000))).toBeLessThanOrEqual(1_000);
    expect(home.guard?.delayedUntil).toBeNull();
  });
  it('of half an hour at most where it is set so', () => {
    const waits = seeds.slice(0, 20).map((seed) => wanting(5_000, 'neutral', { seed, releaseDelay: 1_800_000 as Milliseconds, startDelay: 0 as Milliseconds }).run(60).away(3_600).startsAfter(2_000));
    expect(Math.max(...waits)).toBeGreaterThan(1_200);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_802);
  });
  it('is no restart of ours: within a minute nothing waits', () => expect(wanting(5_000, 'neutral', { startDelay: 0 as Milliseconds }).run(60).away(5).startsAfter()).toBeLessThan(10));
  it.each([['is not believed', 'none', 0], ['has gone back', 'floor', -86_400]] as const)('waits too when the clock %s', (_, trust, wallOffset) => {
    const home = wanting(5_000, 'neutral', { seed: 5 }).run(60);
    Object.assign(home, { trust, wallOffset });
    expect(home.away(10).startsAfter()).toBeGreaterThan(10);
  });
  it('lets go on what is found running', () => {
    const home = wanting(5_000).run(60).away(3_600, 5_000);
    home.run(home.second + 5);
    expect(home.power).toBe(5_000);
  });
  it('a person skips it, and is answered', () => {
    const home = wanting(5_000, 'neutral', { seed: 5 }).run(60).away(3_600).run(3_665);
    expect(home.power).toBe(0);
    expect(home.skip().startsAfter()).toBeLessThan(3);
    expect(home.answers).toMatchObject([{ kind: 'householder-answer', act: 'p1', outcome: 'done', reason: null }]);
  });
  it('does not hold a person’s hand', () => expect(wanting(5_000, 'override').run(60).away(3_600).startsAfter()).toBeLessThan(5));
});

describe('a release', () => {
  const released = (seed: number, decidedBy: Decider = 'neutral'): Home => {
    const home = wanting(5_000, decidedBy, { seed, startDelay: 0 as Milliseconds });
    home.limits = [limitOf(0)];
    home.run(60);
    home.limits = [];
    return home;
  };
  it('waits by chance to the second; never in an emergency', () => {
    const waits = seeds.slice(0, 60).map((seed) => released(seed).startsAfter());
    expect(new Set(waits).size).toBeGreaterThan(40);
    const home = released(3).run(70);
    home.limits = [limitOf(0)];
    expect(home.run(72).power).toBe(0);
  });
  it('a tightening in the wait holds at once', () => {
    const home = wanting(5_000, 'neutral', { seed: 3 });
    home.run(30).skip().run(60);
    expect(home.power).toBe(5_000);
    home.limits = [limitOf(2_000)];
    expect(home.run(61).power).toBe(2_000);
  });
  it('of a limit in A a phase waits as one in W does, also when it only grows', () => {
    const waits = seeds.slice(0, 60).map((seed) => {
      const home = wanting(5_000, 'neutral', { seed, startDelay: 0 as Milliseconds });
      home.phaseLimits = [ampsOf(2)];
      home.run(60).phaseLimits = seed % 2 === 0 ? [] : [ampsOf(32)];
      return home.startsAfter();
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(602);
    expect(new Set(waits).size).toBeGreaterThan(40);
  });
  it('can be skipped', () => expect(released(3).run(62).skip().startsAfter()).toBeLessThan(3));
});

describe('a restart of ours within a wait', () => {
  const dimmed = (seed: number, config: Partial<GuardConfig> = {}): Home => {
    const home = wanting(5_000, 'neutral', { seed, startDelay: 0 as Milliseconds, ...config });
    home.limits = [limitOf(0)];
    home.run(50).limits = [];
    return home;
  };
  /** Second of the whole run at which it runs again. */
  const backAt = (home: Home): number => home.second + home.startsAfter();

  it.each([1, 2, 3, 4, 5, 6])('after a release: it runs again in the second it would have, with seed %i', (seed) => {
    const told = backAt(dimmed(seed));
    if (told > 66) expect(Math.abs(backAt(dimmed(seed).run(60).away(5)) - told)).toBeLessThanOrEqual(1);
  });
  it('however often, and also where it is asked nothing between two', () => {
    const told = backAt(dimmed(3));
    expect(told).toBeGreaterThan(100);
    const home = dimmed(3).run(60).away(5).away(5).run(80).away(5).away(5).away(5);
    expect(Math.abs(backAt(home) - told)).toBeLessThanOrEqual(1);
  });
  it('what was cut comes back by the ramp then, and not at once', () => {
    const home = dimmed(3, { ramp: 100 }).run(60).away(5);
    backAt(home);
    const from = home.power;
    home.run(home.second + 10);
    expect(home.power - from).toBeGreaterThanOrEqual(900);
    expect(home.power - from).toBeLessThanOrEqual(1_100);
  });
  it('a limit that goes while we are away is a release', () => {
    const waits = seeds.slice(0, 40).map((seed) => {
      const home = wanting(5_000, 'neutral', { seed, startDelay: 0 as Milliseconds });
      home.limits = [limitOf(0)];
      home.run(50).limits = [];
      return home.away(5).startsAfter();
    });
    expect(new Set(waits).size).toBeGreaterThan(25);
  });
  it('is no longer than the longest that is set now', () => expect(backAt(dimmed(3).run(60).away(5))).toBeLessThanOrEqual(652));
  it('of a start by schedule', () => {
    const evening = (): Home => {
      const home = new Home(CAR, { seed: 3 });
      home.run(60).want = [5_000, 'plan'];
      return home.run(62);
    };
    const told = backAt(evening());
    expect(told).toBeGreaterThan(80);
    expect(Math.abs(backAt(evening().away(5)) - told)).toBeLessThanOrEqual(1);
  });
});

describe('G-01 a signed call that reaches every home in one second', () => {
  const callOf = (demand: Demand, power: number | null = null): StandingCall => ({ id: 'c1', issuer: 'dso', demand, target: { kind: 'all' }, firmness: 'firm', start: 0 as Instant, end: 1e15 as Instant, power: power === null ? null : w(power), reward: null, text: null, status: 'running', devices: [CAR.id], receivedAt: 0 as Instant, basis: 'c' });
  const underCall = (demand: Demand, seed: number, before: number, asked: number, decidedBy: Decider = 'dispatch', config: Partial<GuardConfig> = {}): Home => {
    const home = wanting(before, 'neutral', { seed, startDelay: 0 as Milliseconds, ...config }).run(60);
    home.calls = [callOf(demand)];
    home.want = [asked, decidedBy];
    return home;
  };
  const waitToRise = (home: Home, above: number, longest = 700): number => {
    const from = home.second;
    while (home.power <= above && home.second < from + longest) home.run(home.second + 1);
    return home.second - from;
  };
  it.each(['more-demand', 'less-generation'] as const)('%s: each second of ten minutes as likely as another', (demand) => {
    const waits = seeds.slice(0, 90).map((seed) => underCall(demand, seed, 0, 7_000).startsAfter());
    expect(Math.max(...waits)).toBeLessThanOrEqual(602);
    [0, 1, 2].forEach((third) => expect(waits.filter((wait) => wait > third * 200 && wait <= (third + 1) * 200).length).toBeGreaterThan(15));
  });
  it('what runs goes on as it is, waits with the rest, and rises by the ramp when its wait is over', () => {
    const home = underCall('more-demand', 3, 2_000, 7_000, 'dispatch', { ramp: 100 });
    home.run(65);
    expect([home.power, home.guard?.delayedUntil !== null]).toEqual([2_000, true]);
    expect(waitToRise(home, 2_000)).toBeGreaterThan(5);
    const from = home.power;
    home.run(home.second + 10);
    expect(home.power - from).toBeGreaterThanOrEqual(900);
    expect(home.power - from).toBeLessThanOrEqual(1_100);
  });
  it('a call for more again does not shorten the wait, a larger one on what runs waits anew', () => {
    const [one, other] = [underCall('more-demand', 3, 0, 7_000), underCall('more-demand', 3, 0, 7_000)];
    other.run(70).calls = [callOf('more-demand'), { ...callOf('more-demand'), id: 'c2' }];
    expect(10 + other.startsAfter()).toBe(one.startsAfter());
    other.want = [5_000, 'dispatch'];
    other.run(other.second + 2).calls = [callOf('more-demand', 9_000)];
    other.want = [7_000, 'dispatch'];
    expect(waitToRise(other, 5_000)).toBeGreaterThan(3);
  });
  it('less demand is obeyed at once, also within the wait; its end waits', () => {
    const home = underCall('less-demand', 3, 5_000, 0).run(62);
    expect(home.power).toBe(0);
    home.run(90).calls = [];
    home.want = [5_000, 'plan'];
    expect(home.startsAfter()).toBeGreaterThan(3);
    expect(home.run(home.second + 5).power).toBe(5_000);
    const rising = underCall('more-demand', 3, 5_000, 7_000).run(62);
    rising.calls = [callOf('less-demand')];
    rising.want = [2_000, 'dispatch'];
    expect(rising.run(64).power).toBe(2_000);
  });
  it('the end of more falls at once', () => {
    const home = underCall('more-demand', 3, 1_400, 7_000).run(62).skip().run(70);
    expect(home.power).toBe(7_000);
    home.calls = [];
    home.want = [1_400, 'neutral'];
    expect(home.run(72).power).toBe(1_400);
  });
  it('a car whose call ends into a schedule waits once, not the longer of two chances', () => {
    const waits = seeds.slice(0, 90).map((seed) => {
      const home = underCall('less-demand', seed, 5_000, 0, 'dispatch', { startDelay: 600_000 as Milliseconds }).run(90);
      home.calls = [];
      home.want = [5_000, 'plan'];
      return home.startsAfter();
    });
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeLessThan(350);
  });
  it('a person skips it, and a hand does not wait', () => {
    expect(underCall('more-demand', 3, 0, 7_000).run(62).skip().startsAfter()).toBeLessThan(3);
    expect(underCall('more-demand', 3, 0, 7_000, 'override').startsAfter()).toBeLessThan(3);
  });
});

describe('GB smart charging, regulation 11: a vehicle that a schedule starts', () => {
  const evening = (decidedBy: Decider, device = CAR, seed = 3): Home => {
    const home = new Home(device, { seed });
    home.want = [0, 'plan'];
    home.run(60);
    home.want = [device.rating, decidedBy];
    return home;
  };
  it('waits by chance at the price edge', () => {
    const waits = seeds.slice(0, 100).map((seed) => evening('plan', CAR, seed).startsAfter());
    expect(new Set(waits).size).toBeGreaterThan(60);
    expect(Math.max(...waits)).toBeLessThanOrEqual(602);
  });
  it.each(['dispatch', 'event', 'override'] as const)('%s does not wait for a schedule', (source) => expect(evening(source).startsAfter()).toBeLessThan(3));
  it('nor another device', () => expect(evening('plan', { ...PUMP, cycle: { minRun: 0 as Milliseconds, minRest: 0 as Milliseconds, startsPerHour: 60 } }).startsAfter()).toBeLessThan(3));
  it('a person skips it; the next start waits again', () => {
    const home = evening('plan').run(61).skip();
    expect(home.startsAfter()).toBeLessThan(3);
    home.want = [0, 'plan'];
    home.run(home.second + 60);
    home.want = [7_000, 'plan'];
    expect(home.startsAfter()).toBeGreaterThan(3);
  });
});

describe('starts and stops, whoever asks', () => {
  it.each(['dispatch', 'override', 'event', 'plan', 'neutral'] as const)('an %s that wants on and off every ten seconds for hours: no more than six starts an hour, ten minutes of rest', (source) => {
    const home = new Home(PUMP);
    const starts: number[] = [];
    const stops: number[] = [];
    for (let second = 10; second < 21_600; second += 10) {
      home.want = [(second / 10) % 2 === 0 ? 2_000 : 0, source];
      const before = home.power;
      home.run(second);
      if (before <= 0 && home.power > 0) starts.push(second);
      if (before > 0 && home.power <= 0) stops.push(second);
    }
    expect(starts.length).toBeGreaterThan(10);
    for (const start of starts) expect(starts.filter((other) => other >= start && other < start + 3_600).length).toBeLessThanOrEqual(6);
    for (const stop of stops) expect(starts.filter((start) => start > stop && start < stop + 590)).toEqual([]);
  });
  it('a limit that comes and goes every minute starts it no more often', () => {
    const home = wanting(2_000, 'plan', { releaseDelay: 0 as Milliseconds }, PUMP);
    for (let minute = 1; minute <= 240; minute++) {
      home.limits = minute % 2 === 0 ? [limitOf(0)] : [];
      home.run(minute * 60);
    }
    expect(home.starts).toBeGreaterThan(4);
    expect(home.starts).toBeLessThanOrEqual(24);
  });
  it('a restart does not forget that it must rest', () => {
    const home = wanting(2_000, 'plan', { releaseDelay: 0 as Milliseconds }, PUMP).run(700);
    expect(home.power).toBe(2_000);
    home.away(5);
    expect(home.startsAfter(1_000)).toBeGreaterThanOrEqual(599);
  });
  it('a restart does not stop what runs', () => {
    const home = wanting(2_000, 'plan', { releaseDelay: 0 as Milliseconds }, PUMP).run(700).away(5, 2_000);
    home.run(home.second + 60);
    expect([home.power, home.starts]).toEqual([2_000, 1]);
  });
});
