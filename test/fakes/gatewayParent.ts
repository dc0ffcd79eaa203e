import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import type { BrokerCredential, FromBroker, FromControl, FromHouse } from '../../device/channel.ts';
import type { HouseOptions } from '../../device/house/options.ts';
import type { PairAnswer } from '#wire/pairing.ts';
import type { Bundle } from './bundle.ts';

const HOUSE_SECRET = 'house-secret';
const DEADLINE = 8_000;
const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const HOUSE: BrokerCredential = { name: 'house', role: 'house', sha256: hash(HOUSE_SECRET) };
const PLANNER: BrokerCredential = { name: 'planner', role: 'planner', sha256: hash('planner-secret') };

type Of<Type extends FromHouse['type']> = Extract<FromHouse, { type: Type }>;

/** Control's place as parent of house and broker, for tests: its messages are written by hand. */
export class GatewayParent {
  readonly folder = mkdtempSync(join(tmpdir(), 'tidewatt-house-'));
  readonly heard: FromHouse[] = [];
  house!: ChildProcess;
  broker!: ChildProcess;
  port = 0;
  wall = Date.UTC(2026, 0, 15, 12);
  #mono = 0;
  #ports = { mqttPort: 0, webSocketPort: 0 };
  #phones: readonly BrokerCredential[] = [];
  #waiting: { type: string; resolve: (message: FromHouse) => void }[] = [];

  constructor(
    private readonly bundles: Bundle,
    private readonly change: Partial<HouseOptions> = {},
  ) {
    mkdirSync(join(this.folder, 'app'));
    writeFileSync(join(this.folder, 'app', 'index.html'), '<!doctype html>');
  }

  get options(): HouseOptions {
    const state = join(this.folder, 'state');
    return { port: this.port, stateDir: state, appDir: join(this.folder, 'app'), lan: false, cert: null, key: null, tariff: null, sources: null, zone: 'Europe/London', source: 'simulated', name: 'Test home', currency: 'GBP', speed: 1, voltage: null, ...this.change };
  }

  async start(): Promise<Of<'ready'>> {
    await this.startBroker();
    return this.startHouse();
  }

  async startBroker(): Promise<void> {
    const broker = fork(this.bundles.file('broker'), ['--mqtt-port', String(this.#ports.mqttPort)]);
    this.broker = broker;
    this.#ports = await new Promise((resolve) => broker.on('message', (message: FromBroker) => message.type === 'ready' && resolve(message)));
    this.#admit();
    if (this.house?.connected) this.tellBroker();
  }

  async startHouse(): Promise<Of<'ready'>> {
    this.forkHouse();
    this.tellBroker();
    this.tick();
    const ready = await this.next('ready');
    this.port = ready.port;
    return ready;
  }

  forkHouse(): ChildProcess {
    const house = fork(this.bundles.file('house'), [JSON.stringify(this.options)], { execArgv: ['--enable-source-maps'] });
    this.house = house;
    house.on('message', (message: FromHouse) => this.#hear(message));
    return house;
  }

  post(message: FromControl): void {
    this.house.send(message);
  }

  tellBroker(): void {
    this.post({ ...this.#ports, type: 'broker', secret: HOUSE_SECRET });
  }

  /** A second of home time, and control's word of it. */
  tick(seconds = 1): void {
    this.#mono += seconds * 1_000;
    this.wall += seconds * 1_000;
    this.post({ type: 'now', now: { wall: this.wall, mono: this.#mono, boot: 'boot1', trust: 'synced' } as never, speed: 1 });
  }

  reading(power: number, importEnergy: number, phases: object = {}): void {
    this.tick();
    const reading = { meter: 'test', at: this.wall, power, phases, registers: [{ direction: 'import', rate: 0, energy: importEnergy }], period: 1_000, quality: 'measured' };
    this.post({ type: 'reading', reading: reading as never, now: { wall: this.wall, mono: this.#mono, boot: 'boot1', trust: 'synced' } as never });
  }

  /** The next message of a kind from house. */
  next<Type extends FromHouse['type']>(type: Type): Promise<Of<Type>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`house did not say ${type}; it said ${this.heard.map((one) => one.type).join(' ')}`)), DEADLINE);
      this.#waiting.push({
        type,
        resolve: (message) => {
          clearTimeout(timer);
          resolve(message as Of<Type>);
        },
      });
    });
  }

  async pair(ready: Of<'ready'>): Promise<PairAnswer> {
    const token = new URL(ready.link ?? 'http://none/').hash.replace('#link=', '');
    const answer = await fetch(new URL('pair', ready.url), { method: 'POST', body: JSON.stringify({ token }) });
    return (await answer.json()) as PairAnswer;
  }

  /** A client through the app's own port, as a phone connects. */
  connect(name: string, secret: string): MqttClient {
    const client = mqtt.connect(`ws://127.0.0.1:${this.port}/mqtt`, { clientId: `${name}/${Math.random().toString(36).slice(2)}`, username: name, password: secret, reconnectPeriod: 100, keepalive: 10 });
    client.on('error', () => undefined);
    return client;
  }

  async stop(): Promise<void> {
    for (const child of [this.house, this.broker]) {
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #admit(): void {
    this.broker.send({ type: 'credentials', credentials: [HOUSE, PLANNER, ...this.#phones] });
  }

  #hear(message: FromHouse): void {
    this.heard.push(message);
    if (message.type === 'credentials') {
      this.#phones = message.credentials;
      if (this.broker?.connected) this.#admit();
    }
    const waiting = this.#waiting.find(({ type }) => type === message.type);
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    waiting?.resolve(message);
  }
}
