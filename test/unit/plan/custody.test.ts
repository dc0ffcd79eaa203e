import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import type { Act, Policy } from '#domain/plan/act.ts';
import { compare, compareKept } from '#domain/plan/compare.ts';
import { promptRuns } from '#domain/plan/course.ts';
import { custody } from '#domain/plan/custody.ts';
import { initialCustodyState, type CustodyInputs, type CustodyState } from '#domain/plan/custodyState.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { judge } from '#domain/plan/judge.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';
import { nextBoundary, slotsFor } from '#domain/plan/slots.ts';
import { instant, MINUTE, ms, SECOND } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater, MIDNIGHT } from '../../fixtures/plan/problems.ts';

const WALL = instant(MIDNIGHT - 10 * SECOND);
const NOW = { wall: WALL, mono: ms(1_000_000), boot: 'boot', trust: 'synced' as const };
const PROBLEM = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
const CHARGE: Act = { device: 'battery', interval: { start: hoursLater(0), end: hoursLater(1) }, policy: { kind: 'hold', power: watts(2_000) } };
const COVER: Act = { device: 'battery', interval: { start: hoursLater(1), end: hoursLater(2) }, policy: { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) } };
const GOOD: Proposal = { revision: 7, author: 'x', acts: [CHARGE, COVER], reasons: [] };

const holding: CustodyState = { ...initialCustodyState, boot: 'boot', revision: 7, problem: PROBLEM, answered: false, seen: JSON.stringify([[], null]) };
const asking = (proposal: Proposal): HomeEvent =>
  ({ kind: 'request', credential: 'planner', role: 'planner', request: { id: 'r1', revision: proposal.revision, age: 0, timeToLive: 1_000, peer: 'current' }, body: { kind: 'proposal', proposal }, waited: 0 }) as HomeEvent;
const step = (state: CustodyState, event: HomeEvent, facts: Partial<CustodyInputs> = {}) => custody.step(state, event, NOW, facts);
const kinds = (effects: readonly Effect[] = []): string[] => effects.map(({ kind }) => kind);
const reply = (effects: readonly Effect[] = []) => effects.find(({ kind }) => kind === 'reply');

describe('custody of the plan', () => {
  it('commits what is better only when it is stored, and answers then', () => {
    const asked = step(holding, asking(GOOD));
    expect(kinds(asked.effects)).toEqual(['store']);
    expect(asked.state.plan).toBeNull();
    const stored = step(asked.state, { kind: 'stored', id: asked.effects?.[0]?.id } as HomeEvent);
    expect(kinds(stored.effects)).toEqual(['acts', 'publish', 'reply']);
    expect(stored.state.plan).toMatchObject({ revision: 7, author: 'planner', cost: 30 * CENT, nothing: 70 * CENT, from: MIDNIGHT, until: hoursLater(2), acts: [CHARGE, COVER] });
    expect(reply(stored.effects)).toMatchObject({ requestId: 'r1', outcome: 'done' });
  });

  it('commits nothing when storage fails, and says so', () => {
    const asked = step(holding, asking(GOOD));
    const failed = step(asked.state, { kind: 'store-failed', id: asked.effects?.[0]?.id, reason: 'disk' } as HomeEvent);
    expect(kinds(failed.effects)).toEqual(['reply']);
    expect(reply(failed.effects)).toMatchObject({ outcome: 'refused', reason: 'not-stored' });
    expect(failed.state.plan).toBeNull();
  });

  it('answers a proposal for another revision with a conflict, and one while another is stored too', () => {
    expect(reply(step(holding, asking({ ...GOOD, revision: 6 })).effects)).toMatchObject({ outcome: 'conflict', reason: 'stale-revision' });
    const busy = step(holding, asking(GOOD)).state;
    expect(reply(step(busy, asking(GOOD)).effects)).toMatchObject({ outcome: 'conflict', reason: 'plan-being-stored' });
  });

  it('refuses what saves less than a cent and a hundredth, and what cannot be asked of a device', () => {
    expect(reply(step(holding, asking({ ...GOOD, acts: [] })).effects)).toMatchObject({ outcome: 'refused', reason: 'not-better' });
    expect(reply(step(holding, asking({ ...GOOD, acts: [{ ...CHARGE, policy: { kind: 'run' } }] })).effects)).toMatchObject({ outcome: 'refused', reason: 'policy-unfit' });
    expect(reply(step(holding, asking({ ...GOOD, acts: [{ ...CHARGE, device: 'boiler' }] })).effects)).toMatchObject({ outcome: 'refused', reason: 'device-missing' });
  });

  it('refuses while paused, and lets a plan that has expired go', () => {
    const until = instant(WALL + 60 * MINUTE);
    expect(reply(step(holding, asking(GOOD), { wishes: [], pausedUntil: until }).effects)).toMatchObject({ outcome: 'refused', reason: 'paused' });
    const plan = { revision: 7, author: 'planner', committedAt: WALL, from: WALL, until: WALL, acts: [], reasons: [], cost: 0, nothing: 0, broken: [] };
    expect(step({ ...holding, plan }, { kind: 'tick' }).state.plan).toBeNull();
  });

  it('makes a problem due when the pause ends or another begins, while the wishes are the same list', () => {
    const wishes: CustodyInputs['wishes'] = [];
    const dueAfter = (before: CustodyState, pausedUntil: CustodyInputs['pausedUntil']): string | null => step({ ...before, due: null }, { kind: 'reading' }, { wishes, pausedUntil }).state.due;
    const paused = step(holding, { kind: 'reading' }, { wishes, pausedUntil: hoursLater(1) }).state;
    expect(dueAfter(paused, hoursLater(1))).toBeNull();
    expect(dueAfter(paused, hoursLater(2))).toBe('wishes');
    expect(dueAfter(paused, null)).toBe('wishes');
  });

  it('voids what was under way at a new boot', () => {
    const asked = step(holding, asking(GOOD)).state;
    const restarted = custody.step(asked, { kind: 'tick' }, { ...NOW, boot: 'next' }, {});
    expect(restarted.state.pending).toBeNull();
  });

  it('keeps a state that is JSON and far below a megabyte', () => {
    const { state } = step(holding, asking(GOOD));
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(50_000);
  });
});

