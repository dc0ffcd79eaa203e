import { describe, expect, it } from 'vitest';
import { initialHome, route, type AnyMachine, type HomeState } from '#domain/home/home.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import type { Act } from '#domain/plan/act.ts';
import { closeDay, hearDay, openDay } from '#domain/plan/advisedDay.ts';
import { advising } from '#domain/plan/advising.ts';
import { custody } from '#domain/plan/custody.ts';
import { initialCustodyState, type CustodyState } from '#domain/plan/custodyState.ts';
import { instant, MINUTE, ms, SECOND, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { battery, CENT, hourly, hoursLater, MIDNIGHT } from '../../fixtures/plan/problems.ts';

const PROBLEM = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
const CHARGE: Act = { device: 'battery', interval: { start: hoursLater(0), end: hoursLater(1) }, policy: { kind: 'hold', power: watts(2_000) } };
const COVER: Act = { device: 'battery', interval: { start: hoursLater(1), end: hoursLater(2) }, policy: { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) } };
const GOOD = { revision: 7, author: 'x', acts: [CHARGE, COVER], reasons: [] };

const machines = [advising, custody] as unknown as readonly AnyMachine<Record<string, unknown>>[];
const holding: CustodyState = { ...initialCustodyState, boot: 'boot', revision: 7, problem: PROBLEM, answered: false, seen: JSON.stringify([[], null]) };

/** A home in which a person says whether plans are advice; what it stores is stored at once. */
class Home {
  home: HomeState<Record<string, unknown>>;
  readonly effects: (Effect & Record<string, unknown>)[] = [];
  at: Instant = instant(MIDNIGHT - 10 * SECOND);
  boot = 'boot';
  #asked = 0;

  constructor() {
    const initial = initialHome<Record<string, unknown>>(machines);
    this.home = { ...initial, states: { ...initial.states, custody: holding } };
    this.tell({ kind: 'tick' });
  }

  /** As after a restart: states are kept, what was published is not. */
  restart(): void {
    this.home = { ...this.home, facts: {} };
    this.boot = 'next';
    this.effects.length = 0;
  }

  advise(on: boolean): void {
    this.ask({ kind: 'advise', on }, null);
  }

  propose(): void {
    this.ask({ kind: 'proposal', proposal: GOOD }, 7);
  }

  ask(body: object, revision: number | null): void {
    const id = `r${++this.#asked}`;
    this.tell({ kind: 'request', credential: 'phone', role: 'phone', request: { id, revision, age: 0, timeToLive: 1_000, peer: 'current' }, body, waited: 0 } as HomeEvent);
  }

  tell(event: HomeEvent): void {
    const routed = route(machines, this.home, event, { wall: this.at, mono: ms(1_000_000), boot: this.boot, trust: 'synced' });
    this.home = routed.home;
    for (const fault of routed.faults) throw fault.error;
    for (const effect of routed.effects) {
      this.effects.push(effect as Effect & Record<string, unknown>);
      if (effect.kind === 'store') this.tell({ kind: 'stored', id: effect.id } as HomeEvent);
    }
  }

  /** Acts that were commanded, newest last. */
  get commanded(): readonly unknown[] {
    return this.effects.filter(({ kind }) => kind === 'acts').map(({ acts }) => acts);
  }

  published(name: string): readonly unknown[] {
    return this.effects.filter((effect) => effect.kind === 'publish' && effect['name'] === name).map(({ body }) => body);
  }
}

