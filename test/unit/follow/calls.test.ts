import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { FollowConfig, FollowFacts } from '#domain/follow/event.ts';
import { followMachine, type FollowEvent } from '#domain/follow/machine.ts';
import type { Act, Policy } from '#domain/plan/act.ts';
import type { CallStatus, Demand, Firmness, StandingCall } from '#domain/signal/call.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';
import type { HouseholderAct, HouseholderAnswerEffect } from '#domain/wish/householder.ts';

const w = (power: number): Watts => power as Watts;
const NOON = Date.UTC(2027, 2, 1, 12);
const at = (second: number): Instant => (NOON + second * 1_000) as Instant;
const plain = { simulated: true, fallback: { kind: 'none' } } as const;
const BATTERY: DeviceDescriptor = { ...plain, id: 'battery', name: 'B', kind: 'battery', rating: w(3_700), minimum: w(0), primitive: { kind: 'store', capacity: 10_000_000, maxCharge: w(3_700), maxDischarge: w(3_700), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 } };
const CAR: DeviceDescriptor = { ...plain, id: 'car', name: 'C', kind: 'car', rating: w(7_360), minimum: w(1_380), primitive: { kind: 'envelope', min: w(0), max: w(7_360) } };
const SECOND_CAR: DeviceDescriptor = { ...CAR, id: 'second' };
const TANK: DeviceDescriptor = { ...plain, id: 'tank', name: 'T', kind: 'heater', rating: w(2_000), minimum: w(2_000), primitive: { kind: 'modes', powers: [0, 2_000] } };
const DISHWASHER: DeviceDescriptor = { ...plain, id: 'dishwasher', name: 'D', kind: 'appliance', rating: w(2_000), minimum: w(2_000), primitive: { kind: 'profile', powers: [2_000, 100, 1_800], step: 1_200_000 as Milliseconds } };

interface Of {
  readonly firmness?: Firmness;
  readonly power?: number | null;
  readonly devices?: readonly string[];
  readonly status?: CallStatus;
  readonly id?: string;
}
const call = (demand: Demand, { firmness = 'overridable', power = null, devices = ['battery', 'car', 'second', 'tank', 'dishwasher'], status = 'running', id = 'c1' }: Of = {}): StandingCall => ({
  id, issuer: 'dso', demand, target: { kind: 'all' }, firmness, start: at(0), end: at(86_400), power: power === null ? null : w(power), reward: null, text: null, status, devices, receivedAt: at(0), basis: null,
});
const hold = (power: number): Policy => ({ kind: 'hold', power: w(power) });
const act = (device: string, policy: Policy, from = 0, to = 86_400): Act => ({ device, interval: { start: at(from), end: at(to) }, policy });

class Home {
  private readonly machine;
  private state;
  private facts: Partial<FollowFacts> = {};
  readonly answers: HouseholderAnswerEffect[] = [];
  private readonly devices: readonly DeviceDescriptor[];
  calls: readonly StandingCall[] = [];
  second = 0;
  boot = 'b1';
  bootedAt = 0;
  trust: Now['trust'] = 'synced';
  wallOffset = 0;
  stored = 5_000_000;

  constructor(devices: readonly DeviceDescriptor[], config: Partial<FollowConfig> = {}) {
    this.devices = devices;
    this.machine = followMachine({ neutral: {}, ...config });
    this.state = this.machine.initial;
    this.announce();
  }
  announce(): void {
    for (const descriptor of this.devices) {
      this.send({ kind: 'capabilities', descriptor });
      this.send({ kind: 'report', report: { id: descriptor.id, heardAt: this.mono, online: true, power: w(0), setpoint: null, stored: descriptor.primitive.kind === 'store' ? this.stored : null } });
    }
  }
  get mono(): Milliseconds {
    return ((this.second - this.bootedAt) * 1_000) as Milliseconds;
  }
  send(event: FollowEvent): this {
    const now: Now = { wall: at(this.second + this.wallOffset), mono: this.mono, boot: this.boot, trust: this.trust };
    const { state, facts, effects = [] } = this.machine.step(this.state, event, now, { ...this.facts, calls: this.calls });
    this.state = state;
    this.facts = { ...this.facts, ...facts };
    this.answers.push(...(effects as HouseholderAnswerEffect[]));
    return this;
  }
  reads(power: number): this {
    return this.send({ kind: 'reading', reading: { meter: 'm', at: at(this.second), power: w(power), phases: {}, registers: [], period: 10_000 as Milliseconds, quality: 'measured' } });
  }
  plan(...acts: readonly Act[]): this {
    return this.send({ kind: 'acts', revision: 1, acts });
  }
  called(...calls: readonly StandingCall[]): this {
    this.calls = calls;
    return this.send({ kind: 'tick' });
  }
  person(act: HouseholderAct): this {
    return this.send({ kind: 'householder', id: `p${this.answers.length}`, act });
  }
  at(second: number): this {
    this.second = second;
    return this.send({ kind: 'tick' });
  }
  restart(): this {
    this.boot = `${this.boot}+`;
    this.bootedAt = this.second;
    this.state = JSON.parse(JSON.stringify(this.state)) as typeof this.state;
    this.announce();
    return this.send({ kind: 'tick' });
  }
  asked(id: string): readonly [number, string] | null {
    const found = this.facts.requests?.find((request) => request.device === id);
    return found ? [Math.round(found.power), found.decidedBy] : null;
  }
  get overridden(): readonly string[] {
    return this.facts.overridden ?? [];
  }
}
const car = (want: 'on' | 'off', until = 3_600): HouseholderAct => ({ kind: 'override', device: 'car', want, until: at(until) });

