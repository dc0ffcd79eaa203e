import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { demoParts } from '#domain/home/demoParts.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { instant } from '#domain/time/instant.ts';
import { isNewer, parseReply, parseState, type StateEnvelope } from '#wire/envelope.ts';
import type { LimitMessage } from '#wire/message/limit.ts';
import { STATE_SCHEMAS, type StateBodies } from '#wire/message/index.ts';
import { readMoney } from '#wire/message/moneyBody.ts';
import { DEMO_CREDENTIAL, DEMO_LIMIT, DEMO_OFFER, DEMO_PAST, DEMO_SPEED, parseDemoPast, type PortMessage } from '#wire/port.ts';
import { LIVE_GRID, replyTopic, requestTopic, STATE_NAMES, stateNameOf, type StateName } from '#wire/topics.ts';
import { DemoHome } from '../../workers/home/demoHome.ts';
import { DEFAULT_BUDGET, plan } from '../../workers/plan/solve.ts';

/** Two in the afternoon of a working day in March, in Amsterdam. */
const NOON = Date.parse('2026-03-20T13:00:00Z');

/** The page's end of the port: keeps what came, newest by name. */
class Page {
  readonly sent: PortMessage[] = [];
  private time = 0;
  private step = 0;
  readonly home = new DemoHome(
    demoParts(7, instant(NOON - 8 * 86_400_000), { without: ['car'] }),
    { boot: 'first', send: (message) => void this.sent.push(message), clock: () => (this.time += this.step), failed: (error) => expect.fail(String(error.cause)), plan: async (problem: PlanProblem) => plan(problem, { solver: null, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET }).proposal },
    NOON,
  );

  /** From now on each look at the clock finds 100 ms gone. */
  slow(): void {
    this.step = 100;
  }
  states(name: StateName): StateEnvelope[] {
    return this.sent.filter(({ topic }) => stateNameOf(topic) === name).map(({ payload }) => {
      const parsed = parseState(payload);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.value;
    });
  }
  body<Name extends StateName>(name: Name): StateBodies[Name] {
    return this.states(name).at(-1)?.body as StateBodies[Name];
  }
  async live(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.home.beat(1_000);
      await Promise.resolve();
    }
  }
  ask(id: string, body: unknown, revision: number | null = null): void {
    this.home.hear({ topic: requestTopic(DEMO_CREDENTIAL), payload: JSON.stringify({ v: 1, id, revision, age: 0, timeToLive: 5_000, body }) });
  }
  reply(id: string): unknown {
    const replies = this.sent.filter(({ topic }) => topic === replyTopic(DEMO_CREDENTIAL)).map(({ payload }) => parseReply(payload));
    return replies.map((reply) => (reply.ok ? reply.value : null)).find((reply) => reply?.id === id);
  }
}

async function opened(): Promise<Page> {
  const page = new Page();
  while (!page.home.catchUp());
  page.home.start();
  await page.live(5);
  return page;
}

