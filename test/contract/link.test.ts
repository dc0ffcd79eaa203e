import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseRequest, VERSION } from '#wire/envelope.ts';
import type { PortMessage } from '#wire/port.ts';
import { LIVE_GRID, replyTopic, stateTopic } from '#wire/topics.ts';
import type { HomeLink } from '../../src/link/link.ts';
import { MqttLink } from '../../src/link/mqttLink.ts';
import { PortLink, type Port } from '../../src/link/portLink.ts';
import { CREDENTIAL, FakeGateway } from '../fakes/gateway.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';

const PATIENCE = { timeout: 60_000, interval: 5 };

/** A home at the other end of a link, which the suite speaks and listens through. */
interface Other {
  readonly link: HomeLink;
  say(name: 'home' | 'grid'): Promise<void>;
  sayLive(): Promise<void>;
  /** How requests are answered from now on; null = not at all. */
  answer(outcome: 'done' | 'conflict' | null): void;
  heard(): readonly { id: string; revision: number | null; age: number }[];
  close(): Promise<void>;
}

async function behindGateway(): Promise<Other> {
  const gateway = await FakeGateway.start();
  const bodies = homeMessages();
  return {
    link: new MqttLink({ url: `${gateway.url.replace('http', 'ws')}mqtt`, ...CREDENTIAL }, () => 0),
    say: (name) => gateway.say(name, bodies[name], TOLD_AT),
    sayLive: () => gateway.sayLive(bodies.grid, TOLD_AT),
    answer: (outcome) => (gateway.answer = () => (outcome === null ? null : { outcome, reason: null })),
    heard: () => gateway.requests,
    close: () => gateway.close(),
  };
}

/** Node's port speaks the browser's events but not its types. */
const asPort = (port: MessagePort): Port => port as unknown as Port;

async function overPort(): Promise<Other> {
  const { port1, port2 } = new MessageChannel();
  const bodies = homeMessages();
  const heard: { id: string; revision: number | null; age: number }[] = [];
  let outcome: 'done' | 'conflict' | null = 'done';
  let seq = 0;
  const post = (topic: string, body: unknown): void =>
    port2.postMessage({ topic, payload: JSON.stringify({ v: VERSION, storeId: 'demo', boot: 'boot', seq: ++seq, time: TOLD_AT, body }) } satisfies PortMessage);
  port2.on('message', ({ payload }: PortMessage) => {
    const request = parseRequest(payload);
    if (!request.ok) return;
    heard.push(request.value);
    if (outcome) port2.postMessage({ topic: replyTopic('demo'), payload: JSON.stringify({ v: VERSION, id: request.value.id, outcome, reason: null }) } satisfies PortMessage);
  });
  return {
    link: new PortLink(() => ({ port: asPort(port1), close: () => port1.close() })),
    say: async (name) => post(stateTopic(name), bodies[name]),
    sayLive: async () => post(LIVE_GRID, bodies.grid),
    answer: (next) => void (outcome = next),
    heard: () => heard,
    close: async () => port2.close(),
  };
}