describe('the order of requests, pair by pair', () => {
  it('dispatch before override: a firm call for less lowers what a person turned on', () => expect(new Home([CAR]).person(car('on')).called(call('less-demand', { firmness: 'firm', power: 4_200 })).asked('car')).toEqual([4_200, 'dispatch']));
  it('dispatch before event: firm charging and an overridable call for less', () =>
    expect(new Home([BATTERY]).called(call('more-demand', { firmness: 'firm', power: 2_000 }), call('less-demand', { id: 'c2' })).reads(0).asked('battery')).toEqual([2_000, 'dispatch']));
  it('dispatch before plan', () => expect(new Home([CAR]).plan(act('car', hold(7_000))).called(call('less-demand', { firmness: 'firm', power: 3_000 })).asked('car')).toEqual([3_000, 'dispatch']));
  it('dispatch before neutral', () => expect(new Home([CAR]).called(call('less-demand', { firmness: 'firm', power: 3_000 })).asked('car')).toEqual([3_000, 'dispatch']));
  it('override before event: a person turns on what a call wants off, and that is an opt-out', () => {
    const home = new Home([CAR, TANK]).called(call('less-demand')).person(car('on'));
    expect(home.asked('car')).toEqual([7_360, 'override']);
    expect(home.asked('tank')).toEqual([0, 'event']);
    expect(home.overridden).toEqual(['car']);
  });
  it('override before plan, and before neutral', () => {
    expect(new Home([CAR]).plan(act('car', hold(7_000))).person(car('off')).asked('car')).toEqual([0, 'override']);
    expect(new Home([CAR]).person(car('off')).asked('car')).toEqual([0, 'override']);
  });
  it('event before plan, and before neutral', () => {
    expect(new Home([CAR]).plan(act('car', hold(7_000))).called(call('less-demand', { power: 3_000 })).asked('car')).toEqual([3_000, 'event']);
    expect(new Home([CAR]).called(call('less-demand', { power: 3_000 })).asked('car')).toEqual([3_000, 'event']);
  });
  it('plan before neutral', () => expect(new Home([CAR]).plan(act('car', hold(2_000))).asked('car')).toEqual([2_000, 'plan']));
  it('only a call that runs decides', () => {
    for (const status of ['offered', 'joined', 'skipped', 'scheduled', 'opted-out', 'over', 'cancelled'] as const) expect(new Home([CAR]).called(call('less-demand', { status })).asked('car'), status).toEqual([7_360, 'neutral']);
  });
  it('an offer that was taken up counts as an event, and can be left', () => expect(new Home([CAR]).called(call('less-demand', { firmness: 'advisory' })).asked('car')).toEqual([0, 'event']));
  it('a pause is an opt-out of what may be left, and not of what is firm', () => {
    const home = new Home([CAR]).called(call('less-demand'));
    home.send({ kind: 'pause', on: true, until: null });
    expect([home.asked('car'), home.overridden.includes('car')]).toEqual([[7_360, 'override'], true]);
    expect(home.called(call('less-demand', { firmness: 'firm' })).asked('car')).toEqual([0, 'dispatch']);
    expect(home.overridden).toEqual([]);
  });
});

