import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { RepliedEvent, RequestReceived } from '#domain/wish/request.ts';
import { requests, type RequestsState } from '#domain/wish/requests.ts';
import { VERSION } from '#wire/envelope.ts';
import { LIVE_GRID, replyTopic, stateTopic } from '#wire/topics.ts';
import { BrokerLink } from '../../device/house/brokerLink.ts';
import { readRequest } from '../../device/house/requestInbox.ts';
import { PlannerLink } from '../../device/planner/link.ts';
import { MqttBus } from '../../device/transport/mqtt/client.ts';
import { MqttLink } from '../../src/link/mqttLink.ts';
import { BrokerAtWork } from '../fakes/brokerProcess.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { credential, secretOf } from '../fakes/mqttCaller.ts';

/** M-02: a hundred restarts in the long run. */
const RESTARTS = process.env['TIDEWATT_LONG'] ? 100 : 2;
const PHONES = Array.from({ length: 10 }, (_, n) => `p${n}`);
/** Each of the ten: 50 requests a second together. */
const EVERY_MS = 200;
const PATIENCE = { timeout: 60_000, interval: 10 };
/** M-08. */
const STORM_MS = 10_000;

let bundles: Bundle;
let broker: BrokerAtWork;
const ends: (() => unknown)[] = [];
beforeAll(async () => void (bundles = await bundle({ broker: 'device/broker/main.ts' })));
afterAll(() => bundles.remove());
beforeEach(async () => {
  broker = await BrokerAtWork.start(bundles.file('broker'), [
    credential('house', 'house'), credential('control', 'control'), credential('planner', 'planner'), credential('device', 'device'),
    ...PHONES.map((name) => credential(name, 'phone')),
  ]);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await broker.stop();
});

/** House with the machine that judges requests, and a count of what was done. */
class House {
  readonly done = new Map<string, number>();
  connections = 0;
  readonly #link: BrokerLink;
  #state: RequestsState = requests.initial;

  constructor() {
    this.#link = new BrokerLink({ connected: () => this.#connected(), request: (topic, payload) => this.#request(topic, payload), signal: () => undefined });
    ends.push(() => this.#link.stop());
  }

  moveTo(port: number): void {
    this.#link.moveTo(port, secretOf('house'));
  }

  live(payload: string): void {
    this.#link.send(LIVE_GRID, payload, false);
  }

  #connected(): void {
    this.connections++;
    this.#link.send(stateTopic('home'), `${this.connections}`, true);
  }

  #request(topic: string, payload: string): void {
    const read = readRequest(topic, payload, () => 'phone', 0);
    if (read.ok) this.#step(read.event);
  }

  #step(event: RequestReceived | RepliedEvent): void {
    const now: Now = { wall: instant(1_768_478_400_000), mono: 0 as Now['mono'], boot: 'b1', trust: 'synced' };
    const { state, effects = [] } = requests.step(this.#state, event, now, {});
    this.#state = state;
    for (const effect of effects as readonly { kind: string; event?: { credential: string; request: { id: string } }; credential?: string; requestId?: string }[]) {
      if (effect.kind === 'admit' && effect.event) this.#do(effect.event.credential, effect.event.request.id);
      if (effect.kind === 'reply' && effect.credential) this.#link.reply(replyTopic(effect.credential), JSON.stringify({ v: VERSION, id: effect.requestId, outcome: 'done', reason: null }));
    }
  }

  #do(who: string, id: string): void {
    this.done.set(id, (this.done.get(id) ?? 0) + 1);
    this.#step({ kind: 'replied', credential: who, requestId: id, outcome: 'done', reason: null });
    this.#link.reply(replyTopic(who), JSON.stringify({ v: VERSION, id, outcome: 'done', reason: null }));
  }
}

function phone(name: string): MqttLink {
  const link = new MqttLink({ url: broker.url, credential: name, secret: secretOf(name) });
  link.start();
  ends.push(() => link.stop());
  return link;
}

/** As an outbox does: sends until it is answered, always with the same id. */
async function ask(link: MqttLink, id: string): Promise<void> {
  for (;;) {
    try {
      await link.request({ kind: 'resume' }, { id, revision: 1, age: 0, timeToLive: 30_000 });
      return;
    } catch {
      await wait(50);
    }
  }
}

const isUp = (links: readonly MqttLink[]): Promise<unknown> => expect.poll(() => links.every(({ status }) => status === 'connected'), PATIENCE).toBe(true);