describe('what runs', () => {
  const boundary = hoursLater(0);

  it('is given up when it has become worse than nothing', () => {
    // Bought at 30 c to cover 10 c: 40 c lost.
    const turned = { ...PROBLEM, importPrice: [30 * CENT, 10 * CENT] };
    const judgement = judge(turned, [CHARGE, COVER], { ...GOOD, acts: [CHARGE] }, boundary);
    expect(judgement).toMatchObject({ outcome: 'abandoned', acts: [] });
  });

  it('is nothing yet: a wish is kept by starting at once, when a proposal does no better than that', () => {
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(4) }];
    const flat = hourly([20, 20, 20, 20], [0, 0, 0, 0], { devices: [DISHWASHER], wishes });
    expect(judge(flat, [], { revision: 7, author: 'x', acts: [], reasons: [] }, boundary)).toMatchObject({
      outcome: 'abandoned',
      acts: [{ device: 'dishwasher', interval: { start: hoursLater(0), end: hoursLater(2) }, policy: { kind: 'run' } }],
    });
  });

  it('stays until the boundary, whatever is proposed after it', () => {
    const judgement = judge(PROBLEM, [{ ...CHARGE, interval: { start: hoursLater(-1), end: hoursLater(1) } }], GOOD, hoursLater(1));
    expect(judgement.outcome === 'accepted' && judgement.acts[0]).toMatchObject({ interval: { start: hoursLater(-1), end: hoursLater(1) } });
  });
});

describe('the slots of a horizon', () => {
  it('are 136 from a half-hour, stand on quarters and half-hours, and cover 48 h', () => {
    const slots = slotsFor(MIDNIGHT);
    expect(slots.length).toBe(136);
    expect(slots.at(-1)?.end).toBe(hoursLater(48));
    const odd = slotsFor(instant(MIDNIGHT + 5 * MINUTE));
    expect(odd.every(({ start, end }) => start % (end - start) === 0)).toBe(true);
  });

  it('begin at the next five minutes that are two seconds away', () => {
    expect(nextBoundary(instant(MIDNIGHT - 2 * SECOND))).toBe(MIDNIGHT);
    expect(nextBoundary(instant(MIDNIGHT - 2 * SECOND + 1))).toBe(instant(MIDNIGHT + 5 * MINUTE));
  });
});

const power = fc.oneof(fc.integer({ min: -9_000, max: 9_000 }), fc.constantFrom(Number.NaN, Infinity, -0, 1e308)).map((value) => value as Extract<Policy, { kind: 'hold' }>['power']);
const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.record({ kind: fc.constant('hold' as const), power }),
  fc.record({ kind: fc.constant('follow' as const), min: power, max: power, grid: power }),
  fc.record({ kind: fc.constant('atLeast' as const), power, max: power }),
  fc.constant({ kind: 'run' as const }),
);
const moment = fc.integer({ min: -120, max: 360 }).map((minutes) => instant(MIDNIGHT + minutes * MINUTE));
const act: fc.Arbitrary<Act> = fc.record({ device: fc.constantFrom('battery', 'dishwasher', 'ghost'), interval: fc.record({ start: moment, end: moment }), policy });

describe('whatever is proposed', () => {
  const wishes: PlanProblem['wishes'] = [
    { kind: 'reserve', id: 'reserve', device: 'battery', rank: 1, share: 0.3 },
    { kind: 'readyBy', id: 'dishes', device: 'dishwasher', rank: 2, from: MIDNIGHT, by: hoursLater(4) },
  ];
  const problem = hourly([30, -10, 20, 40, 15], [500, -800, 2_000, 900, 300], { devices: [battery(2), DISHWASHER], wishes, spread: [200, 200, 200, 200, 200], limits: [{ direction: 'import', w: [null, 3_000, 3_000, null, null] }] });

  it('never crashes the judge, and nothing worse than doing nothing is ever committed', () => {
    const nothing = evaluate(problem, promptRuns(problem));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), fc.array(act, { maxLength: 4 }), (acts, running) => {
        const judgement = judge(problem, running.filter((one) => one.device === 'battery' && one.policy.kind === 'hold' && Number.isFinite(one.policy.power)), { revision: 7, author: 'anybody', acts, reasons: [] }, MIDNIGHT);
        if (judgement.outcome === 'refused') return;
        expect(compare(judgement.evaluation, nothing)).not.toBe('worse');
      }),
      { numRuns: 400 },
    );
  });

  it('draws no store above its capacity or below nothing: the stock never buys more than fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 50_000 }), (asked) => {
        const valued = { ...hourly([0, 0, 0], [0, 0, 0], { devices: [battery(2)] }), endValue: CENT };
        const held: Act = { device: 'battery', interval: { start: hoursLater(0), end: hoursLater(3) }, policy: { kind: 'hold', power: watts(asked) } };
        const gained = -evaluate(valued, [held]).cost / CENT;
        expect(gained).toBeLessThanOrEqual(2);
        expect(gained).toBeGreaterThanOrEqual(-2);
      }),
    );
  });

  it('counts a broken first rank before any money', () => {
    const kept = evaluate(problem, []);
    const used = evaluate(problem, [{ ...COVER, interval: { start: hoursLater(0), end: hoursLater(5) } }]);
    expect(compareKept(used, kept)).toBe('worse');
  });
});
