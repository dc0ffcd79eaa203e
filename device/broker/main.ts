import type { FromBroker, ToBroker } from '../channel.ts';
import { Broker } from './broker.ts';
import { isPortTaken, listenTcp, listenWebSocket } from './listeners.ts';

/** IANA's port of MQTT. */
const MQTT_PORT = 1_883;
const WRONG_USE = 2;

const tell = (message: FromBroker): void => void process.send?.(message);

function fail(error: unknown, port: number): void {
  if (!isPortTaken(error)) throw error;
  tell({
    type: 'failed',
    id: 'mqtt-port-taken',
    message: `Port ${port} for MQTT is taken by another program.`,
    remedy: 'Give another one with --mqtt-port, or leave the option out: a free port is then taken.',
  });
  // IPC is written asynchronously: disconnecting lets the message out, and the disconnect handler ends the process.
  process.exitCode = WRONG_USE;
  process.disconnect();
}

/** `broker.mjs [--mqtt-port N]`, forked by control; it ends with its parent. */
async function main(): Promise<void> {
  const at = process.argv.indexOf('--mqtt-port');
  const port = at === -1 ? MQTT_PORT : Number(process.argv[at + 1]);
  const broker = await Broker.start((sentence) => tell({ type: 'note', sentence }));
  const end = (): void => process.exit();
  process.on('disconnect', end).on('SIGTERM', end);
  process.on('message', (message: ToBroker) => (message.type === 'credentials' ? broker.setCredentials(message.credentials) : end()));
  try {
    const mqttPort = await listenTcp((socket) => broker.take(socket, 'tcp'), port, at !== -1);
    tell({ type: 'ready', mqttPort, webSocketPort: await listenWebSocket((socket, address) => broker.take(socket, 'webSocket', address)) });
  } catch (error) {
    fail(error, port);
  }
}

await main();