describe('a broker that is killed', () => {
  it(`${RESTARTS} times under 50 requests a second: none is lost, none is done twice`, async () => {
    const house = new House();
    house.moveTo(broker.mqttPort);
    const links = PHONES.map(phone);
    await isUp(links);
    const asked: Promise<void>[] = [];
    const ids: string[] = [];
    const beats = links.map((link, at) => setInterval(() => {
      const id = `${PHONES[at]}-${ids.length}`;
      ids.push(id);
      asked.push(ask(link, id));
    }, EVERY_MS));
    const away: number[] = [];
    for (let n = 0; n < RESTARTS; n++) {
      await wait(300);
      await broker.kill();
      await broker.run();
      const started = performance.now();
      house.moveTo(broker.mqttPort);
      await isUp(links);
      away.push(performance.now() - started);
    }
    beats.forEach(clearInterval);
    await Promise.all(asked);
    console.log(`broker: ${RESTARTS} restarts, ${ids.length} requests, ${away.toSorted((a, b) => a - b)[Math.floor(away.length / 2)]?.toFixed(0)} ms until all were back, at worst ${Math.max(...away).toFixed(0)} ms`);
    expect(ids.flatMap((id) => (house.done.get(id) === 1 ? [] : [`${id}: ${house.done.get(id) ?? 0} times`]))).toEqual([]);
  }, 60_000 + RESTARTS * 6_000);

  it('every client of ours subscribes again, and the state is there again', async () => {
    const house = new House();
    house.moveTo(broker.mqttPort);
    const link = phone('p0');
    const heard: string[] = [];
    link.onMessage((topic, payload) => heard.push(`${topic} ${payload}`));
    const bus = new MqttBus();
    const address = { host: '127.0.0.1', port: broker.mqttPort, credential: 'control', secret: secretOf('control') };
    bus.moveTo(address);
    ends.push(() => bus.stop());
    bus.subscribe('zigbee2mqtt/plug', (payload) => heard.push(`plug ${payload.toString()}`));
    const device = new MqttBus();
    device.moveTo({ ...address, credential: 'device', secret: secretOf('device') });
    ends.push(() => device.stop());
    await expect.poll(() => heard.length, PATIENCE).toBeGreaterThan(0);
    heard.length = 0;

    await broker.kill();
    await broker.run();
    house.moveTo(broker.mqttPort);
    // Said over and over, because nobody tells the test who has subscribed.
    await expect.poll(() => {
      house.live('alive');
      void device.publish('zigbee2mqtt/plug', 'on').catch(() => undefined);
      return ['tw/state/home 2', 'tw/live/grid alive', 'plug on'].filter((wanted) => !heard.includes(wanted));
    }, PATIENCE).toEqual([]);
    await ask(link, 'after');
    expect(house.done.get('after')).toBe(1);

    // The planner lives as long as its connection; a new one hears the problem that is kept.
    const planner = new PlannerLink(broker.mqttPort, secretOf('planner'));
    const lost = new Promise<void>((resolve) => (planner.onLost = resolve));
    ends.push(() => planner.end());
    await broker.kill();
    await lost;
    await broker.run();
  });

  it('in the middle of a request: the person is told, and it is not sent again by itself when it is long too late', async () => {
    const house = new House();
    house.moveTo(broker.mqttPort);
    const link = phone('p0');
    await isUp([link]);
    broker.freeze();
    const lost = link.request({ kind: 'resume' }, { id: 'before', revision: 1, age: 0, timeToLive: 30_000 }).catch((error: unknown) => error);
    await broker.kill();
    expect(await lost).toMatchObject({ id: 'lost' });
    // House first, or what is sent again would reach nobody.
    await broker.run(() => {
      house.moveTo(broker.mqttPort);
      return expect.poll(() => house.connections, PATIENCE).toBe(2);
    });
    await isUp([link]);
    await ask(link, 'after');
    expect([...house.done.keys()]).toEqual(['after']);
  });

  it('fifty clients that come back at once are all in within ten seconds', async () => {
    const house = new House();
    house.moveTo(broker.mqttPort);
    const links = Array.from({ length: 40 }, (_, n) => phone(PHONES[n % PHONES.length] ?? ''));
    const buses = Array.from({ length: 9 }, () => {
      const bus = new MqttBus();
      bus.moveTo({ host: '127.0.0.1', port: broker.mqttPort, credential: 'device', secret: secretOf('device') });
      ends.push(() => bus.stop());
      return bus;
    });
    const areIn = (): number => links.filter(({ status }) => status === 'connected').length + buses.filter(({ connected }) => connected).length;
    await expect.poll(areIn, { interval: 20 }).toBe(49);
    await broker.kill();
    await expect.poll(areIn, PATIENCE).toBe(0);
    await broker.run();
    const started = performance.now();
    const connections = house.connections;
    house.moveTo(broker.mqttPort);
    await expect.poll(() => areIn() + (house.connections - connections), { timeout: STORM_MS, interval: 20 }).toBe(50);
    console.log(`broker: 50 clients back in ${(performance.now() - started).toFixed(0)} ms`);
  });
});
