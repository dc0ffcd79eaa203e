import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { FollowFacts } from '#domain/follow/event.ts';
import { gainFor } from '#domain/follow/loop.ts';
import { followMachine, type FollowEvent } from '#domain/follow/machine.ts';
import type { Act, Policy } from '#domain/plan/act.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
const NOON = Date.UTC(2027, 2, 1, 12);
const BATTERY: DeviceDescriptor = {
  id: 'battery',
  name: 'B',
  kind: 'battery',
  simulated: true,
  rating: w(3_700),
  minimum: w(0),
  fallback: { kind: 'timer', after: 60_000 as Milliseconds, power: w(0) },
  primitive: { kind: 'store', capacity: 10_000_000, maxCharge: w(3_700), maxDischarge: w(3_700), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 },
};
const SECOND_BATTERY: DeviceDescriptor = { ...BATTERY, id: 'second' };
const DISHWASHER: DeviceDescriptor = { ...BATTERY, id: 'dishwasher', kind: 'appliance', rating: w(2_000), minimum: w(2_000), primitive: { kind: 'profile', powers: [2_000, 100, 1_800], step: 1_200_000 as Milliseconds } };
const SENSOR: DeviceDescriptor = { ...BATTERY, id: 'pv', kind: 'pv', primitive: { kind: 'inflexible' } };

class Home {
  private readonly machine = followMachine({ neutral: {} });
  private state = this.machine.initial;
  private facts: Partial<FollowFacts> = {};
  second = 0;
  boot = 'b1';
  trust: Now['trust'] = 'synced';
  wallOffset = 0;

  constructor(...devices: readonly DeviceDescriptor[]) {
    for (const descriptor of devices) this.send({ kind: 'capabilities', descriptor });
  }
  send(event: FollowEvent): this {
    const now: Now = { wall: (NOON + this.second * 1_000 + this.wallOffset) as Instant, mono: (this.second * 1_000) as Milliseconds, boot: this.boot, trust: this.trust };
    const { state, facts } = this.machine.step(this.state, event, now, this.facts);
    this.state = state;
    this.facts = { ...this.facts, ...facts };
    return this;
  }
  reports(id: string, power: number, stored = 5_000_000): this {
    return this.send({ kind: 'report', report: { id, heardAt: (this.second * 1_000) as Milliseconds, online: true, power: w(power), setpoint: null, stored } });
  }
  reads(power: number | null, period = 10_000): this {
    return this.send({ kind: 'reading', reading: { meter: 'm', at: NOON as Instant, power: power === null ? null : w(power), phases: {}, registers: [], period: period as Milliseconds, quality: 'measured' } });
  }
  acts(...acts: readonly Act[]): this {
    return this.send({ kind: 'acts', revision: 1, acts });
  }
  at(second: number): this {
    this.second = second;
    return this.send({ kind: 'tick' });
  }
  asked(id = 'battery'): readonly [number, string] | null {
    const found = this.facts.requests?.find((request) => request.device === id);
    return found ? [found.power, found.decidedBy] : null;
  }
}
const act = (device: string, policy: Policy, from = 0, to = 3_600): Act => ({ device, interval: { start: (NOON + from * 1_000) as Instant, end: (NOON + to * 1_000) as Instant }, policy });
const hold = (power: number): Policy => ({ kind: 'hold', power: w(power) });

