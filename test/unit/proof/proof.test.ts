import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { NO_HABIT } from '#domain/forecast/habit.ts';
import type { ForecastFacts } from '#domain/forecast/machine.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import type { ProvenCall, Receipt } from '#domain/proof/event.ts';
import { proof, type ProofState } from '#domain/proof/machine.ts';
import type { StandingCall } from '#domain/signal/call.ts';
import { eventsSchema } from '#wire/message/events.ts';
import { readTariff } from '#wire/tariff.ts';

/** A Friday, 18:00 in the home's UTC. */
const CALL = Date.parse('2026-03-20T18:00:00Z');
const minute = (n: number): number => CALL + n * 60_000;
const MWH_PER_WH = 1_000;

const call = (more: Partial<StandingCall> = {}): StandingCall =>
  ({
    id: 'c1', issuer: 'dso', demand: 'less-demand', target: { kind: 'all' }, firmness: 'overridable', start: minute(0), end: minute(60), power: 500, reward: null,
    text: null, status: 'running', devices: ['heater'], receivedAt: minute(-300), basis: null, ...more,
  }) as StandingCall;

/** Every half-hour of every kind of day has been the same, W. */
const habit = (watts: number): Partial<ForecastFacts> => ({ forecast: { zone: 'UTC', habit: NO_HABIT.map(() => ({ mean: watts, variance: 0, weight: 20 })), anchor: { at: minute(0) as never, above: 9_999 }, last: 0 } });

class Meter {
  state: ProofState = proof.initial;
  facts: Partial<ForecastFacts> = {};
  boot = 'one';
  readonly effects: Effect[] = [];
  body: readonly ProvenCall[] = [];

  tell(event: unknown, at: number): this {
    const now = { wall: at, mono: at - minute(-600), boot: this.boot, trust: 'synced' } as never;
    const step = proof.step(this.state, event as HomeEvent, now, this.facts);
    this.state = JSON.parse(JSON.stringify(step.state)) as ProofState;
    for (const effect of step.effects ?? []) {
      this.effects.push(effect);
      if (effect.kind === 'publish' && 'body' in effect) this.body = effect.body as readonly ProvenCall[];
    }
    return this;
  }
  calls(at: number, ...calls: readonly StandingCall[]): this {
    return this.tell({ kind: 'calls', calls }, minute(at));
  }
  drawing(at: number, heater: number): this {
    return this.tell({ kind: 'devices', devices: [{ descriptor: { id: 'heater' }, report: { online: true, power: heater } }] }, minute(at));
  }
  /** The meter each ten seconds in [from, to) minutes, at a power in W; `null` is a reading that knows none. */
  reads(from: number, to: number, power: number | null, quality = 'measured'): this {
    for (let at = minute(from); at < minute(to); at += 10_000) this.read(at, power, quality);
    return this;
  }
  read(at: number, power: number | null, quality = 'measured', period = 10_000): this {
    return this.tell({ kind: 'reading', reading: { meter: 'm', at, power, phases: {}, registers: [], period, quality } }, at);
  }
  receipt(id = 'c1'): Receipt | null | undefined {
    return this.body.find((one) => one.id === id)?.receipt;
  }
  records(kind: string): readonly Record<string, unknown>[] {
    return this.effects.flatMap((effect) => (effect.kind === 'store' && 'record' in effect ? [effect.record as Record<string, unknown>] : [])).filter((record) => record['kind'] === kind);
  }
}

/** Two hours of 3 kW with a heater of 2 kW in it, the learned profile at 800 W; then a call for at most 500 W of it. */
const before = (): Meter => {
  const meter = new Meter();
  meter.facts = habit(800);
  return meter.drawing(-120, 2_000).reads(-120, 0, 3_000).calls(0, call());
};