describe('the demo home behind its port', () => {
  it('lives its days before it is seen in pieces, says how far it is, and tells each day', () => {
    const page = new Page();
    page.slow();
    let pieces = 1;
    while (!page.home.catchUp()) pieces += 1;
    const shares = page.sent.filter(({ topic }) => topic === DEMO_PAST).map(({ payload }) => parseDemoPast(payload) ?? -1);
    expect([pieces > 10, shares.length, shares.at(-1)]).toEqual([true, pieces, 1]);
    expect(shares.every((share, n) => n === 0 || share >= (shares[n - 1] ?? 0))).toBe(true);
    expect(page.states('today').map(({ body }) => (body as StateBodies['today']).day)).toEqual(['2026-03-13', '2026-03-14', '2026-03-15', '2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19']);
    expect(page.states('grid')).toEqual([]);
  });

  it('says everything that a gateway says, in shapes that the wire knows', async () => {
    const page = await opened();
    await page.live(60);
    for (const name of STATE_NAMES) {
      expect(page.states(name).length, name).toBeGreaterThan(0);
      for (const { body } of page.states(name)) expect(v.safeParse(STATE_SCHEMAS[name], body).issues, name).toBeUndefined();
    }
  });

  it('adds its bills up as a gateway does', async () => {
    const page = await opened();
    await page.live(5);
    const [bill] = readMoney(page.body('money'))?.bills ?? [];
    // Days lived before it is seen: a bill that runs, of what was used and its standing charge.
    expect(bill).toMatchObject({ closedAt: null });
    expect((bill?.import ?? 0) > 10_000_000 && (bill?.total ?? 0) > 0).toBe(true);
    expect(bill?.parts.reduce((sum, part) => sum + part.money, 0)).toBe(bill?.total);
  });

  it('numbers the messages of a topic, each newer than the last', async () => {
    const grids = (await opened()).states('grid');
    expect(grids.length).toBeGreaterThanOrEqual(5);
    for (const [n, grid] of grids.entries()) expect(isNewer(grids[n - 1], grid)).toBe(true);
  });

  it('sends each second a grid reading live, with the time of the home', async () => {
    const page = await opened();
    const before = page.sent.filter(({ topic }) => topic === LIVE_GRID).length;
    await page.live(3);
    expect(page.sent.filter(({ topic }) => topic === LIVE_GRID)).toHaveLength(before + 3);
    expect(page.body('grid').at).toBe(NOON + (1 + 5 + 3) * 1_000);
  });

  it('has lived already: today has a bar for every half-hour since midnight, and energy in it', async () => {
    const page = await opened();
    await page.live(60);
    const { bars, importEnergy, energyCost } = page.body('today');
    // 14:00 in Amsterdam: 28 half-hours, and the one that has begun.
    expect(bars.length).toBe(29);
    expect(importEnergy).toBeGreaterThan(500_000);
    expect(energyCost).not.toBeNull();
  });

  it('has a plan for the dishwasher by the next morning, made by the planner it was given', async () => {
    const page = await opened();
    await page.live(30);
    const plan = page.body('plan');
    expect(plan?.author).toBe('demo-planner');
    expect(plan?.acts.some(({ device, policy }) => device === 'plug' && policy.kind === 'run')).toBe(true);
  });

  it('keeps a limit that is sent from the page within a minute, and lets go when it is lifted', async () => {
    const page = await opened();
    page.home.hear({ topic: DEMO_LIMIT, payload: JSON.stringify({ w: 1_000, minutes: 10 }) });
    await page.live(60);
    const limit: LimitMessage = page.body('limit');
    expect(limit.limits).toMatchObject([{ source: 'demo', direction: 'import', value: { kind: 'limit', w: 1_000 } }]);
    expect(limit.state).toBe('kept');
    expect(page.body('grid').power).toBeLessThanOrEqual(1_000);
    page.home.hear({ topic: DEMO_LIMIT, payload: JSON.stringify({ w: null, minutes: 1 }) });
    await page.live(2);
    expect(page.body('limit').limits).toEqual([]);
  });

  it('answers a request of the page when it is stored, and refuses what it cannot read with a reason', async () => {
    const page = await opened();
    const { revision } = page.body('wishes');
    page.ask('a', { kind: 'wish', wish: { kind: 'reserve', id: 'reserve', device: 'battery', rank: 1, share: 0.3 } }, revision);
    expect(page.reply('a')).toMatchObject({ outcome: 'done', reason: null });
    expect(page.body('wishes').wishes.map(({ id }) => id)).toContain('reserve');
    page.ask('b', { kind: 'wish', wish: { kind: 'reserve', id: 'reserve', device: 'battery', rank: 1, share: 0.3 } }, revision);
    expect(page.reply('b')).toMatchObject({ outcome: 'conflict' });
    page.ask('c', { kind: 'open-sesame' });
    expect(page.reply('c')).toMatchObject({ outcome: 'refused', reason: 'wrong-shape' });
  });

  it('hears an offer as a gateway does: it is offered, joined, runs and is left', async () => {
    const page = await opened();
    page.home.hear({ topic: DEMO_OFFER, payload: '{"after":1,"minutes":2}' });
    await page.live(2);
    const [offered] = page.body('events');
    expect(offered).toMatchObject({ status: 'offered', demand: 'less-demand', firmness: 'overridable', power: 500 });
    expect(page.body('contracts')).toMatchObject([{ title: 'Demo grid' }]);
    page.ask('join', { kind: 'act', act: { kind: 'event-answer', event: offered?.id, answer: 'join' } });
    expect(page.reply('join')).toMatchObject({ outcome: 'done', reason: null });
    await page.live(65);
    expect(page.body('events')[0]?.status).toBe('running');
    page.ask('leave', { kind: 'act', act: { kind: 'event-answer', event: offered?.id, answer: 'opt-out' } });
    await page.live(2);
    expect(page.body('events')[0]?.status).toBe('opted-out');
  });

  it('runs faster when told, and says so to the page', async () => {
    const page = await opened();
    page.home.hear({ topic: DEMO_SPEED, payload: '{"speed":60}' });
    const before = page.body('grid').at;
    await page.live(2);
    expect(page.body('grid').at - before).toBe(120_000);
    expect(page.body('home').clock.speed).toBe(60);
  });

  it('is not moved by what it cannot read', async () => {
    const page = await opened();
    const before = page.sent.length;
    for (const payload of ['', '{', 'null', '{"speed":-1}', '{"speed":1e9}', '{"w":-5,"minutes":1}']) {
      page.home.hear({ topic: DEMO_SPEED, payload });
      page.home.hear({ topic: DEMO_LIMIT, payload });
      page.home.hear({ topic: DEMO_OFFER, payload });
      page.home.hear({ topic: requestTopic(DEMO_CREDENTIAL), payload });
    }
    expect(page.sent.slice(before)).toEqual([]);
  });

  it('keeps a half-hour that a person has decided in its next plan, and answers a stale revision with a conflict', async () => {
    const page = await opened();
    await page.live(30);
    const act = page.body('plan')?.acts.find(({ device, interval }) => device === 'battery' && interval.start > page.body('home').clock.wall);
    const start = Math.ceil((act?.interval.start ?? 0) / 1_800_000) * 1_800_000;
    const choice = { device: 'battery', start, end: start + 1_800_000, want: 'on' as const };
    const { revision } = page.body('wishes');
    page.ask('slot', { kind: 'slot', choice }, revision);
    page.ask('late', { kind: 'slot', choice }, revision);
    await page.live(30);
    expect([page.reply('slot'), page.reply('late')]).toMatchObject([{ outcome: 'done' }, { outcome: 'conflict' }]);
    expect(page.body('wishes').choices).toEqual([choice]);
    const inSlot = (page.body('plan')?.acts ?? []).filter(({ device, interval }) => device === 'battery' && interval.start < choice.end && interval.end > choice.start);
    expect(inSlot.map(({ policy }) => policy.kind === 'hold' && policy.power > 0)).toEqual([true]);
  });
});