describe('request = override ?? plan ?? neutral', () => {
  it('neutral: a store keeps the grid at zero, four fifths of the way with one reading', () => expect(new Home(BATTERY).reports('battery', 0).reads(1_000).asked()).toEqual([-800, 'neutral']));
  it('plan before neutral, within its interval only', () => {
    const home = new Home(BATTERY).reports('battery', 0).acts(act('battery', hold(2_000), 0, 60));
    expect(home.asked()).toEqual([2_000, 'plan']);
    expect(home.at(59).asked()).toEqual([2_000, 'plan']);
    expect(home.at(60).asked()?.[1]).not.toBe('plan');
  });
  it('override before plan: a pause, until it is over', () => {
    const home = new Home(BATTERY).reports('battery', 0).reads(0).acts(act('battery', hold(2_000)));
    home.send({ kind: 'pause', on: true, until: (NOON + 30_000) as Instant });
    expect(home.asked()).toEqual([0, 'override']);
    expect(home.at(29).asked()?.[1]).toBe('override');
    expect(home.at(30).asked()).toEqual([2_000, 'plan']);
    home.send({ kind: 'pause', on: true, until: null });
    expect(home.at(3_000).asked()?.[1]).not.toBe('plan');
    home.send({ kind: 'pause', on: false, until: null });
    expect(home.asked()).toEqual([2_000, 'plan']);
  });
  it.each(['none', 'floor', 'synced'] as const)('a pause lasts as long as it was meant to: no jump of a clock (%s) ends it, and none of one that nobody set over a restart', (trust) => {
    const home = new Home(BATTERY).reports('battery', 0).reads(0).acts(act('battery', hold(2_000), 0, 100_000_000));
    home.trust = trust;
    const decidedAt = (second: number): string | undefined => home.at(second).reports('battery', 0).reads(0).asked()?.[1];
    home.send({ kind: 'pause', on: true, until: (NOON + 3_600_000) as Instant });
    home.wallOffset = 24 * 3_600_000;
    expect(decidedAt(1)).toBe('override');
    // Said again, as after a restart of who says it, it is the same pause.
    home.send({ kind: 'pause', on: true, until: (NOON + 3_600_000) as Instant });
    expect(decidedAt(3_599)).toBe('override');
    expect(decidedAt(3_600)).not.toBe('override');
    home.wallOffset = 0;
    home.send({ kind: 'pause', on: true, until: (NOON + 7_200_000) as Instant });
    Object.assign(home, { boot: 'b2', wallOffset: 24 * 3_600_000 });
    expect(decidedAt(3_601)).toBe(trust === 'synced' ? 'plan' : 'override');
  });
  it('no act without a clock', () => {
    const home = new Home(BATTERY).reports('battery', 0).reads(0).acts(act('battery', hold(2_000)));
    home.trust = 'none';
    expect(home.at(1).asked()?.[1]).toBe('neutral');
  });
  it('what cannot be moved is asked nothing', () => expect(new Home(SENSOR).reports('pv', -500).reads(0).asked('pv')).toBeNull());
});

describe('policies that look at the grid', () => {
  it('follow keeps within its range', () => {
    const home = new Home(BATTERY).reports('battery', 0).acts(act('battery', { kind: 'follow', min: w(-500), max: w(500), grid: w(0) }));
    home.reads(4_000);
    for (let second = 1; second < 20; second++) home.at(second).reports('battery', -500).reads(3_500);
    expect(home.asked()).toEqual([-500, 'plan']);
  });
  it('at least: the floor, and more while the grid would export', () => {
    const home = new Home(BATTERY).reports('battery', 1_000).acts(act('battery', { kind: 'atLeast', power: w(1_000), max: w(3_700) }));
    expect(home.reads(2_000).asked()).toEqual([1_000, 'plan']);
    for (let second = 1; second < 20; second++) home.at(second).reports('battery', home.asked()?.[0] ?? 0).reads(-2_000 - 1_000 + (home.asked()?.[0] ?? 0));
    expect(home.asked()?.[0]).toBeGreaterThan(2_900);
  });
  it('what is not worth a command is left: 25 W', () => expect(new Home(BATTERY).reports('battery', -500).reads(24).asked()).toEqual([-500, 'neutral']));
  it('moves with a reading only: reports, ticks and readings without power move nothing', () => {
    const home = new Home(BATTERY).reports('battery', 0).reads(1_000);
    home.at(1).reports('battery', -300);
    expect(home.asked()).toEqual([-800, 'neutral']);
    expect(home.reads(null).asked()).toEqual([-800, 'neutral']);
  });
  it('the second of two takes what is left beyond the range of the first', () => {
    const home = new Home(BATTERY, SECOND_BATTERY).reports('battery', 0).reports('second', 0).reads(3_000);
    expect([home.asked('battery')?.[0], home.asked('second')?.[0]]).toEqual([-2_400, 0]);
    const empty = new Home(BATTERY, SECOND_BATTERY).reports('battery', 0, 0).reports('second', 0).reads(3_000);
    expect([empty.asked('battery')?.[0], empty.asked('second')?.[0]]).toEqual([0, -2_400]);
  });
  it('R19 the gain falls with the age of the report and the quickness of the meter', () => {
    expect(gainFor(10_000, 0)).toBe(0.8);
    expect(gainFor(1_000, 500)).toBe(0.5);
    expect(gainFor(1_000, 4_500)).toBe(0.1);
  });
});

