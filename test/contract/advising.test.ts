import { expect, it } from 'vitest';
import { demoParts } from '#domain/home/demoParts.ts';
import { instant } from '#domain/time/instant.ts';
import { parseState } from '#wire/envelope.ts';
import { readAdvising } from '#wire/message/advisingBody.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { DEMO_CREDENTIAL, DEMO_LIMIT, type PortMessage } from '#wire/port.ts';
import { requestTopic, stateNameOf, type StateName } from '#wire/topics.ts';
import { DemoHome } from '../../workers/home/demoHome.ts';
import { sketch } from '../../workers/plan/sketch.ts';
import { DEFAULT_BUDGET } from '../../workers/plan/solve.ts';

/** Six in the evening of a working day in March, in Amsterdam: the dear hours, in which a plan uses the battery. */
const EVENING = Date.parse('2026-03-20T17:00:00Z');

class Page {
  #since = 0;
  readonly #sent: PortMessage[] = [];
  readonly #home = new DemoHome(
    demoParts(7, instant(EVENING - 7_200_000), { without: ['car'] }),
    { boot: 'first', send: (message) => void this.#sent.push(message), clock: () => 0, failed: (error) => expect.fail(String(error.cause)), plan: async (problem) => sketch(problem, null, { solver: null, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET }).proposal },
    EVENING,
  );

  async open(): Promise<this> {
    while (!this.#home.catchUp());
    this.#home.start();
    await this.live(5);
    return this;
  }

  async live(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.#home.beat(1_000);
      await Promise.resolve();
    }
  }

  ask(id: string, body: unknown): void {
    this.#home.hear({ topic: requestTopic(DEMO_CREDENTIAL), payload: JSON.stringify({ v: 1, id, revision: null, age: 0, timeToLive: 5_000, body }) });
  }

  limit(w: number): void {
    this.#home.hear({ topic: DEMO_LIMIT, payload: JSON.stringify({ w, minutes: 10 }) });
  }

  body<Name extends StateName>(name: Name): StateBodies[Name] {
    const parsed = parseState(this.#sent.findLast(({ topic }) => stateNameOf(topic) === name)?.payload ?? '');
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.value.body as StateBodies[Name];
  }

  /** Since it was last asked: who decided what any device was told. */
  deciders(): readonly string[] {
    const told = this.#sent.slice(this.#since).filter(({ topic }) => stateNameOf(topic) === 'devices').map(({ payload }) => parseState(payload));
    this.#since = this.#sent.length;
    return [...new Set(told.flatMap((one) => (one.ok ? (one.value.body as StateBodies['devices']).flatMap(({ decidedBy }) => decidedBy ?? []) : [])))].sort();
  }
}

it('with advice only a plan is made and shown, no device is told anything by it, and a limit is kept as ever', async () => {
  const page = await new Page().open();
  // A plan takes effect at a boundary of five minutes.
  await page.live(310);
  expect(page.body('plan')?.acts.length).toBeGreaterThan(0);
  expect(page.deciders()).toContain('plan');
  page.ask('a', { kind: 'advise', on: true });
  await page.live(3);
  expect(readAdvising(page.body('advising'))).toMatchObject({ on: true, days: [] });
  page.deciders();
  await page.live(310);
  expect(page.body('plan')?.acts.length).toBeGreaterThan(0);
  expect(page.deciders()).not.toContain('plan');
  page.limit(1_000);
  await page.live(60);
  expect(page.body('limit').state).toBe('kept');
  expect(page.body('grid').power).toBeLessThanOrEqual(1_000);
  page.ask('b', { kind: 'advise', on: false });
  await page.live(310);
  expect(page.deciders()).toContain('plan');
});
