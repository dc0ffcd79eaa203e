import { describe, expect, it, vi } from 'vitest';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { PageOutbox } from '../../../src/data/openOutbox.ts';
import type { HomeLink, RequestTerms } from '../../../src/link/link.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { Proposals } from '../../../src/state/proposals.ts';
import { isStepped } from '../../../src/ui/parts/wishSteps.ts';
import { Requests } from '../../../src/state/requests.ts';
import { homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';

const problem = (revision: number, wishes: NonNullable<StateBodies['problem']>['wishes'] = []): NonNullable<StateBodies['problem']> => ({
  version: 1, revision, issued: TOLD_AT, slots: [], importPrice: [], exportPrice: [], priceKnown: [], inflexible: [], spread: [], devices: [], wishes, limits: [], endValue: 0, running: null,
});
const answer = (revision: number): PlanAnswer => ({ status: 'proven', proposal: { revision, author: 'phone', acts: [], reasons: [] }, cost: 0, bound: 0, gap: 0, nothing: 0, broken: [], steps: [] });

function phone() {
  let seq = 0;
  const sent: { body: RequestBody; terms: RequestTerms }[] = [];
  const link: HomeLink = {
    status: 'connected',
    start: () => undefined,
    stop: async () => undefined,
    onMessage: () => () => undefined,
    onStatus: () => () => undefined,
    request: async (body, terms) => {
      sent.push({ body, terms });
      return { v: 1, id: terms.id, outcome: 'done', reason: null };
    },
  };
  const model = new HomeModel(() => 0);
  const requests = new Requests({ outbox: new PageOutbox(), home: 'p', alone: (work) => work(), wall: () => 0, newId: () => 'wish-1', tell: () => undefined });
  requests.use(link);
  const bridge = { plan: vi.fn(async ({ revision }: { revision: number }) => answer(revision)), sketch: vi.fn(), keepWarm: vi.fn() };
  new Proposals(model, requests, link, async () => bridge).start();
  const tell = (revision: number, wishes: NonNullable<StateBodies['problem']>['wishes'] = []) => model.receive('tw/state/problem', JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time: TOLD_AT, body: problem(revision, wishes) }));
  return { tell, requests, sent, bridge };
}

const [wish] = homeMessages().wishes.wishes.filter(isStepped);
if (!wish) throw new Error('there is a wish');
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a phone on which a wish was changed', () => {
  it('plans the problem that has the wish in it and proposes for exactly that revision', async () => {
    const { tell, requests, sent, bridge } = phone();
    tell(7);
    await requests.ask({ kind: 'wish', wish }, 3);
    tell(8);
    tell(9, [wish]);
    await settled();
    expect(bridge.plan).toHaveBeenCalledTimes(1);
    expect(sent.map(({ body, terms }) => [body.kind, terms.revision])).toEqual([['wish', 3], ['proposal', 9]]);
  });

  it('plans it too when the problem is there before the answer to the wish', async () => {
    const { tell, requests, sent } = phone();
    const asked = requests.ask({ kind: 'wish', wish }, 3);
    tell(8, [wish]);
    await asked;
    await settled();
    expect(sent.map(({ terms }) => terms.revision)).toEqual([3, 8]);
  });

  it('plans a wish that was taken back when the problem no longer has it', async () => {
    const { tell, requests, sent } = phone();
    tell(7, [wish]);
    await requests.ask({ kind: 'wish-removed', id: wish.id }, 3);
    tell(8);
    await settled();
    expect(sent.map(({ terms }) => terms.revision)).toEqual([3, 8]);
  });

  it('leaves every other problem to the gateway’s planner', async () => {
    const { tell, requests, sent, bridge } = phone();
    tell(7);
    tell(8);
    await requests.ask({ kind: 'wish', wish }, 3);
    tell(9, [wish]);
    await settled();
    tell(10, [wish]);
    await settled();
    expect(bridge.plan).toHaveBeenCalledTimes(1);
    expect(sent.map(({ terms }) => terms.revision)).toEqual([3, 9]);
  });
});