describe('R17 R20 without the grid', () => {
  it('after a start it asks what the device does, until the first reading', () => expect(new Home(BATTERY).reports('battery', -1_200).at(5).asked()).toEqual([-1_200, 'sense']));
  it('a stale reading moves nothing, a minute without one brings rest', () => {
    const home = new Home(BATTERY).reports('battery', -800).reads(200, 1_000);
    const asked = home.asked()?.[0];
    expect(home.at(16).asked()).toEqual([asked, 'sense']);
    expect(home.at(61).asked()).toEqual([0, 'sense']);
  });
  it('a new boot forgets what was measured', () => {
    const home = new Home(BATTERY).reports('battery', -800).reads(200);
    Object.assign(home, { boot: 'b2', second: 1 });
    expect(home.send({ kind: 'tick' }).asked()).toBeNull();
  });
});

describe('a run', () => {
  const started = (): Home => new Home(DISHWASHER).reports('dishwasher', 0).acts(act('dishwasher', { kind: 'run' }, 60, 3_660));
  it('is on from the start of its act to the end of its profile', () => {
    const home = started();
    expect(home.at(59).asked('dishwasher')).toEqual([0, 'neutral']);
    expect(home.at(60).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_659).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_660).asked('dishwasher')).toEqual([0, 'neutral']);
  });
  it('is let finish when the plan changes its mind, and when all is paused', () => {
    const home = started().at(60).acts();
    expect(home.at(600).asked('dishwasher')).toEqual([2_000, 'plan']);
    home.send({ kind: 'pause', on: true, until: null });
    expect(home.at(1_200).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_700).asked('dishwasher')).toEqual([0, 'override']);
  });
  it('is not started a second time by the same wish planned anew', () => {
    const home = started().at(60).acts(act('dishwasher', { kind: 'run' }, 600, 4_200));
    expect(home.at(3_600).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_700).asked('dishwasher')).toEqual([0, 'plan']);
  });
  it.each([['with a clock at 1970', 'none', -NOON], ['with a clock at 1970 that something believes', 'floor', -NOON], ['after days', 'synced', 3 * 86_400_000]] as const)('that is over does not begin again after a restart %s', (_when, trust, offset) => {
    const home = started().at(60).acts();
    Object.assign(home, { boot: 'b2', trust, wallOffset: offset });
    expect(home.reports('dishwasher', 0).at(61).asked('dishwasher')).toEqual([0, 'neutral']);
  });
  it('goes on for what is left after a restart, once the clock is believed', () => {
    const home = started().at(60).acts();
    Object.assign(home, { boot: 'b2', trust: 'none' });
    expect(home.at(600).asked('dishwasher')).toEqual([0, 'neutral']);
    home.trust = 'synced';
    expect(home.at(660).asked('dishwasher')).toEqual([2_000, 'plan']);
    home.wallOffset = -1_000_000;
    expect(home.at(3_659).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_660).asked('dishwasher')).toEqual([0, 'neutral']);
  });
  it.each([-3_600_000, 3_600_000])('is as long as its profile when the clock jumps by %i ms', (jump) => {
    const home = started().at(60).acts();
    home.wallOffset = jump;
    expect(home.at(3_659).asked('dishwasher')).toEqual([2_000, 'plan']);
    expect(home.at(3_660).asked('dishwasher')).toEqual([0, 'neutral']);
  });
  it('a later act is another run', () => {
    const home = started().at(60).acts(act('dishwasher', { kind: 'run' }, 8_000, 11_600));
    expect(home.at(7_999).asked('dishwasher')).toEqual([0, 'neutral']);
    expect(home.at(8_000).asked('dishwasher')).toEqual([2_000, 'plan']);
  });
});