describe('plans as advice', () => {
  it('are made and shown, and nothing of them is commanded', () => {
    const home = new Home();
    home.advise(true);
    home.propose();
    expect(home.published('plan').at(-1)).toMatchObject({ acts: [CHARGE, COVER], cost: 30 * CENT, nothing: 70 * CENT });
    expect(home.commanded).toEqual([[], []]);
    expect(home.effects.filter(({ kind }) => kind === 'reply').map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });

  it('end what was commanded at once, in the same pass, and a plan that is being stored meanwhile is commanded no more', () => {
    const home = new Home();
    home.propose();
    expect(home.commanded).toEqual([[CHARGE, COVER]]);
    home.advise(true);
    expect(home.commanded.at(-1)).toEqual([]);
  });

  it('become commands again from the moment on at which that is asked', () => {
    const home = new Home();
    home.advise(true);
    home.propose();
    home.at = instant(MIDNIGHT + 30 * MINUTE);
    home.advise(false);
    expect(home.commanded.at(-1)).toEqual([{ ...CHARGE, interval: { start: hoursLater(0.5), end: hoursLater(1) } }, COVER]);
  });

  it('stay advice over a restart, before anybody has said so again', () => {
    const home = new Home();
    home.advise(true);
    home.propose();
    home.restart();
    home.tell({ kind: 'price-sources', sources: [] } as HomeEvent);
    home.tell({ kind: 'tick' });
    expect(home.commanded.every((acts) => JSON.stringify(acts) === '[]')).toBe(true);
    expect(home.published('plan')).toHaveLength(1);
    expect(home.published('advising').at(-1)).toMatchObject({ on: true });
  });

  it('are asked for by nobody whose wish was not stored', () => {
    const home = new Home();
    const { state, effects } = advising.step(advising.initial, { kind: 'request', credential: 'phone', request: { id: 'r' }, body: { kind: 'advise', on: true } } as unknown as HomeEvent, { wall: home.at, mono: ms(0), boot: 'boot', trust: 'synced' }, {});
    expect(effects?.map(({ kind }) => kind)).toEqual(['store']);
    const failed = advising.step(state, { kind: 'store-failed', id: effects?.[0]?.id ?? '', reason: 'disk' } as HomeEvent, { wall: home.at, mono: ms(0), boot: 'boot', trust: 'synced' }, {});
    expect(failed.state.on).toBe(false);
    expect(failed.effects).toMatchObject([{ kind: 'reply', outcome: 'refused', reason: 'not-stored' }]);
  });
});

describe('advice where plans are new', () => {
  const offer = (home: Home): unknown => (home.published('advising').at(-1) as { offer: boolean }).offer;

  it('is offered with the first plan, until somebody has said, or for a week', () => {
    const home = new Home();
    expect(offer(home)).toBe(false);
    home.propose();
    home.tell({ kind: 'tick' });
    home.tell({ kind: 'tick' });
    expect(offer(home)).toBe(true);
    home.restart();
    home.tell({ kind: 'tick' });
    expect(offer(home)).toBe(true);
    home.advise(false);
    expect(offer(home)).toBe(false);

    const other = new Home();
    other.propose();
    other.tell({ kind: 'tick' });
    other.tell({ kind: 'tick' });
    other.at = instant(other.at + 8 * 24 * 60 * MINUTE);
    other.tell({ kind: 'tick' });
    expect(offer(other)).toBe(false);
  });

  it('lasts as long as was asked for, and plans are followed again by themselves', () => {
    const home = new Home();
    const until = instant(home.at + 10 * MINUTE);
    home.ask({ kind: 'advise', on: true, until }, null);
    expect(home.published('advising').at(-1)).toMatchObject({ on: true, until });
    home.propose();
    expect(home.commanded.at(-1)).toEqual([]);
    home.at = instant(home.at + 9 * MINUTE);
    home.tell({ kind: 'tick' });
    expect(home.published('advising').at(-1)).toMatchObject({ on: true });
    home.at = until;
    home.tell({ kind: 'tick' });
    expect(home.published('advising').at(-1)).toMatchObject({ on: false, until: null, offer: false });
    expect(home.commanded.at(-1)).not.toEqual([]);
  });

  it('is not offered to a home that had plans before there was an offer', () => {
    const { first: _first, chosen: _chosen, until: _until, ...kept } = advising.initial;
    const now = { wall: MIDNIGHT, mono: ms(0), boot: 'next', trust: 'synced' as const };
    const step = advising.step({ ...kept, boot: 'boot' }, { kind: 'tick' } as HomeEvent, now, { standing: { problem: PROBLEM, acts: [CHARGE] } });
    expect(step.effects).toMatchObject([{ kind: 'publish', body: { offer: false, until: null } }]);
  });
});

describe('a day on which a plan was only shown', () => {
  const minutes = (count: number, power: (minute: number) => number | null) => {
    let day = openDay('2023-03-24', hoursLater(2), PROBLEM, [CHARGE, COVER], 5 * CENT);
    if (!day) throw new Error('the day has slots');
    for (let minute = 1; minute <= count; minute++) day = hearDay(day, power(minute), 5 * CENT + minute * 1_000, hoursLater(minute / 60));
    return closeDay(day);
  };

  it('is reckoned with what was used, not with what was expected', () => {
    // As used: 1 kW, then 1.5 kW. Followed: 3 kWh at 10 c, and nothing at 30 c. Left alone: 1 kWh at 10 c and 1.5 kWh at 30 c.
    const day = minutes(120, (minute) => (minute <= 60 ? 1_000 : 1_500));
    expect(day).toEqual({ date: '2023-03-24', start: hoursLater(0), end: hoursLater(2), planned: 30 * CENT, left: 55 * CENT, paid: 120_000, heard: 1 });
  });

  it('takes what was expected where less than half was heard, and says how much was', () => {
    const day = minutes(120, (minute) => (minute <= 60 ? 1_000 : null));
    expect(day).toMatchObject({ left: 70 * CENT, heard: 0.5 });
  });

  it('may turn out dearer than doing nothing, and says so', () => {
    // Nothing was used after all: the charge was bought for nobody.
    expect(minutes(120, () => 0)).toMatchObject({ planned: 20 * CENT, left: 0 });
  });

  it('ends with the local day, however far the plan reaches', () => {
    expect(openDay('2023-03-24', hoursLater(1), PROBLEM, [CHARGE, COVER], null)?.problem.slots).toHaveLength(1);
    expect(openDay('2023-03-24', instant(MIDNIGHT + 1), PROBLEM, [], null)).toBeUndefined();
  });
});

describe('the days of a home that is only advised', () => {
  const zone = 'UTC';
  const now = (at: Instant) => ({ wall: at, mono: ms(0), boot: 'b', trust: 'synced' as const });
  const facts = (load: number) => ({ forecast: { zone, last: load } as never, standing: { problem: PROBLEM, acts: [CHARGE, COVER] } });

  it('are kept one by one, from the first plan of each to its end', () => {
    const whole = hourly(Array.from({ length: 30 }, (_, hour) => (hour === 1 ? 30 : 10)), Array.from({ length: 30 }, () => 1_000), { devices: [battery(0)] });
    let { state } = advising.step({ ...advising.initial, boot: 'b', on: true, since: MIDNIGHT }, { kind: 'tick' }, now(hoursLater(0)), { ...facts(1_000), standing: { problem: whole, acts: [CHARGE, COVER] } });
    for (let minute = 1; minute <= 24 * 60 + 1; minute++) ({ state } = advising.step(state, { kind: 'tick' }, now(hoursLater(minute / 60)), facts(1_000)));
    // 24 kWh: 23 at 10 c and one at 30 c; followed, two more are bought at 10 c and one of them covers the dear hour.
    expect(state.days).toMatchObject([{ date: '2023-03-24', left: 260 * CENT, planned: 250 * CENT }]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('are none while plans are followed', () => {
    const { state } = advising.step({ ...advising.initial, boot: 'b' }, { kind: 'tick' }, now(hoursLater(0)), facts(1_000));
    expect(state.day).toBeNull();
  });
});