describe('a receipt (E16)', () => {
  it('says by hand: asked 1500 Wh, delivered 1700 Wh, half of it after 60 s, 400 Wh more used in the two hours after', () => {
    const meter = before().reads(0, 1, 3_000).reads(1, 31, 1_500).reads(31, 60, 1_000).reads(60, 84, 4_000).reads(84, 181, 3_000).tell({ kind: 'tick' }, minute(182));
    // Baseline: 800 W + (3000 - 800) W = 3000 W. One minute at 3000 W, thirty at 1500 W less, twenty-nine at 2000 W less.
    const delivered = Math.round(((30 * 1_500 + 29 * 2_000) / 60) * MWH_PER_WH);
    expect(meter.receipt()).toEqual({
      asked: 1_500 * MWH_PER_WH, delivered, response: 60_000, rebound: 400 * MWH_PER_WH, baseline: 'profile-adjusted', missing: 0, overlaps: [], reward: null,
    });
    expect(meter.records('receipt')).toMatchObject([{ call: 'c1', receipt: { delivered } }]);
  });

  it('fits the wire, with the call it is of', () => {
    const meter = before().reads(0, 181, 2_000).tell({ kind: 'tick' }, minute(182));
    expect(v.parse(eventsSchema, meter.body)).toMatchObject([{ id: 'c1', receipt: { asked: 1_500_000 } }]);
  });

  it('tells what was not measured and adds nothing for it', () => {
    const meter = before().reads(0, 20, 2_000).reads(20, 30, null).reads(40, 181, 2_000).tell({ kind: 'tick' }, minute(182));
    // Nothing from minute 20 to 40: the last good reading is held to the next one, ten seconds on.
    expect(meter.receipt()).toMatchObject({ missing: 20 * 60_000, delivered: Math.round((40 / 60) * 1_000 * MWH_PER_WH) });
  });

  it('does not count estimated power as delivered, and with nothing else knows nothing', () => {
    const meter = before().reads(0, 61, 2_000, 'estimated').tell({ kind: 'tick' }, minute(62));
    expect(meter.receipt()).toMatchObject({ delivered: null, missing: 3_600_000 });
  });

  it('has no response while less than half of what was asked is seen, and none where nothing was asked', () => {
    expect(before().reads(0, 61, 2_300).tell({ kind: 'tick' }, minute(62)).receipt()).toMatchObject({ response: null });
    const open = new Meter();
    open.facts = habit(800);
    open.reads(-120, 0, 3_000).calls(0, call({ power: null })).reads(0, 61, 0).tell({ kind: 'tick' }, minute(62));
    expect(open.receipt()).toMatchObject({ asked: null, response: null, delivered: 3_000 * MWH_PER_WH });
  });

  it('does not know what was asked when a device did not tell what it drew', () => {
    const meter = new Meter();
    meter.facts = habit(800);
    expect(meter.reads(-120, 0, 3_000).calls(0, call()).reads(0, 61, 1_000).tell({ kind: 'tick' }, minute(62)).receipt()).toMatchObject({ asked: null });
  });

  it('names its method: the profile alone, the two hours before alone, or none, and then delivers nothing it knows', () => {
    const profile = new Meter();
    profile.facts = habit(800);
    profile.reads(-10, 0, 3_000).calls(0, call()).reads(0, 61, 300).tell({ kind: 'tick' }, minute(62));
    expect(profile.receipt()).toMatchObject({ baseline: 'profile', delivered: 500 * MWH_PER_WH });
    const sameDay = new Meter().reads(-120, 0, 1_000).calls(0, call()).reads(0, 61, 300).tell({ kind: 'tick' }, minute(62));
    expect(sameDay.receipt()).toMatchObject({ baseline: 'same-day', delivered: 700 * MWH_PER_WH });
    const none = new Meter().reads(-10, 0, 1_000).calls(0, call()).reads(0, 61, 300).tell({ kind: 'tick' }, minute(62));
    // All of it was measured, though there is nothing to compare it with.
    expect(none.receipt()).toMatchObject({ baseline: 'none', delivered: null, rebound: null, missing: 0 });
  });

  it('goes by the similar days that it has lived through once there are three of them, without those of a call', () => {
    const meter = new Meter();
    meter.facts = habit(800);
    // Fridays a week apart are too few; from Monday on each day is a working day. A reading each five minutes.
    for (let at = minute(-4 * 1_440 - 600); at < minute(0); at += 300_000) meter.read(at, 1_500, 'measured', 300_000);
    meter.calls(0, call()).reads(0, 61, 1_000).tell({ kind: 'tick' }, minute(62));
    expect(meter.receipt()).toMatchObject({ baseline: 'similar-days-adjusted', delivered: 500 * MWH_PER_WH });
    expect(meter.state.days?.at(-1)).toMatchObject({ date: '2026-03-20', called: true });
  });

  it('of a call for more counts what was used more, for less generation what went out less', () => {
    const more = new Meter();
    more.facts = habit(800);
    more.drawing(-120, 200).reads(-120, 0, 800).calls(0, call({ demand: 'more-demand', power: 1_200 as never })).reads(0, 60, 1_800).reads(60, 181, 800).tell({ kind: 'tick' }, minute(182));
    expect(more.receipt()).toMatchObject({ asked: 1_000 * MWH_PER_WH, delivered: 1_000 * MWH_PER_WH, response: 0, rebound: 0 });
    const less = new Meter();
    less.facts = habit(800);
    less.drawing(-120, -3_000).reads(-120, 0, -2_200).calls(0, call({ demand: 'less-generation', power: 1_000 as never })).reads(0, 60, -200).reads(60, 61, 0).tell({ kind: 'tick' }, minute(62));
    expect(less.receipt()).toMatchObject({ asked: 2_000 * MWH_PER_WH, delivered: 2_000 * MWH_PER_WH });
  });

  it('is marked where a price changes within it, and where another call runs beside it', () => {
    const meter = before();
    const rules = [{ rate: 'evening', price: '0.40', from: '18:30', to: '19:30' }, { rate: 'day', price: '0.20' }];
    const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'T', currency: 'EUR', zone: 'UTC', parts: [{ name: 'E', kind: 'energy', rules }] });
    meter.tell({ kind: 'tariff', tariff: read.ok ? read.tariff : read.reason }, minute(-60));
    meter.calls(20, call(), call({ id: 'c2', start: minute(20) as never, end: minute(40) as never })).reads(20, 61, 1_000).tell({ kind: 'tick' }, minute(62));
    expect(meter.receipt()?.overlaps).toEqual(['price:evening', 'c2']);
    expect(meter.receipt('c2')?.overlaps).toEqual(['price:evening', 'c1']);
  });

  it('ends when the call is left: asked and delivered stop there, and a reward for the whole event is not due', () => {
    const reward = { micro: 2_000_000, per: 'event' } as const;
    const meter = before().calls(0, call({ reward })).reads(0, 30, 2_000).calls(30, call({ reward, status: 'opted-out' })).reads(30, 151, 3_000).tell({ kind: 'tick' }, minute(152));
    expect(meter.receipt()).toMatchObject({ asked: 750 * MWH_PER_WH, delivered: 500 * MWH_PER_WH, rebound: 0, reward: 0 });
    expect(meter.records('call').map(({ status }) => status)).toEqual(['running', 'opted-out']);
  });

  it('pays by the kWh delivered, half-even, and nothing before the end', () => {
    const paid = call({ reward: { micro: 250_001, per: 'kWh' } });
    const meter = before().calls(0, paid).reads(0, 30, 2_000).tell({ kind: 'tick' }, minute(30));
    expect(meter.receipt()?.reward).toBeNull();
    meter.reads(30, 60, 3_000).reads(60, 61, 3_000).calls(60, { ...paid, status: 'over' }).tell({ kind: 'tick' }, minute(62));
    expect(meter.receipt()).toMatchObject({ delivered: 500 * MWH_PER_WH, reward: 125_000 });
  });

  it('is given out though the meter never came back, with all of that time missing', () => {
    const meter = before().reads(0, 30, 2_000).calls(60, call({ status: 'over' })).tell({ kind: 'tick' }, minute(242));
    expect(meter.receipt()).toMatchObject({ missing: 30 * 60_000 + 10_000, rebound: null });
    expect(meter.records('receipt')).toHaveLength(1);
  });

  it('goes on over a restart of house from what was kept, and is told again to the new run', () => {
    const meter = before().reads(0, 30, 2_000);
    meter.boot = 'two';
    meter.tell({ kind: 'tick' }, minute(31)).calls(31, call()).reads(31, 181, 2_000).tell({ kind: 'tick' }, minute(182));
    expect(meter.receipt()).toMatchObject({ missing: 70_000, response: 0 });
    expect(meter.records('call')).toHaveLength(1);
  });

  it('is kept after control has forgotten the call, with those of 31 others at most, in a small state', () => {
    const meter = before();
    for (let n = 1; n <= 40; n++) meter.calls(n, call({ id: `c${n}`, start: minute(n) as never, end: minute(n + 1) as never })).reads(n, n + 1, 1_000);
    meter.calls(41).reads(41, 180, 1_000).tell({ kind: 'tick' }, minute(181));
    expect(meter.body).toHaveLength(32);
    expect(JSON.stringify(meter.state).length).toBeLessThan(200_000);
  });
});
