import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectSocket, createServer } from 'node:net';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseReply, parseState, VERSION, type ReplyEnvelope, type StateEnvelope } from '#wire/envelope.ts';
import { STATE_SCHEMAS } from '#wire/message/index.ts';
import { ALL_STATE, replyTopic, requestTopic, stateNameOf } from '#wire/topics.ts';
import { authorization, type PairAnswer } from '#wire/pairing.ts';
import * as v from 'valibot';
import type { HouseOptions } from '../../device/house/options.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { GatewayParent } from '../fakes/gatewayParent.ts';

let bundles: Bundle;
let parent: GatewayParent;
const clients: MqttClient[] = [];

beforeAll(async () => {
  bundles = await bundle({ house: 'device/house/main.ts', storage: 'device/house/storage/thread.ts', broker: 'device/broker/main.ts' });
});
afterAll(() => bundles.remove());
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await parent.stop();
});

/** A paired phone that collects state and replies. */
class Phone {
  readonly states = new Map<string, StateEnvelope>();
  readonly replies: ReplyEnvelope[] = [];
  readonly client: MqttClient;

  constructor(
    home: GatewayParent,
    readonly paired: PairAnswer,
  ) {
    this.client = home.connect(paired.credential, paired.secret);
    clients.push(this.client);
    this.client.on('message', (topic, payload) => this.#hear(topic, payload.toString()));
    this.client.on('connect', () => this.client.subscribe([ALL_STATE, replyTopic(paired.credential)], { qos: 1 }));
  }

  ask(id: string, body: unknown, change: object = {}): void {
    const request = { v: VERSION, id, revision: this.body('wishes')?.revision ?? null, age: 0, timeToLive: 10_000, body, ...change };
    this.client.publish(requestTopic(this.paired.credential), JSON.stringify(request), { qos: 1 });
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- read by hand in each expectation
  body(name: string): any {
    return this.states.get(name)?.body;
  }

  async answerTo(id: string): Promise<ReplyEnvelope> {
    await expect.poll(() => this.replies.find((reply) => reply.id === id)).toBeDefined();
    const at = this.replies.findIndex((reply) => reply.id === id);
    return this.replies.splice(at, 1)[0] as ReplyEnvelope;
  }

  #hear(topic: string, payload: string): void {
    const name = stateNameOf(topic);
    const state = parseState(payload);
    const reply = parseReply(payload);
    if (name && state.ok) this.states.set(name, state.value);
    else if (reply.ok) this.replies.push(reply.value);
  }
}

async function pairedPhone(change: Partial<HouseOptions> = {}): Promise<Phone> {
  parent = new GatewayParent(bundles, change);
  const ready = await parent.start();
  const phone = new Phone(parent, await parent.pair(ready));
  await expect.poll(() => phone.states.has('wishes')).toBe(true);
  return phone;
}

const reserve = { kind: 'reserve', id: 'w1', device: 'battery', rank: 1, share: 0.3 };
const wish = { kind: 'wish', wish: reserve };

describe('a home behind its house', () => {
  it('is paired by its link, and tells the phone its state in the wire’s shapes', async () => {
    const phone = await pairedPhone();
    for (let n = 0; n < 5; n++) parent.reading(500, 1_000_000 + n * 139);
    parent.post({ type: 'meter', state: 'ok', rejected: { crc: 2 } });
    await expect.poll(() => phone.body('grid')?.power).toBe(500);
    await expect.poll(() => [...phone.states.keys()].sort()).toEqual(expect.arrayContaining(['grid', 'home', 'link', 'tariff', 'today', 'wishes']));
    for (const [name, { body, v: version, storeId }] of phone.states) {
      expect([name, v.safeParse(STATE_SCHEMAS[name as keyof typeof STATE_SCHEMAS], body).success, version, storeId]).toEqual([name, true, VERSION, phone.paired.storeId]);
    }
    expect(phone.body('link')).toMatchObject({ meter: 'ok', internet: 'unused', storage: 'ok', rejected: { crc: 2 } });
    expect(phone.body('home')).toMatchObject({ name: 'Test home', zone: 'Europe/London', currency: 'GBP' });
    expect(phone.body('tariff').name).toMatch(/^Example tariff/);
    // Winter: the local day begins at 00:00 UTC, prices reach 48 h beyond now.
    expect(phone.body('tariff').slots[0].start).toBe(Date.UTC(2026, 0, 15));
    expect(phone.body('tariff').slots.at(-1).end).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 17, 12));
  });

