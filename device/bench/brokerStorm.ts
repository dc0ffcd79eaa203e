import mqtt, { type MqttClient } from 'mqtt';
import { setTimeout as wait } from 'node:timers/promises';
import type { PairAnswer } from '#wire/pairing.ts';
import { jitter, pair } from './brokerLoad.ts';
import { single, type Figure } from './figure.ts';
import { startGateway, tree } from './gateway.ts';

/** The app's listener takes 40 connections, 16 of one credential. */
const CREDENTIALS = 4;
const EACH = 9;
const CLIENTS = CREDENTIALS * EACH;
const RETRY_MS = 500;
/** M-08. */
const ALL_IN_S = 10;
const JITTER_MS = 200;
const PATIENCE_MS = 30_000;

async function further({ credential, secret }: PairAnswer, origin: string): Promise<PairAnswer> {
  const answer = await fetch(new URL('link', origin), { method: 'POST', headers: { authorization: `Bearer ${credential}:${secret}` } });
  return pair(((await answer.json()) as { readonly url: string }).url);
}

const client = (origin: string, { credential, secret }: PairAnswer, n: number): MqttClient =>
  mqtt
    .connect(`${origin.replace('http', 'ws')}/mqtt`, { clientId: `${credential}/storm${n}`, username: credential, password: secret, keepalive: 10, reconnectPeriod: RETRY_MS })
    .on('error', () => undefined);

/** @returns ms until so many are connected. @throws Error when they are not within half a minute. */
async function until(clients: readonly MqttClient[], isThere: boolean): Promise<number> {
  const began = performance.now();
  while (!clients.every(({ connected }) => connected === isThere)) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${clients.filter(({ connected }) => connected).length} of ${clients.length} are connected`);
    await wait(10);
  }
  return performance.now() - began;
}

/** The gateway's broker is killed under its browsers: how soon all are back, and what control's cycle felt of it. */
export async function brokerStorm(root: string): Promise<readonly Figure[]> {
  const gateway = await startGateway({ root });
  const clients: MqttClient[] = [];
  try {
    const { origin } = new URL(gateway.url);
    const first = await pair(gateway.url);
    const paired = [first];
    while (paired.length < CREDENTIALS) paired.push(await further(first, origin));
    for (const who of paired) for (let n = 0; n < EACH; n++) clients.push(client(origin, who, n));
    await until(clients, true);
    const broker = tree(gateway.pid).find(({ command }) => command.includes('/broker.mjs'));
    if (!broker) throw new Error('the gateway has no broker');
    await jitter(gateway.stateDir);
    process.kill(broker.pid, 'SIGKILL');
    await until(clients, false);
    const back = await until(clients, true);
    return [
      single(`${CLIENTS} browsers back after the broker was killed`, back / 1_000, { unit: 's', budget: ALL_IN_S }),
      single('worst lateness of a control cycle meanwhile', await jitter(gateway.stateDir), { unit: 'ms', budget: JITTER_MS }),
    ];
  } finally {
    await Promise.all(clients.map((each) => each.endAsync(true)));
    await gateway.stop();
    gateway.discard();
  }
}
