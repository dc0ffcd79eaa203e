import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import mqtt from 'mqtt';
import type { PairAnswer } from '#wire/pairing.ts';
import { requestTopic } from '#wire/topics.ts';
import { forceCheckpoints } from './checkpoints.ts';
import { single } from './figure.ts';
import type { Load } from './limitLatency.ts';

/** A credential may send 50 a second on each connection. */
const CONNECTIONS = 4;
const EVERY_MS = 20;
const PAYLOAD = 'x'.repeat(200);
/** reliability M-09. */
const JITTER_MS = 50;

/** Exchanges a gateway's one-time link. */
export async function pair(url: string): Promise<PairAnswer> {
  const link = new URL(url);
  const answer = await fetch(new URL('pair', link.origin), { method: 'POST', body: JSON.stringify({ token: link.hash.replace('#link=', '') }) });
  return (await answer.json()) as PairAnswer;
}

/** Control's own word on its cycle: ms by which the worst came late since it was last asked. */
export async function jitter(stateDir: string): Promise<number> {
  const socket = connect(join(stateDir, 'control.sock'));
  socket.write(`${JSON.stringify({ id: 'health', ask: 'health' })}\n`);
  const [line] = (await once(createInterface({ input: socket }), 'line')) as [string];
  socket.destroy();
  return (JSON.parse(line) as { health: { jitter: number } }).health.jitter;
}

/** Two hundred messages of 200 B a second at QoS 1 through the broker, solves one after another and checkpoints of storage beside it. */
export function brokerLoad(root: string): Load {
  return {
    name: '200 messages/s at QoS 1, a solve and checkpoints',
    async begin(url, stateDir) {
      const { credential, secret } = await pair(url);
      const clients = await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => mqtt.connectAsync(`ws://${new URL(url).host}/mqtt`, { clientId: `${credential}/load${n}`, username: credential, password: secret })));
      let acknowledged = 0;
      const began = performance.now();
      const beats = clients.map((client) => setInterval(() => client.publish(requestTopic(credential), PAYLOAD, { qos: 1 }, (error) => void (acknowledged += error ? 0 : 1)), EVERY_MS));
      let solving: ChildProcess | null = null;
      const solve = (): void => {
        solving = spawn(process.execPath, [join(root, 'dist/device/cli.mjs'), 'plan', join(root, 'docs/formats/plan-store.json')], { stdio: 'ignore' });
        solving.once('exit', (_code, signal) => signal === null && solve());
      };
      solve();
      const checkpoints = forceCheckpoints(stateDir);
      await jitter(stateDir);
      return {
        async end() {
          const worst = await jitter(stateDir);
          const checkpointed = checkpoints.end();
          beats.forEach(clearInterval);
          solving?.kill('SIGKILL');
          await Promise.all(clients.map((client) => client.endAsync(true)));
          const rate = acknowledged / ((performance.now() - began) / 1_000);
          return [single('broker load that was acknowledged', rate, { unit: 'messages/s' }), single('worst lateness of a control cycle meanwhile', worst, { unit: 'ms', budget: JITTER_MS }), ...checkpointed];
        },
      };
    },
  };
}
