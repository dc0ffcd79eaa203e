import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';

/** Where a broker answers and who we are to it. */
export interface BusAddress {
  readonly host: string;
  readonly port: number;
  readonly credential: string;
  readonly secret: string;
}

export type Listener = (payload: Buffer, topic: string) => void;

const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Half-open connections are found within 1.5 times this. */
const KEEPALIVE_SECONDS = 10;

/**
 * The device bus: an MQTT 3.1.1 client that subscribes anew at every connection (a broker that keeps its sessions in
 * memory has forgotten them after a restart) and sends nothing late: what cannot be sent now is refused.
 */
export class MqttBus {
  private client: MqttClient | null = null;
  private address: BusAddress | null = null;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly connections = new Set<() => void>();

  get connected(): boolean {
    return this.client?.connected ?? false;
  }

  /** Connects, or moves to another address. The same address is kept as it is. */
  moveTo(address: BusAddress): void {
    if (this.client && JSON.stringify(address) === JSON.stringify(this.address)) return;
    this.client?.end(true);
    this.address = address;
    this.client = this.open(address);
  }

  /** At every connection from now on: a broker that was restarted has forgotten what it was told. */
  onConnect(listener: () => void): void {
    this.connections.add(listener);
  }

  /** @param topic exact, without wildcards. */
  subscribe(topic: string, listener: Listener): void {
    const known = this.listeners.get(topic);
    if (known) known.add(listener);
    else this.listeners.set(topic, new Set([listener]));
    if (!known && this.connected) this.client?.subscribe(topic, { qos: 1 });
  }

  unsubscribe(topic: string, listener: Listener): void {
    const known = this.listeners.get(topic);
    if (!known?.delete(listener) || known.size > 0) return;
    this.listeners.delete(topic);
    if (this.connected) this.client?.unsubscribe(topic);
  }

  /**
   * QoS 0: a command that was lost is repeated with its lease, one that comes late would be worse than none.
   * @param retain only for what describes, never for a command. @throws Error when there is no connection.
   */
  publish(topic: string, payload: string, retain = false): Promise<void> {
    const client = this.client;
    if (!client?.connected) return Promise.reject(new Error('no connection to the broker'));
    return new Promise((resolve, reject) => client.publish(topic, payload, { qos: 0, retain }, (error) => (error ? reject(error) : resolve())));
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = null;
    if (client) await client.endAsync(true);
  }

  private open({ host, port, credential, secret }: BusAddress): MqttClient {
    const client = mqtt.connect({
      protocol: 'mqtt',
      host,
      port,
      clientId: `${credential}/${randomBytes(8).toString('hex')}`,
      username: credential,
      password: secret,
      clean: true,
      resubscribe: false,
      queueQoSZero: false,
      keepalive: KEEPALIVE_SECONDS,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
    });
    client.on('connect', () => {
      if (this.listeners.size > 0) client.subscribe([...this.listeners.keys()], { qos: 1 });
      this.connections.forEach((listener) => listener());
    });
    client.on('message', (topic, payload) => this.listeners.get(topic)?.forEach((listener) => listener(payload, topic)));
    // The client reconnects by itself; 'error' without a listener would end the process.
    client.on('error', () => undefined);
    return client;
  }
}
