import { describe, expect, it } from 'vitest';
import { hand, startDemo, stepDemo, warmUp, type Demo, type DemoParts } from '#domain/home/demo.ts';
import { DEMO_ISSUER, demoParts } from '#domain/home/demoParts.ts';
import type { HomeEvent } from '#domain/machine/machine.ts';
import type { ProvenCall, Receipt } from '#domain/proof/event.ts';
import type { SafetyState } from '#domain/safety/machine.ts';
import type { CallsEvent } from '#domain/signal/event.ts';
import { after, HOUR, instant, MINUTE, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

const START = instant(Date.parse('2026-03-20T18:00:00Z'));
const DAY = 24 * HOUR;

interface Lived {
  readonly demo: Demo;
  readonly bodies: Record<string, unknown>;
  readonly records: { readonly kind?: string; readonly step?: string }[];
}

/** The home by the second until an instant; `told` is what somebody says to one of its processes, and when. */
function live(parts: DemoParts, from: Demo, until: Instant, told: readonly { readonly at: Instant; readonly to: 'control' | 'house'; readonly event: HomeEvent }[]): Lived {
  let demo = from;
  const bodies: Record<string, unknown> = {};
  const records: Lived['records'] = [];
  const hear = ({ demo: next, outside }: ReturnType<typeof stepDemo>): void => {
    if (outside.faults.length > 0) throw new Error('a machine failed', { cause: outside.faults });
    for (const { name, body } of outside.published) bodies[name] = body;
    for (const effect of outside.effects) if (effect.kind === 'store' && 'record' in effect) records.push(effect.record as Lived['records'][number]);
    demo = next;
  };
  while (demo.plant.at < until) {
    for (const { at, to, event } of told) if (at === demo.plant.at) hear(hand(parts, demo, to, event));
    hear(stepDemo(parts, demo));
  }
  return { demo, bodies, records };
}

const CALL = {
  id: 'c1', issuer: 'dso', demand: 'more-generation', target: { kind: 'all' }, firmness: 'firm', start: START, end: after(START, HOUR), power: watts(2_000),
  reward: { micro: 300_000, per: 'kWh' }, text: null, devices: ['battery'], receivedAt: after(START, -HOUR), basis: null,
} as const;
const status = (status: 'running' | 'over'): CallsEvent => ({ kind: 'calls', calls: [{ ...CALL, status }] });
const hold = (start: Instant, end: Instant, power: number): unknown => ({ device: 'battery', interval: { start, end }, policy: { kind: 'hold', power: watts(power) } });

/** The same evening of the same home; its battery stands still but for the call, in which it gives `power` W. */
function called(parts: DemoParts, from: Demo, power: number): Lived {
  const acts = { kind: 'acts', revision: 1, acts: [hold(after(START, -2 * HOUR), START, 0), hold(START, CALL.end, -power), hold(CALL.end, after(CALL.end, 2 * HOUR), 0)] };
  return live(parts, from, after(CALL.end, 2 * HOUR + 2 * MINUTE), [
    { at: after(START, -2 * HOUR), to: 'control', event: acts as HomeEvent },
    { at: START, to: 'house', event: status('running') },
    { at: CALL.end, to: 'house', event: status('over') },
  ]);
}
const receiptOf = ({ bodies }: Lived): Receipt => {
  const receipt = (bodies['events'] as readonly ProvenCall[])[0]?.receipt;
  if (!receipt) throw new Error('there is no receipt');
  return receipt;
};

describe('a simulated home that is called upon', () => {
  it('has a receipt: what it delivered more than the same home that did not answer is what its battery gave, within 1 %', () => {
    const parts = demoParts(3, after(START, -8 * DAY), { without: ['car'] });
    const learned = warmUp(parts, startDemo(parts, after(START, -7 * DAY)).demo, after(START, -2 * HOUR - MINUTE));
    const answered = called(parts, learned, 2_000);
    const [receipt, idle] = [receiptOf(answered), receiptOf(called(parts, learned, 0))];
    console.log(`asked ${(receipt.asked ?? 0) / 1e6} kWh, delivered ${(receipt.delivered ?? 0) / 1e6} kWh by the baseline, which missed the evening by ${(idle.delivered ?? 0) / 1e6} kWh; half of it after ${(receipt.response ?? 0) / 1_000} s`);
    expect(receipt).toMatchObject({ asked: 2_000_000, missing: 0, baseline: 'similar-days-adjusted', overlaps: [] });
    expect(Math.abs((receipt.delivered ?? 0) - (idle.delivered ?? 0) - 2_000_000)).toBeLessThan(20_000);
    // The battery takes a second to stand still again.
    expect(Math.abs((receipt.rebound ?? 0) - (idle.rebound ?? 0))).toBeLessThan(2_000);
    expect(receipt.reward).toBe(Math.round(((receipt.delivered ?? 0) * 300_000) / 1_000_000));
    expect(answered.records.filter(({ kind }) => kind === 'receipt')).toHaveLength(1);
    expect((answered.demo.house.states['safety'] as SafetyState).alarms).toEqual([]);
  });

  it('writes down for the operator that a limit was applied, and when it was lifted', () => {
    const parts = demoParts(5, after(START, -HOUR), { without: ['car'] });
    const signal = (at: Instant, sequence: number, value: unknown): { at: Instant; to: 'control'; event: HomeEvent } => ({
      at, to: 'control', event: { kind: 'signal', id: `s${sequence}`, signal: { source: DEMO_ISSUER, sequence, direction: 'import', scope: 'site', value, start: at, end: null } } as HomeEvent,
    });
    const { records } = live(parts, startDemo(parts, START).demo, after(START, 6 * MINUTE), [
      signal(after(START, MINUTE), 1, { kind: 'limit', w: 1_000 }),
      signal(after(START, 4 * MINUTE), 2, { kind: 'none' }),
    ]);
    const steps = records.filter(({ kind }) => kind === 'limit-proof').map(({ step }) => step);
    expect(steps).toEqual(expect.arrayContaining(['applied', 'lifted']));
  });
});
