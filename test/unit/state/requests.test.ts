import { describe, expect, it } from 'vitest';
import type { ReplyEnvelope } from '#wire/envelope.ts';
import { PageOutbox } from '../../../src/data/openOutbox.ts';
import { LinkError, type HomeLink, type LinkStatus, type RequestTerms, type StatusListener } from '../../../src/link/link.ts';
import { Requests, type Asked } from '../../../src/state/requests.ts';

/** A link whose answers the test decides. */
function linkOf(reply: (terms: RequestTerms) => Promise<ReplyEnvelope>) {
  const listeners: StatusListener[] = [];
  const sent: RequestTerms[] = [];
  const link: HomeLink & { become(status: LinkStatus): void } = {
    status: 'waiting',
    start: () => undefined,
    stop: async () => undefined,
    onMessage: () => () => undefined,
    onStatus: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    request: (_body, terms) => {
      sent.push(terms);
      return reply(terms);
    },
    become(status) {
      Object.assign(link, { status });
      for (const listener of listeners) listener(status);
    },
  };
  return { link, sent };
}

function person(reply: (terms: RequestTerms) => Promise<ReplyEnvelope>, outbox = new PageOutbox()) {
  const clock = { wall: 1_000_000 };
  const told: Asked[] = [];
  let ids = 0;
  const requests = new Requests({ outbox, home: 'phone-1', alone: (work) => work(), wall: () => clock.wall, newId: () => `r${++ids}`, tell: (ended) => told.push(ended) });
  const { link, sent } = linkOf(reply);
  requests.use(link);
  return { clock, told, requests, link, sent, outbox };
}

const done = async ({ id }: RequestTerms): Promise<ReplyEnvelope> => ({ v: 1, id, outcome: 'done', reason: null });
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what a person asks of the home', () => {
  it('is queued until the home has answered, then done, and told to the other tabs', async () => {
    const { requests, link, told } = person(done);
    await requests.ask({ kind: 'resume' }, 3);
    expect(requests.asked.value).toMatchObject([{ id: 'r1', progress: 'queued' }]);
    link.become('connected');
    await settled();
    expect(requests.asked.value).toMatchObject([{ id: 'r1', progress: 'done' }]);
    expect(told).toMatchObject([{ id: 'r1', progress: 'done' }]);
  });

  it('goes with the revision that was seen and the age since the tap', async () => {
    const { requests, link, sent, clock } = person(done);
    await requests.ask({ kind: 'resume' }, 3);
    clock.wall += 7_000;
    link.become('connected');
    await settled();
    expect(sent).toEqual([{ id: 'r1', revision: 3, age: 7_000, timeToLive: 60_000 }]);
  });

  it('is sent again with the same id after the link broke, and once', async () => {
    let tries = 0;
    const { requests, link, sent } = person((terms) => (++tries === 1 ? Promise.reject(new LinkError('lost')) : done(terms)));
    link.become('connected');
    await requests.ask({ kind: 'resume' }, 3);
    link.become('connected');
    await settled();
    link.become('connected');
    await settled();
    expect(sent.map(({ id }) => id)).toEqual(['r1', 'r1']);
  });

  it('expires visibly and is never sent when it is late', async () => {
    const { requests, link, sent, clock, outbox } = person(done);
    await requests.ask({ kind: 'pause', until: null }, 3);
    clock.wall += 60_001;
    link.become('connected');
    await settled();
    expect(requests.asked.value).toMatchObject([{ id: 'r1', progress: 'expired' }]);
    expect([sent, await outbox.all('phone-1')]).toEqual([[], []]);
  });

  it('is not sent when the phone’s clock was set back, because nobody knows its age', async () => {
    const { requests, link, sent, clock } = person(done);
    await requests.ask({ kind: 'resume' }, 3);
    clock.wall -= 3_600_000;
    link.become('connected');
    await settled();
    expect(sent).toEqual([]);
    expect(requests.asked.value).toMatchObject([{ progress: 'expired' }]);
  });

  it('that an earlier page left is shown and sent', async () => {
    const outbox = new PageOutbox();
    await outbox.add({ id: 'old', home: 'phone-1', body: { kind: 'resume' }, revision: 1, madeAt: 999_000, timeToLive: 60_000 });
    const { requests, link, sent } = person(done, outbox);
    link.become('connected');
    await settled();
    expect(sent.map(({ id }) => id)).toEqual(['old']);
    expect(requests.asked.value).toMatchObject([{ id: 'old', progress: 'done' }]);
  });

  it('that is asked again says only how it ended last', async () => {
    const { requests, link } = person(async ({ id }) => ({ v: 1, id, outcome: 'refused', reason: 'still-over' }));
    link.become('connected');
    await requests.ask({ kind: 'pause', until: null }, 2);
    await requests.ask({ kind: 'resume' }, 2);
    await requests.ask({ kind: 'resume' }, 2);
    expect(requests.asked.value.map(({ id }) => id)).toEqual(['r1', 'r3']);
  });

  it('that was refused keeps its reason until the person has read it', async () => {
    const { requests, link } = person(async ({ id }) => ({ v: 1, id, outcome: 'conflict', reason: 'stale-revision' }));
    link.become('connected');
    await requests.ask({ kind: 'resume' }, 2);
    expect(requests.asked.value).toMatchObject([{ progress: 'conflict', reason: 'stale-revision' }]);
    requests.dismiss('r1');
    expect(requests.asked.value).toEqual([]);
  });
});
