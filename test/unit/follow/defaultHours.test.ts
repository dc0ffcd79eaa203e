import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import { GB_PEAK_HOURS } from '#domain/follow/defaultHours.ts';
import type { FollowConfig } from '#domain/follow/event.ts';
import { followMachine, type FollowEvent } from '#domain/follow/machine.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import { defaultHoursOf } from '../../../device/control/homeFile/charging.ts';
import { parseHomeFile } from '../../../device/control/homeFile.ts';

const CAR: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(7_360), minimum: watts(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: watts(0), max: watts(7_360) } };
const GB: FollowConfig = { neutral: {}, defaultHours: { zone: 'Europe/London', except: GB_PEAK_HOURS } };
const at = (text: string): Instant => Date.parse(text) as Instant;

/** What is asked of a device at an instant, after some events. */
function asked(when: string, { config = GB, events = [], trust = 'synced', device = CAR }: { config?: FollowConfig; events?: readonly FollowEvent[]; trust?: Now['trust']; device?: DeviceDescriptor } = {}) {
  const machine = followMachine(config);
  const now: Now = { wall: at(when), mono: 1_000 as Milliseconds, boot: 'b', trust };
  const all: readonly FollowEvent[] = [{ kind: 'capabilities', descriptor: device }, { kind: 'report', report: { id: device.id, heardAt: 1_000 as Milliseconds, online: true, power: watts(0), setpoint: null, stored: null } }, ...events, { kind: 'tick' }];
  let state = machine.initial;
  let request: { readonly power: number; readonly decidedBy: string } | undefined;
  for (const event of all) {
    const step = machine.step(state, event, now, {});
    state = step.state;
    request = step.facts?.requests?.[0] ?? request;
  }
  return request && [request.power, request.decidedBy];
}

describe('regulation 10: a vehicle in Great Britain that nobody plans', () => {
  // 12 January 2027 is a Tuesday, the 16th a Saturday.
  it.each([
    ['2027-01-12T07:59:59Z', 7_360],
    ['2027-01-12T08:00:00Z', 0],
    ['2027-01-12T10:59:59Z', 0],
    ['2027-01-12T11:00:00Z', 7_360],
    ['2027-01-12T16:00:00Z', 0],
    ['2027-01-12T21:59:59Z', 0],
    ['2027-01-12T22:00:00Z', 7_360],
    ['2027-01-16T17:00:00Z', 7_360],
  ])('at %s is asked for %i W', (when, power) => expect(asked(when)).toEqual([power, 'neutral']));

  it.each([
    // Summer time from Sunday 28 March 2027 on, and until 31 October: the hours are those of the clock on the wall.
    ['2027-03-26T08:00:00Z', 0],
    ['2027-03-29T06:59:00Z', 7_360],
    ['2027-03-29T07:00:00Z', 0],
    ['2027-03-29T10:00:00Z', 7_360],
    ['2027-10-29T21:00:00Z', 7_360],
    ['2027-11-01T21:00:00Z', 0],
  ])('goes by local time on both sides of a change of the clock: %s, %i W', (when, power) => expect(asked(when)?.[0]).toBe(power));

  it('charges all the same when a plan or a person asks for it', () => {
    const when = '2027-01-12T17:00:00Z';
    const interval = { start: at('2027-01-12T16:30:00Z'), end: at('2027-01-12T18:00:00Z') };
    expect(asked(when, { events: [{ kind: 'acts', revision: 1, acts: [{ device: 'car', interval, policy: { kind: 'hold', power: watts(3_000) } }] }] })).toEqual([3_000, 'plan']);
    expect(asked(when, { events: [{ kind: 'householder', id: 'h', act: { kind: 'override', device: 'car', want: 'on', until: at('2027-01-12T18:00:00Z') } }] })).toEqual([7_360, 'override']);
  });

  it('charges while nobody has set the clock: regulation 7', () => expect(asked('2027-01-12T17:00:00Z', { trust: 'none' })).toEqual([7_360, 'neutral']));

  it('is a vehicle: a heater keeps its hours', () => expect(asked('2027-01-12T17:00:00Z', { device: { ...CAR, kind: 'heater' } })).toEqual([7_360, 'neutral']));

  it('holds in Great Britain unless the household removes or edits it, and nowhere else by itself', () => {
    const read = (home: object, zone: string) => defaultHoursOf(parseHomeFile(JSON.stringify(home), 'home.json').defaultCharging, zone);
    expect(read({}, 'Europe/London')).toEqual({ defaultHours: { zone: 'Europe/London', except: GB_PEAK_HOURS } });
    expect([read({ defaultCharging: null }, 'Europe/London'), read({}, 'Europe/Berlin')]).toEqual([{ defaultHours: { zone: 'Europe/London', except: [] } }, { defaultHours: { zone: 'Europe/Berlin', except: [] } }]);
    expect(read({ defaultCharging: { except: [{ days: ['sat'], from: '17:00', to: '19:00' }] } }, 'Europe/Berlin').defaultHours.except).toEqual([{ days: [6], from: 1_020, to: 1_140 }]);
  });
});