describe('what a call asks of a device', () => {
  it('less demand: a battery covers the home and never charges', () => {
    const home = new Home([BATTERY]).plan(act('battery', hold(3_000))).called(call('less-demand'));
    expect(home.reads(1_000).asked('battery')).toEqual([-800, 'event']);
    for (let second = 10; second < 100; second += 10) {
      home.at(second).announce();
      home.reads(-2_000);
    }
    expect(home.asked('battery')).toEqual([0, 'event']);
  });
  it('less demand turns nothing on', () => expect(new Home([CAR]).plan(act('car', hold(0))).called(call('less-demand', { power: 4_200 })).asked('car')).toEqual([0, 'plan']));
  it('less demand: the power is for all devices together, in proportion', () => {
    const home = new Home([CAR, SECOND_CAR]).called(call('less-demand', { power: 5_000 }));
    expect([home.asked('car'), home.asked('second')]).toEqual([[2_500, 'event'], [2_500, 'event']]);
  });
  it('R15 less demand: rather one at a power it can run at than both off', () => {
    const home = new Home([CAR, SECOND_CAR]).called(call('less-demand', { power: 2_000 }));
    expect([home.asked('car'), home.asked('second')]).toEqual([[2_000, 'event'], [0, 'event']]);
    expect(home.called(call('less-demand', { power: 1_379 })).asked('car')).toEqual([0, 'event']);
  });
  it('more demand: a battery charges at least that much, and more while the home would export', () => {
    const home = new Home([BATTERY]).called(call('more-demand', { power: 1_000 }));
    expect(home.reads(0).asked('battery')).toEqual([1_000, 'event']);
    for (let second = 10; second < 100; second += 10) home.at(second).reads(-3_000);
    expect(home.asked('battery')?.[0]).toBeGreaterThan(2_500);
  });
  it('more demand: a full battery takes no part, the others carry it', () => {
    const home = new Home([BATTERY, CAR]).plan(act('car', hold(0)));
    home.stored = 10_000_000;
    home.announce();
    expect(home.called(call('more-demand', { power: 3_000 })).asked('car')).toEqual([3_000, 'event']);
  });
  it('more demand: what is on or off goes on; nobody starts a dishwasher', () => {
    const home = new Home([TANK, DISHWASHER]).plan(act('tank', hold(0))).called(call('more-demand', { power: 500 }));
    expect([home.asked('tank'), home.asked('dishwasher')]).toEqual([[2_000, 'event'], [0, 'neutral']]);
  });
  it('less generation: a battery exports nothing of its own', () => {
    const home = new Home([BATTERY]).plan(act('battery', hold(-3_000))).called(call('less-generation'));
    expect(home.asked('battery')?.[1]).toBe('sense');
    home.send({ kind: 'report', report: { id: 'battery', heardAt: 0 as Milliseconds, online: true, power: w(-3_000), setpoint: null, stored: 5_000_000 } });
    expect(home.reads(-2_500).asked('battery')?.[0]).toBeGreaterThan(-1_100);
  });
  it('more generation: a battery gives what is asked', () => expect(new Home([BATTERY]).called(call('more-generation', { power: 2_500 })).reads(0).asked('battery')).toEqual([-2_500, 'event']));
  it('does not interrupt a run, unless it is firm; a firm one keeps it waiting and not for ever', () => {
    const home = new Home([DISHWASHER]).plan(act('dishwasher', { kind: 'run' })).at(60);
    expect(home.called(call('less-demand')).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.called(call('less-demand', { firmness: 'firm' })).asked('dishwasher')).toEqual([0, 'dispatch']);
    expect(home.called().asked('dishwasher')).toEqual([2_000, 'plan']);
  });
  it('keeps a run from starting while it may not', () => {
    const home = new Home([DISHWASHER]).called(call('less-demand')).plan(act('dishwasher', { kind: 'run' }));
    expect(home.asked('dishwasher')).toEqual([0, 'event']);
    expect(home.called().asked('dishwasher')).toEqual([2_000, 'plan']);
  });
  it('a call for devices that are not here changes nothing', () => expect(new Home([CAR]).called(call('less-demand', { devices: ['other'] })).asked('car')).toEqual([7_360, 'neutral']));
});

describe('C-17 comfort against calls', () => {
  it.each(['overridable', 'firm'] as const)('heat is never away for more than two hours by an %s call, through restarts too', (firmness) => {
    const home = new Home([TANK]).called(call('less-demand', { firmness }));
    let off = 0;
    let longest = 0;
    for (let second = 10; second < 43_200; second += 10) {
      if (second % 5_000 === 0) home.restart();
      home.at(second);
      off = home.asked('tank')?.[0] === 0 ? off + 10 : 0;
      longest = Math.max(longest, off);
    }
    expect(longest).toBeGreaterThan(1_800);
    expect(longest).toBeLessThanOrEqual(7_200);
  });
  it('after two hours it is given a quarter of an hour', () => {
    const home = new Home([TANK]).called(call('less-demand'));
    const powers = [7_190, 7_200, 8_090, 8_101].map((second) => home.at(second).asked('tank')?.[0]);
    expect(powers).toEqual([0, 2_000, 2_000, 0]);
  });
  it('a car below the range its owner wants kept is left to charge', () => {
    const store: DeviceDescriptor = { ...CAR, primitive: { kind: 'store', capacity: 50_000_000, maxCharge: w(7_360), maxDischarge: w(0), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 } };
    const home = new Home([store], { floors: { car: 10_000_000 } });
    home.plan(act('car', hold(7_000))).called(call('less-demand', { firmness: 'firm' }));
    expect(home.asked('car')).toEqual([7_000, 'plan']);
    home.stored = 10_000_000;
    home.announce();
    expect(home.at(10).asked('car')).toEqual([0, 'dispatch']);
  });
});

