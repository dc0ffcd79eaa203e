import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import { signalAnswerTopic, signalTopic } from '#wire/topics.ts';
import { readKey } from '../../device/cli/signal/keyFile.ts';
import { claimsOf } from '../../device/cli/signal/message.ts';
import { signJws } from '../../device/signal/sign.ts';
import { until } from './chaosHome.ts';
import { TestHouse } from './house.ts';
import { emptyFolder, ROOT, runToEnd } from './process.ts';

const CLI = join(process.env['TIDEWATT_ROOT'] ?? ROOT, 'dist/device/cli.mjs');

let house: TestHouse | undefined;
afterEach(() => house?.end());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** An operator with a key, and a home that has agreed on everything with it. */
async function pilot() {
  const folder = emptyFolder();
  const file = (name: string, value: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const key = join(folder, 'dso.key');
  const { stdout } = await runToEnd(CLI, ['signal', '--new-key', key, '--issuer', 'dso']);
  const made = JSON.parse(stdout) as { jwk: object; secretSha256: string };
  const issuer = {
    name: 'dso',
    title: 'City grid',
    keys: [{ jwk: made.jwk }],
    secretSha256: made.secretSha256,
    kinds: ['limit', 'event', 'cancel', 'hold', 'release', 'tariff', 'message'],
    limits: [{ direction: 'import', scope: 'site' }],
    demands: ['less-demand'],
    firmness: 'overridable',
    enrolled: true,
    holdOnlyAfterOutage: false,
  };
  const home = file('home.json', { issuers: [issuer] });
  const port = await freePort();
  const broker = `mqtt://127.0.0.1:${port}`;
  const send = async (message: object, ...flags: readonly string[]): Promise<readonly [string, string | null]> => {
    const ended = await runToEnd(CLI, ['signal', file('message.json', message), '--key', key, '--broker', broker, ...flags]);
    if (ended.code !== 0) throw new Error(`exit ${String(ended.code)}: ${ended.stderr}`);
    const answer = JSON.parse(ended.stdout) as { outcome: string; reason: string | null };
    return [answer.outcome, answer.reason];
  };
  return { key, home, port, broker, send };
}

/** Publishes the very same text again, as somebody who has listened could. */
async function replayed(broker: string, key: string, jws: string): Promise<readonly unknown[]> {
  const { secret } = readKey(key, readFileSync(key));
  const client = mqtt.connect(broker, { clientId: 'dso/replay', username: 'dso', password: secret });
  const heard: unknown[] = [];
  client.on('message', (_topic, payload) => heard.push((JSON.parse(payload.toString()) as { reason: unknown }).reason));
  await once(client as never, 'connect');
  await client.subscribeAsync(signalAnswerTopic('dso'));
  for (let count = 1; count <= 3; count += 1) {
    await client.publishAsync(signalTopic('dso'), jws, { qos: 1 });
    await until('an answer', () => heard.length === count);
  }
  client.end(true);
  return heard;
}

it('an operator with a contract limits, calls, holds, prices and tells; every message counts once, also after a power cut', async () => {
  const { key, home, port, broker, send } = await pilot();
  house = await TestHouse.start('--home', home, '--mqtt-port', String(port));
  const phone = await house.observer(house.link);
  expect(await phone.seen('contracts', (contracts) => contracts.length === 1)).toMatchObject([{ issuer: 'dso', title: 'City grid', firmness: 'overridable' }]);

  expect(await send({ kind: 'limit', direction: 'import', scope: 'site', w: 3_000 })).toEqual(['done', null]);
  await phone.seen('limit', ({ effectiveImport }) => effectiveImport.kind === 'limit' && effectiveImport.w === 3_000);

  const start = new Date(Date.now() + 3_600_000).toISOString();
  const end = new Date(Date.now() + 7_200_000).toISOString();
  expect(await send({ kind: 'event', id: 'peak', demand: 'less-demand', firmness: 'overridable', start, end, power: 500 })).toEqual(['done', null]);
  expect(await phone.seen('events', (events) => events.length === 1)).toMatchObject([{ id: 'dso/peak', status: 'scheduled', power: 500 }]);
  expect(await phone.ask({ kind: 'act', act: { kind: 'event-answer', event: 'dso/peak', answer: 'skip' } })).toMatchObject({ outcome: 'done' });
  await phone.seen('events', ([event]) => event?.status === 'skipped');
  expect(await send({ kind: 'event', id: 'firm', demand: 'less-demand', firmness: 'firm', start, end })).toEqual(['refused', 'firmness']);

  expect(await send({ kind: 'message', id: 'works', text: 'Works at the substation', outage: { start, end } })).toEqual(['done', null]);
  expect(await phone.seen('notices', (notices) => notices.length === 1)).toMatchObject([{ issuer: 'dso', text: 'Works at the substation', outage: { cancelled: false } }]);
  const { currency } = await phone.seen('home', () => true);
  const table = { tidewatt: 'tariff', version: 1, name: 'Winter', currency, zone: 'Europe/London', parts: [{ name: 'Energy', kind: 'energy', price: 0.2 }] };
  expect(await send({ kind: 'tariff', table: { ...table, parts: [] } })).toEqual(['refused', 'malformed-tariff']);
  expect(await send({ kind: 'tariff', table })).toEqual(['done', null]);
  await phone.seen('tariff', (tariff) => tariff?.name === 'Winter');

  expect(await send({ kind: 'hold' })).toEqual(['done', null]);
  await phone.seen('limit', ({ limits }) => limits.some(({ source, value }) => source === 'dso/hold' && value.kind === 'limit' && value.w === 0));
  expect(await send({ kind: 'release' })).toEqual(['done', null]);
  await phone.seen('limit', ({ limits }) => limits.every(({ source }) => source !== 'dso/hold'));

  const { jwk } = readKey(key, readFileSync(key));
  const jws = signJws(claimsOf({ kind: 'limit', direction: 'import', scope: 'site', w: 2_000 }, { issuer: 'dso' }), jwk);
  expect(await replayed(broker, key, jws)).toEqual([null, 'replayed', 'replayed']);
  await house.cutPower();
  expect(await replayed(broker, key, jws)).toEqual(['replayed', 'replayed', 'replayed']);
  const after = await house.observer(await house.furtherLink());
  expect(await after.seen('events', (events) => events.length === 1)).toMatchObject([{ id: 'dso/peak' }]);
  await after.seen('notices', (notices) => notices.length === 1);
  await after.seen('tariff', (tariff) => tariff?.name === 'Winter');
  await after.seen('limit', ({ effectiveImport }) => effectiveImport.kind === 'limit' && effectiveImport.w === 2_000);
});

it('somebody without the secret gets no answer, and the command says so with exit 3', async () => {
  const { key, home, port, broker } = await pilot();
  house = await TestHouse.start('--home', home, '--mqtt-port', String(port));
  const message = join(emptyFolder(), 'm.json');
  writeFileSync(message, JSON.stringify({ kind: 'heartbeat' }));
  const { code, stdout, error } = await runToEnd(CLI, ['signal', message, '--key', key, '--broker', broker, '--secret', 'wrong']);
  expect([code, stdout, error?.id]).toEqual([3, '', 'no-broker']);
});
