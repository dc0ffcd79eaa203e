import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { parseRequest, VERSION } from '#wire/envelope.ts';
import { proposalSchema } from '#wire/message/plan.ts';
import * as v from 'valibot';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import type { BrokerCredential } from '../../device/channel.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { battery, CENT, hourly } from '../fixtures/plan/problems.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const CREDENTIALS: readonly BrokerCredential[] = [{ name: 'house', role: 'house', sha256: sha256('h') }, { name: 'planner', role: 'planner', sha256: sha256('p') }];

let made: Bundle;
let broker: Broker;
let port: number;
let house: MqttClient;
let child: ChildProcess | undefined;

beforeAll(async () => {
  made = await bundle({ planner: 'device/planner/main.ts' });
  broker = await Broker.start();
  port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
  broker.setCredentials(CREDENTIALS);
  house = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'house/1', username: 'house', password: 'h', protocolVersion: 4, reconnectPeriod: 0 });
  await house.subscribeAsync('tw/request/+', { qos: 1 });
});

afterEach(() => {
  child?.kill('SIGKILL');
});

afterAll(async () => {
  await house.endAsync(true);
  await broker.close();
  await made.remove();
});

const state = (problem: PlanProblem | null, seq: number): string => JSON.stringify({ v: VERSION, storeId: 's', boot: 'b', seq, time: 0, body: problem });
const start = (): ChildProcess => fork(made.file('planner'), [], { env: { ...process.env, TIDEWATT_MQTT_PORT: String(port), TIDEWATT_MQTT_SECRET: 'p' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });

async function nextProposal() {
  const [topic, payload] = await new Promise<[string, Buffer]>((resolve) => house.once('message', (name, bytes) => resolve([name, bytes])));
  const request = parseRequest(payload.toString());
  if (!request.ok) throw new Error(request.reason);
  const body = v.parse(v.object({ kind: v.literal('proposal'), proposal: proposalSchema }), request.value.body);
  house.publish('tw/reply/planner', JSON.stringify({ v: VERSION, id: request.value.id, outcome: 'done', reason: null }));
  return { topic, revision: request.value.revision, proposal: body.proposal };
}

describe('the planner process', () => {
  it('reads the retained problem, proposes the optimum for that revision, and the next one when it comes', async () => {
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    await house.publishAsync('tw/state/problem', state(problem, 1), { qos: 1, retain: true });
    child = start();
    const told: unknown[] = [];
    child.on('message', (message) => told.push(message));
    const first = await nextProposal();
    expect(first).toMatchObject({ topic: 'tw/request/planner', revision: 7 });
    expect(evaluate(problem, first.proposal.acts as never).cost).toBe(30 * CENT);
    const [planning, idle] = ['planning', 'idle'].map((state) => ({ type: 'planner', state }));
    await expect.poll(() => told).toEqual([planning, idle]);
    const later = { ...problem, revision: 8, importPrice: [30 * CENT, 30 * CENT] };
    house.publish('tw/state/problem', state(later, 2), { qos: 1, retain: true });
    expect((await nextProposal()).revision).toBe(8);
    await expect.poll(() => told).toEqual([planning, idle, planning, idle]);
  });

  it('goes on after a problem that is none, and ends with its parent', async () => {
    await house.publishAsync('tw/state/problem', state({ ...hourly([10], [0]), slots: [] }, 3), { qos: 1, retain: true });
    child = start();
    const [line] = (await once(child.stderr ?? child, 'data')) as [Buffer];
    expect(String(line)).toContain('no-slots');
    house.publish('tw/state/problem', state({ ...hourly([10, 30], [0, 2_000], { devices: [battery(0)] }), revision: 9 }, 4), { qos: 1, retain: true });
    expect((await nextProposal()).revision).toBe(9);
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });

  it('says what is missing when a person starts it', async () => {
    child = fork(made.file('planner'), [], { env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(2);
  });
});
