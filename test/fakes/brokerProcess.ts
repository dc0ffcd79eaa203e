import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrokerCredential, FromBroker } from '../../device/channel.ts';
import { MqttPipes } from '../../device/house/http/upgrade.ts';

/** The broker as a process behind house's pipes, as on a gateway; a test kills it and starts it again. */
export class BrokerAtWork {
  mqttPort = 0;
  #webSocketPort: number | null = null;
  #process: ChildProcess | null = null;

  private constructor(
    private readonly file: string,
    private readonly credentials: readonly BrokerCredential[],
    private readonly server: Server,
  ) {}

  /** @param file its bundle. */
  static async start(file: string, credentials: readonly BrokerCredential[]): Promise<BrokerAtWork> {
    const server = createServer();
    const broker = new BrokerAtWork(file, credentials, server);
    const pipes = new MqttPipes(() => broker.#webSocketPort);
    server.on('upgrade', (request, socket, head) => pipes.take(request, socket, head));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await broker.run();
    return broker;
  }

  /** Where browsers come, whichever port the broker has now. */
  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/mqtt`;
  }

  /** Starts it on the port that it first had. @param before browsers can come. */
  async run(before: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    const child = fork(this.file, ['--mqtt-port', String(this.mqttPort)], { execArgv: ['--max-semi-space-size=2'] });
    this.#process = child;
    child.send({ type: 'credentials', credentials: this.credentials });
    const ready = await new Promise<Extract<FromBroker, { type: 'ready' }>>((resolve, reject) => {
      child.on('message', (message: FromBroker) => (message.type === 'ready' ? resolve(message) : reject(new Error(JSON.stringify(message)))));
      child.once('exit', (code) => reject(new Error(`the broker ended with ${code}`)));
    });
    this.mqttPort = ready.mqttPort;
    await before();
    this.#webSocketPort = ready.webSocketPort;
  }

  /** It takes nothing any more and answers nobody, with all connections open. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** SIGKILL: what it held is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    this.#webSocketPort = null;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
