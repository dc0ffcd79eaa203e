import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { generate, parser, type Packet } from 'mqtt-packet';
import type { FromBroker, ToBroker } from '../channel.ts';

const SECRET = 'bench';
/** As control starts the broker. */
const FLAGS = ['--max-old-space-size=64', '--max-semi-space-size=2'];

/** A broker in a process of its own: ours, or aedes with nothing before it. */
export interface BrokerUnderTest {
  readonly port: number;
  /** Resident memory, MiB. @throws where there is no /proc. */
  resident(): number;
  /** Seconds of a processor that it has used. @throws where there is no /proc. */
  worked(): number;
  stop(): Promise<void>;
}

/** proc(5): times in user and kernel mode are fields 14 and 15, in hundredths of a second. */
function workedBy(stat: string): number {
  const [user, kernel] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13);
  return (Number(user) + Number(kernel)) / 100;
}

/** @param bundle file in dist/device. */
export async function startBroker(root: string, bundle: 'broker.mjs' | 'bareBroker.mjs'): Promise<BrokerUnderTest> {
  const child = fork(join(root, 'dist/device', bundle), ['--mqtt-port', '0'], { execArgv: FLAGS });
  const ready = await new Promise<Extract<FromBroker, { type: 'ready' }>>((resolve, reject) => {
    child.on('message', (message: FromBroker) => message.type === 'ready' && resolve(message));
    child.once('exit', (code) => reject(new Error(`${bundle} ended with ${code}`)));
  });
  const sha256 = createHash('sha256').update(SECRET).digest('hex');
  child.send({ type: 'credentials', credentials: [{ name: 'house', role: 'house', sha256 }, { name: 'phone', role: 'phone', sha256 }] } satisfies ToBroker);
  return {
    port: ready.mqttPort,
    resident: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024,
    worked: () => workedBy(readFileSync(`/proc/${child.pid}/stat`, 'utf8')),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

let clients = 0;

/** A client without a library around it, which would be measured with the broker. @throws when it is refused. */
export async function join311(port: number, name: string, hear: (packet: Packet) => void = () => undefined): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  const read = parser();
  const known = new Promise<void>((resolve, reject) => {
    read.on('packet', (packet) => {
      if (packet.cmd !== 'connack') return hear(packet);
      if (packet.returnCode === 0) resolve();
      else reject(new Error(`${name} was refused: ${packet.returnCode}`));
    });
  });
  socket.on('data', (bytes: Buffer) => void read.parse(bytes));
  socket.write(generate({ cmd: 'connect', clientId: `${name}/bench${clients++}`, protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, username: name, password: Buffer.from(SECRET) }));
  await known;
  return socket;
}

/** Subscribes at QoS 1 and waits until it holds. */
export async function listen311(port: number, name: string, topic: string, hear: (packet: Packet, socket: Socket) => void): Promise<Socket> {
  let held: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const socket = await join311(port, name, (packet) => (packet.cmd === 'suback' ? held() : hear(packet, socket)));
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] }));
  await isHeld;
  return socket;
}