  it('answers a wish when it is stored, an old revision as conflict, a late one as late, an older app with app-too-old', async () => {
    const phone = await pairedPhone();
    phone.ask('r1', wish);
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'done', reason: null });
    await expect.poll(() => phone.body('wishes')).toMatchObject({ revision: 1, wishes: [reserve] });
    phone.ask('r2', wish, { revision: 0 });
    expect(await phone.answerTo('r2')).toMatchObject({ outcome: 'conflict', reason: 'edited-meanwhile' });
    phone.ask('r3', wish, { age: 10_001 });
    expect(await phone.answerTo('r3')).toMatchObject({ outcome: 'late' });
    phone.ask('r4', wish, { v: VERSION - 1 });
    expect(await phone.answerTo('r4')).toMatchObject({ outcome: 'refused', reason: 'app-too-old' });
    phone.ask('r5', { kind: 'self-destruct' });
    expect(await phone.answerTo('r5')).toMatchObject({ outcome: 'refused', reason: 'wrong-body' });
    phone.client.publish(requestTopic(phone.paired.credential), 'no json');
    await expect.poll(() => phone.body('link').rejected).toEqual({ 'request-not-json': 1 });
    phone.ask('r1', wish);
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'done' });
    expect(phone.body('wishes').revision).toBe(1);
  });

  it('does not do what was asked while the broker stood still for longer than it was meant for', async () => {
    const phone = await pairedPhone();
    parent.broker.kill('SIGSTOP');
    phone.ask('r1', wish, { timeToLive: 2_000 });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    parent.broker.kill('SIGCONT');
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'late', reason: 'too-late' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    phone.ask('r2', wish, { timeToLive: 2_000 });
    expect(await phone.answerTo('r2')).toMatchObject({ outcome: 'done' });
  });

  it('raises a dangerous voltage on the phone at once, and calls it seen when that is stored (E19)', async () => {
    const phone = await pairedPhone();
    for (let n = 0; n < 4; n++) parent.reading(500, 1_000_000 + n * 139, { L1: { power: null, amps: null, volts: 291.2 } });
    await expect.poll(() => phone.body('safety')?.alarms).toMatchObject([{ kind: 'voltage-high', phase: 'L1', value: 291.2, threshold: 276, until: null, acknowledged: false }]);
    phone.ask('r1', { kind: 'alarm-seen', alarm: phone.body('safety').alarms[0].id });
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'done' });
    await expect.poll(() => phone.body('safety').alarms[0].acknowledged).toBe(true);
    phone.ask('r2', { kind: 'alarm-seen', alarm: 'no such' });
    expect(await phone.answerTo('r2')).toMatchObject({ outcome: 'refused', reason: 'unknown-alarm' });
  });

  it('shows an operator’s call with its receipt once it runs (E16)', async () => {
    const phone = await pairedPhone();
    parent.reading(500, 1_000_000);
    await expect.poll(() => phone.body('grid')?.power).toBe(500);
    const at = phone.body('grid').at as number;
    const call = { id: 'c1', issuer: 'dso', demand: 'less-demand', target: { kind: 'all' }, firmness: 'firm', start: at, end: at + 3_600_000, power: 1_000, reward: null, text: null, status: 'scheduled', devices: [], receivedAt: at, basis: 'contract' };
    parent.post({ type: 'calls', calls: [call as never] });
    await expect.poll(() => phone.body('events')).toMatchObject([{ id: 'c1', status: 'scheduled', receipt: null }]);
    parent.post({ type: 'calls', calls: [{ ...call, status: 'running' } as never] });
    await expect.poll(() => phone.body('events')).toMatchObject([{ id: 'c1', status: 'running', receipt: { asked: null, delivered: null, baseline: 'none', missing: 0 } }]);
  });

  it('pauses at once, and tells control', async () => {
    const phone = await pairedPhone();
    const paused = parent.next('pause');
    phone.ask('r1', { kind: 'pause', until: null });
    expect(await paused).toMatchObject({ type: 'pause', on: true, until: null });
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'done' });
  });

  it('killed right after its answer still knows the wish and the request when it is back', async () => {
    const phone = await pairedPhone();
    phone.ask('r1', wish);
    await phone.answerTo('r1');
    parent.house.kill('SIGKILL');
    await once(parent.house, 'exit');
    const bootBefore = phone.states.get('wishes')?.boot;
    const ready = await parent.startHouse();
    expect(ready.link).toBeNull();
    expect(ready.storeId).toBe(phone.paired.storeId);
    await expect.poll(() => phone.states.get('wishes')?.boot).not.toBe(bootBefore);
    expect(phone.body('wishes')).toMatchObject({ revision: 1, wishes: [reserve] });
    phone.ask('r1', wish, { revision: 0 });
    expect(await phone.answerTo('r1')).toMatchObject({ outcome: 'done' });
    expect(phone.body('wishes').revision).toBe(1);
  });

  it('says everything again to a broker that was killed', async () => {
    const phone = await pairedPhone();
    parent.reading(700, 5);
    await expect.poll(() => phone.body('grid')?.power).toBe(700);
    phone.states.clear();
    parent.broker.kill('SIGKILL');
    await once(parent.broker, 'exit');
    await parent.startBroker();
    await expect.poll(() => [phone.body('grid')?.power, phone.states.has('tariff'), phone.states.has('wishes')]).toEqual([700, true, true]);
  });

  it('stores for control, and gives its history only to a paired browser', async () => {
    const phone = await pairedPhone();
    parent.post({ type: 'store', id: 'boot1/limit/1', record: { kind: 'limit' } });
    expect(await parent.next('stored')).toMatchObject({ id: 'boot1/limit/1' });
    // Two half-hours of 1 kWh each at the example's day rate.
    for (let n = 0; n <= 125; n++) {
      parent.reading(2_000, 10_000_000 + Math.round((n * 1_000_000) / 60));
      parent.tick(59);
    }
    // A signal overtakes messages: what is answered after them has heard them.
    parent.post({ type: 'store', id: 'boot1/limit/2', record: { kind: 'limit' } });
    expect(await parent.next('stored')).toMatchObject({ id: 'boot1/limit/2' });
    parent.house.kill('SIGTERM');
    await once(parent.house, 'exit');
    await parent.startHouse();
    const ask = (headers: Record<string, string>): Promise<Response> => fetch(`http://127.0.0.1:${parent.port}/history?from=0&to=${parent.wall}`, { headers });
    expect((await ask({})).status).toBe(401);
    const { storeId, intervals } = (await (await ask({ authorization: authorization(phone.paired.credential, phone.paired.secret) })).json()) as { storeId: string; intervals: { start: number; importEnergy: number; cost: number }[] };
    expect(storeId).toBe(phone.paired.storeId);
    const full = intervals.find(({ start }) => start === Date.UTC(2026, 0, 15, 12, 30));
    expect(full?.importEnergy).toBeGreaterThan(490_000);
    expect(full?.importEnergy).toBeLessThan(510_000);
    expect(full?.cost).toBe(Math.round(((full?.importEnergy ?? 0) * 28) / 100));
  });

  it('ends within 2 s of SIGTERM and loses no state of the last minute', async () => {
    const phone = await pairedPhone();
    phone.ask('r1', wish);
    await phone.answerTo('r1');
    const begun = performance.now();
    parent.house.kill('SIGTERM');
    const [code] = await once(parent.house, 'exit');
    expect([code, performance.now() - begun < 2_000]).toEqual([0, true]);
    expect(existsSync(join(parent.options.stateDir, 'journal.db'))).toBe(true);
  });

  it('ends when its parent is gone', async () => {
    parent = new GatewayParent(bundles);
    await parent.start();
    const exits = [once(parent.house, 'exit'), once(parent.broker, 'exit')];
    parent.house.disconnect();
    parent.broker.disconnect();
    await Promise.all(exits);
  });

  it('goes on with a journal that is damaged: under another store’s name, with its phones', async () => {
    const phone = await pairedPhone();
    // Ended in order, so that no write-ahead log is left to mend it from.
    parent.house.kill('SIGTERM');
    await once(parent.house, 'exit');
    writeFileSync(join(parent.options.stateDir, 'journal.db'), 'rubbish where a database should be, long enough for a header');
    const ready = await parent.startHouse();
    expect(ready.storeId).not.toBe(phone.paired.storeId);
    expect(ready.link).toBeNull();
  });

  it('keeps what it knows from the other users of the machine, in a folder that they may look into, too', async () => {
    parent = new GatewayParent(bundles);
    const folder = parent.options.stateDir;
    mkdirSync(join(folder, 'backup'), { recursive: true });
    for (const open of [folder, join(folder, 'backup')]) chmodSync(open, 0o755);
    // As an earlier version left it.
    writeFileSync(join(folder, 'journal.db'), '', { mode: 0o644 });
    await parent.pair(await parent.start());
    const files = readdirSync(folder);
    expect(files).toEqual(expect.arrayContaining(['backup', 'credentials.json', 'journal.db', 'telemetry.db', 'telemetry.db-wal']));
    expect(files.filter((file) => statSync(join(folder, file)).mode & 0o077)).toEqual([]);
  });

  it('makes a further link for whoever can open its socket', async () => {
    parent = new GatewayParent(bundles);
    await parent.start();
    const path = join(parent.options.stateDir, 'house.sock');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const socket = connectSocket(path);
    socket.write('{"type":"link"}\n');
    const [line] = await once(socket, 'data');
    expect(JSON.parse(String(line)).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#link=[\w-]{22}$/);
  });
});

