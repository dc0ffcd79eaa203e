import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer, type WebSocket } from 'ws';
import { parseRequest, VERSION, type ReplyEnvelope, type RequestEnvelope } from '#wire/envelope.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { credentialOf, LIVE_GRID, replyTopic, stateTopic, type StateName } from '#wire/topics.ts';
import type { PastHome } from './pastHome.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** As strict as the gateway's own: nothing inline, nothing from elsewhere. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

export const TOKEN = 'one-time-one-time-one1';
export const CREDENTIAL = { credential: 'phone-1', secret: 'secret-of-phone-1' };

export interface GatewayOptions {
  /** Folder of a built app; none is served without it. */
  readonly app?: string;
  readonly port?: number;
  readonly storeId?: string;
  /** What it remembers; without it nothing is told of the past. */
  readonly past?: PastHome;
  /** The app it serves was built anew. */
  readonly newApp?: boolean;
  /** The wire version that it speaks. */
  readonly version?: number;
  readonly answer?: (request: RequestEnvelope) => Pick<ReplyEnvelope, 'outcome' | 'reason'> | null;
}

/** A gateway for the app's tests: the app's files, pairing and an MQTT broker on one port, told what to say by the test. */
export class FakeGateway {
  readonly requests: RequestEnvelope[] = [];
  readonly clients = new Set<string>();
  answer: NonNullable<GatewayOptions['answer']>;
  #seq = 0;
  readonly #boot = crypto.randomUUID();
  readonly #sockets = new Set<WebSocket>();

  private constructor(
    private readonly broker: Aedes,
    private readonly server: ReturnType<typeof createServer>,
    private readonly options: GatewayOptions,
  ) {
    this.answer = options.answer ?? (() => ({ outcome: 'done', reason: null }));
  }

  static async start(options: GatewayOptions = {}): Promise<FakeGateway> {
    const broker = await Aedes.createBroker();
    const server = createServer();
    const gateway = new FakeGateway(broker, server, options);
    gateway.#listen();
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return gateway;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async say<Name extends StateName>(name: Name, body: StateBodies[Name], time: number): Promise<void> {
    await this.#publish(stateTopic(name), body, time, true);
  }

  async sayAll(bodies: StateBodies, time: number): Promise<void> {
    for (const [name, body] of Object.entries(bodies)) await this.#publish(stateTopic(name as StateName), body, time, true);
  }

  async sayLive(body: StateBodies['grid'], time: number): Promise<void> {
    await this.#publish(LIVE_GRID, body, time, false);
  }

  /** Cuts every phone off, as a router does; they may come back. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await new Promise<void>((resolve) => this.broker.close(() => resolve()));
  }

  #publish(topic: string, body: unknown, time: number, retain: boolean): Promise<void> {
    const payload = JSON.stringify({ v: this.options.version ?? VERSION, storeId: this.options.storeId ?? 'store-1', boot: this.#boot, seq: ++this.#seq, time, body });
    return new Promise((resolve, reject) => {
      this.broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, (error) => (error ? reject(error) : resolve()));
    });
  }

  #listen(): void {
    this.broker.authenticate = (_client, name, password, done) => done(null, name === CREDENTIAL.credential && String(password) === CREDENTIAL.secret);
    this.broker.on('client', (client) => this.clients.add(client.id));
    this.broker.on('clientDisconnect', (client) => this.clients.delete(client.id));
    this.broker.on('publish', (packet) => this.#asked(packet.topic, String(packet.payload)));
    this.server.on('request', (request, response) => void this.#serve(request, response));
    const sockets = new WebSocketServer({ server: this.server, path: '/mqtt', handleProtocols: (protocols) => (protocols.has('mqtt') ? 'mqtt' : false) });
    sockets.on('connection', (socket, request) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      const stream = createWebSocketStream(socket);
      // A socket cut by the test ends its stream with an error that nobody needs.
      stream.on('error', () => undefined);
      this.broker.handle(stream, request);
    });
  }

  #asked(topic: string, payload: string): void {
    const credential = credentialOf(topic);
    const parsed = topic.startsWith('tw/request/') ? parseRequest(payload) : undefined;
    if (credential === undefined || !parsed?.ok) return;
    this.requests.push(parsed.value);
    const answer = this.answer(parsed.value);
    if (!answer) return;
    const reply = JSON.stringify({ v: VERSION, id: parsed.value.id, ...answer });
    this.broker.publish({ cmd: 'publish', topic: replyTopic(credential), payload: reply, qos: 1, retain: false, dup: false }, () => undefined);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST' && request.url === '/pair') return this.#pair(request, response);
    const told = this.options.past?.answer(request.url ?? '/');
    if (told) return void response.writeHead(told.status, { 'content-type': 'application/json' }).end(told.text);
    const path = new URL(request.url ?? '/', 'http://home').pathname;
    const file = extname(path) === '' ? '/index.html' : path;
    const bytes = this.options.app === undefined ? undefined : await readFile(join(this.options.app, file)).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'cache-control': 'no-cache', 'content-security-policy': POLICY });
    response.end(bytes && file === '/sw.js' && this.options.newApp ? `${bytes.toString()}\n// another build` : (bytes ?? ''));
  }

  async #pair(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { token: string };
    response.writeHead(token === TOKEN ? 200 : 410, { 'content-type': 'application/json' });
    response.end(JSON.stringify(token === TOKEN ? CREDENTIAL : {}));
  }
}