describe('GB smart charging', () => {
  it('regulation 7: with no plan, no call and no clock the car charges', () => {
    const home = new Home([CAR]);
    home.trust = 'none';
    expect(home.at(60).asked('car')).toEqual([7_360, 'neutral']);
  });
  it('regulation 11: a person’s hand is told apart from a schedule, so that it does not wait', () => {
    const home = new Home([CAR]).plan(act('car', hold(0))).person(car('on'));
    expect(home.asked('car')).toEqual([7_360, 'override']);
  });
});

describe('U19 a device by hand', () => {
  it('is answered when it is done, and holds until its end', () => {
    const home = new Home([CAR]).plan(act('car', hold(7_000))).person(car('off', 600));
    expect(home.answers).toEqual([{ id: 'b1/follow/1', kind: 'householder-answer', act: 'p0', outcome: 'done', reason: null }]);
    expect(home.at(599).asked('car')).toEqual([0, 'override']);
    expect(home.at(600).asked('car')).toEqual([7_000, 'plan']);
  });
  it('is refused for what is not there, and for a time that is over', () => {
    const home = new Home([CAR]).person({ ...car('on'), device: 'toaster' } as HouseholderAct).person(car('on', -1));
    expect(home.answers.map(({ outcome, reason }) => [outcome, reason])).toEqual([['refused', 'unknown-device'], ['refused', 'already-over']]);
    expect(home.asked('car')).toEqual([7_360, 'neutral']);
  });
  it('is not answered here when it is another machine’s affair', () => expect(new Home([CAR]).person({ kind: 'skip-delay' }).answers).toEqual([]));
  it('can be ended', () => {
    const home = new Home([CAR]).person(car('off')).person({ kind: 'override-ended', device: 'car' });
    expect([home.asked('car'), home.answers.length]).toEqual([[7_360, 'neutral'], 2]);
  });
  it('is kept over a restart and ends when it was to end', () => {
    const home = new Home([CAR]).person(car('off', 600)).at(300).restart();
    expect(home.asked('car')).toEqual([0, 'override']);
    expect(home.at(599).asked('car')?.[1]).toBe('override');
    expect(home.at(600).asked('car')?.[1]).toBe('neutral');
  });
  it('after a restart without a clock it ends after its own length at the latest', () => {
    const home = new Home([CAR]).person(car('off', 600)).at(300);
    home.trust = 'none';
    home.restart();
    expect(home.at(899).asked('car')?.[1]).toBe('override');
    expect(home.at(900).asked('car')?.[1]).toBe('neutral');
  });
  it('is not prolonged by a clock that goes back', () => {
    const home = new Home([CAR]).person(car('off', 600)).at(300);
    home.wallOffset = -86_400;
    expect(home.at(599).asked('car')?.[1]).toBe('override');
    expect(home.at(600).asked('car')?.[1]).toBe('neutral');
  });
  it('on starts an appliance once; off stops it, and the wish that started it does not start it again', () => {
    const dishes = (want: 'on' | 'off', until: number): HouseholderAct => ({ kind: 'override', device: 'dishwasher', want, until: at(until) });
    const home = new Home([DISHWASHER]).person(dishes('on', 7_200));
    expect(home.asked('dishwasher')).toEqual([2_000, 'override']);
    expect(home.at(3_600).asked('dishwasher')).toEqual([0, 'override']);
    const planned = new Home([DISHWASHER]).plan(act('dishwasher', { kind: 'run' })).at(60).person(dishes('off', 600));
    expect(planned.asked('dishwasher')).toEqual([0, 'override']);
    expect(planned.at(601).asked('dishwasher')).toEqual([0, 'plan']);
  });
  it('a state of an earlier version is taken over', () => {
    const machine = followMachine({ neutral: {} });
    const old = { sensed: { boot: 'b0', grid: null, devices: {} }, revision: 3, acts: [], pause: null, runs: {}, following: {} } as unknown as typeof machine.initial;
    const now: Now = { wall: at(0), mono: 0 as Milliseconds, boot: 'b1', trust: 'synced' };
    expect(machine.step(old, { kind: 'tick' }, now, {}).state).toMatchObject({ revision: 3, overrides: {}, effects: 0 });
  });
});
