import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** A broker of the house, by another maker: it knows nothing of ours, keeps its sessions in memory, and lets in who has no name, or the right password. */
export class HouseBroker {
  readonly subscribed: string[] = [];
  readonly names: (string | undefined)[] = [];
  /** Topics that clients have published. */
  readonly published: string[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly aedes: Aedes,
    private readonly server: Server,
  ) {}

  static async start(port = 0): Promise<HouseBroker> {
    const aedes = await Aedes.createBroker();
    const house = new HouseBroker(aedes, createServer());
    aedes.authenticate = (_client, name, password, done) => {
      house.names.push(name);
      done(null, name === undefined || (name === 'tidewatt' && String(password) === 'sesame'));
    };
    aedes.on('subscribe', (all) => all.forEach(({ topic }) => house.subscribed.push(topic)));
    aedes.on('publish', ({ topic }, client) => client && house.published.push(topic));
    house.server.on('connection', (socket) => {
      house.#sockets.add(socket);
      aedes.handle(socket);
    });
    house.server.listen(port, '127.0.0.1');
    await once(house.server, 'listening');
    return house;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** @param line topic, a tab, payload. */
  say(line: string, retain = false): Promise<void> {
    const [topic = '', payload = ''] = line.trim().split('\t');
    return new Promise((resolve, reject) => this.aedes.publish({ topic, payload, retain, cmd: 'publish', qos: 0, dup: false }, (error) => (error ? reject(error) : resolve())));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.aedes.close(() => resolve(undefined)));
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }
}