describe.each([
  ['MQTT over WebSocket', behindGateway],
  ['a port to the demo home', overPort],
])('a link over %s', (_name, open) => {
  let other: Other;
  afterEach(async () => {
    await other.link.stop();
    await other.close();
  });

  async function connected(): Promise<{ topics: string[] }> {
    const topics: string[] = [];
    other.link.onMessage((topic) => topics.push(topic));
    other.link.start();
    await other.say('home');
    await vi.waitFor(() => expect(other.link.status).toBe('connected'), PATIENCE);
    return { topics };
  }

  it('is idle before it is started and after it is stopped', async () => {
    other = await open();
    expect(other.link.status).toBe('idle');
    await connected();
    await other.link.stop();
    expect(other.link.status).toBe('idle');
  });

  it('brings what the home says, state and live', async () => {
    other = await open();
    const { topics } = await connected();
    await other.say('grid');
    await other.sayLive();
    await vi.waitFor(() => expect(topics).toEqual(expect.arrayContaining(['tw/state/home', 'tw/state/grid', 'tw/live/grid'])), PATIENCE);
  });

  it('answers a request with the reply that has its id', async () => {
    other = await open();
    await connected();
    other.answer('conflict');
    const reply = await other.link.request({ kind: 'resume' }, { id: 'r-1', revision: 3, age: 40, timeToLive: 5_000 });
    expect(reply).toMatchObject({ id: 'r-1', outcome: 'conflict' });
    expect(other.heard()).toMatchObject([{ id: 'r-1', revision: 3, age: 40 }]);
  });

  it('says that nobody answered when the time to live is over', async () => {
    other = await open();
    await connected();
    other.answer(null);
    await expect(other.link.request({ kind: 'resume' }, { id: 'r-2', revision: null, age: 950, timeToLive: 1_000 })).rejects.toMatchObject({ id: 'no-answer' });
  });

  it('refuses a request while there is no home', async () => {
    other = await open();
    await expect(other.link.request({ kind: 'resume' }, { id: 'r-3', revision: null, age: 0, timeToLive: 1_000 })).rejects.toMatchObject({ id: 'not-connected' });
  });

  it('tells those who wait for a reply that the link was stopped', async () => {
    other = await open();
    await connected();
    other.answer(null);
    const lost = expect(other.link.request({ kind: 'resume' }, { id: 'r-4', revision: null, age: 0, timeToLive: 60_000 })).rejects.toMatchObject({ id: 'lost' });
    await other.link.stop();
    await lost;
  });

  it('tells a listener nothing after it was given back', async () => {
    other = await open();
    await connected();
    const given: string[] = [];
    const release = other.link.onMessage((topic) => given.push(topic));
    release();
    await other.say('grid');
    const { topics } = { topics: [] as string[] };
    other.link.onMessage((topic) => topics.push(topic));
    await other.sayLive();
    await vi.waitFor(() => expect(topics).toContain('tw/live/grid'), PATIENCE);
    expect(given).toEqual([]);
  });
});

describe('a link over MQTT', () => {
  it('comes back by itself after a cut and hears the state again', async () => {
    const gateway = await FakeGateway.start();
    const link = new MqttLink({ url: `${gateway.url.replace('http', 'ws')}mqtt`, ...CREDENTIAL }, () => 0);
    const statuses: string[] = [];
    link.onStatus((status) => statuses.push(status));
    link.start();
    await vi.waitFor(() => expect(link.status).toBe('connected'), PATIENCE);
    gateway.cut();
    await vi.waitFor(() => expect(statuses).toEqual(['connecting', 'connected', 'waiting', 'connected']), PATIENCE);
    await link.stop();
    await gateway.close();
  });

  it('does not throw out another tab with the same credential', async () => {
    const gateway = await FakeGateway.start();
    const place = { url: `${gateway.url.replace('http', 'ws')}mqtt`, ...CREDENTIAL };
    const tabs = [new MqttLink(place), new MqttLink(place)];
    for (const tab of tabs) tab.start();
    await vi.waitFor(() => expect(gateway.clients.size).toBe(2), PATIENCE);
    expect([...gateway.clients].every((id) => id.startsWith('phone-1/'))).toBe(true);
    await Promise.all(tabs.map((tab) => tab.stop()));
    await gateway.close();
  });

  it('says that it is refused when the gateway does not know the credential', async () => {
    const gateway = await FakeGateway.start();
    const link = new MqttLink({ url: `${gateway.url.replace('http', 'ws')}mqtt`, credential: 'phone-1', secret: 'wrong' });
    link.start();
    await vi.waitFor(() => expect(link.status).toBe('refused'), PATIENCE);
    await link.stop();
    await gateway.close();
  });

  it('is waiting, not connecting, while the gateway is away', async () => {
    const link = new MqttLink({ url: 'ws://127.0.0.1:9/mqtt', ...CREDENTIAL }, () => 0);
    link.start();
    await vi.waitFor(() => expect(link.status).toBe('waiting'), PATIENCE);
    await link.stop();
  });
});