describe('a house that cannot start says why, and what to do', () => {
  async function failure(change: Partial<HouseOptions>): Promise<{ id: string; code: number }> {
    parent = new GatewayParent(bundles, change);
    const failed = parent.next('failed');
    const house = parent.forkHouse();
    const exit = once(house, 'exit');
    const { id, message, remedy } = await failed;
    expect(message.length).toBeGreaterThan(20);
    expect(remedy.length).toBeGreaterThan(10);
    return { id, code: (await exit)[0] };
  }

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await failure({ port })).toEqual({ id: 'port-taken', code: 2 });
    other.close();
  });

  it('the network without a certificate', async () => expect(await failure({ lan: true })).toEqual({ id: 'lan-needs-certificate', code: 2 }));
  it('half a certificate', async () => expect(await failure({ cert: '/nowhere.pem' })).toEqual({ id: 'certificate-incomplete', code: 2 }));
  it('a certificate that is not there', async () => expect(await failure({ lan: true, cert: '/nowhere.pem', key: '/nowhere.key' })).toEqual({ id: 'certificate-unreadable', code: 2 }));
  it('an app that is not built', async () => expect(await failure({ appDir: '/nowhere' })).toEqual({ id: 'app-not-built', code: 2 }));
  it('a tariff that is none', async () => expect(await failure({ tariff: '/dev/null' })).toEqual({ id: 'tariff-unreadable', code: 2 }));
  it('a state folder that is a file', async () => expect(await failure({ stateDir: '/dev/null' })).toEqual({ id: 'state-folder-unusable', code: 2 }));
});

describe('the network', () => {
  it('is served by TLS only, under the certificate’s name', async () => {
    parent = new GatewayParent(bundles);
    const folder = join(parent.folder, 'tls');
    mkdirSync(folder);
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=home', '-addext', 'subjectAltName=DNS:tidewatt.local,IP:127.0.0.1', '-keyout', key, '-out', cert]);
    if (made.status !== 0) return console.log('skipped: there is no openssl to make a certificate with');
    const home = new GatewayParent(bundles, { lan: true, cert, key });
    const ready = await home.start();
    expect(ready.url).toBe(`https://tidewatt.local:${ready.port}/`);
    const answer = spawnSync('curl', ['-s', '--cacert', cert, `https://127.0.0.1:${ready.port}/health`]);
    expect(String(answer.stdout)).toBe('{"ok":true}\n');
    expect(readFileSync(cert, 'utf8')).toContain('BEGIN CERTIFICATE');
    await home.stop();
  });
});