describe('regulation 10: the hours are offered at first use, and can be accepted, changed or declined', () => {
  const now: Now = { wall: at('2027-01-12T17:00:00Z'), mono: 1_000 as Milliseconds, boot: 'b', trust: 'synced' };
  const SHORT = [{ days: [2], from: 1_020, to: 1_080 }];

  /** Answers and facts of a home, event by event. */
  function told(events: readonly FollowEvent[], config: FollowConfig = GB) {
    const machine = followMachine(config);
    const steps = events.reduce<readonly ReturnType<typeof machine.step>[]>((so, event) => [...so, machine.step(so.at(-1)?.state ?? machine.initial, event, now, {})], []);
    return { charging: steps.at(-1)?.facts?.charging, answers: steps.flatMap(({ effects = [] }) => effects), state: steps.at(-1)?.state };
  }
  const choose = (except: readonly object[]): FollowEvent => ({ kind: 'householder', id: 'h', act: { kind: 'charging-hours', except: except as typeof GB_PEAK_HOURS } });
  const KNOWN: FollowEvent = { kind: 'capabilities', descriptor: CAR };

  it('nobody is asked before there is a vehicle, nor where the home has no such hours at all', () => {
    expect(told([{ kind: 'tick' }]).charging).toBeNull();
    expect(told([KNOWN, { kind: 'tick' }], { neutral: {} }).charging).toBeNull();
  });

  it('they are told as not chosen until a person has spoken', () => {
    expect(told([KNOWN, { kind: 'tick' }]).charging).toEqual({ except: GB_PEAK_HOURS, chosen: false });
    const accepted = told([KNOWN, choose(GB_PEAK_HOURS)]);
    expect(accepted.answers).toMatchObject([{ kind: 'householder-answer', act: 'h', outcome: 'done', reason: null }]);
    expect(accepted.charging).toEqual({ except: GB_PEAK_HOURS, chosen: true });
  });

  it('changed ones hold at once, and declined ones hold nothing back', () => {
    const report: FollowEvent = { kind: 'report', report: { id: 'car', heardAt: 1_000 as Milliseconds, online: true, power: watts(0), setpoint: null, stored: null } };
    expect(asked('2027-01-12T17:00:00Z', { events: [report, choose([])] })).toEqual([7_360, 'neutral']);
    expect(asked('2027-01-12T17:00:00Z', { events: [report, choose(SHORT)] })).toEqual([0, 'neutral']);
    expect(asked('2027-01-12T20:00:00Z', { events: [report, choose(SHORT)] })).toEqual([7_360, 'neutral']);
  });

  it('are remembered over a restart', () => {
    const machine = followMachine(GB);
    const kept = JSON.parse(JSON.stringify(told([KNOWN, choose(SHORT)]).state)) as typeof machine.initial;
    expect(machine.step(kept, { kind: 'tick' }, { ...now, boot: 'b2' }, {}).state.hours).toEqual(SHORT);
  });
});
