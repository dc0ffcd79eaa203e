import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { covers } from './topicFilter.ts';

/** Where a broker answers and who we are to it. */
export interface BusAddress {
  readonly host: string;
  readonly port: number;
  /** Null where the broker asks nobody for a name. */
  readonly credential: string | null;
  readonly secret: string | null;
  /** Null = in the clear, which is for this machine and the home's own network; `ca` = PEM of the one authority that is believed, null = those the machine knows. */
  readonly tls?: { readonly ca: string | null } | null;
}

/** @param retained sent because it was kept by the broker, however old it is. */
export type Listener = (payload: Buffer, topic: string, retained: boolean) => void;

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

  /** @param topic a topic, or a filter with `+` and `#`. */
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

  private open({ host, port, credential, secret, tls }: BusAddress): MqttClient {
    const client = mqtt.connect({
      protocol: tls ? 'mqtts' : 'mqtt',
      ...(tls?.ca != null && { ca: tls.ca }),
      host,
      port,
      clientId: `${credential ?? 'tidewatt'}/${randomBytes(8).toString('hex')}`,
      ...(credential !== null && { username: credential }),
      ...(secret !== null && { password: secret }),
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
    client.on('message', (topic, payload, { retain }) => this.hear(topic, payload, retain));
    // The client reconnects by itself; 'error' without a listener would end the process.
    client.on('error', () => undefined);
    return client;
  }

  private hear(topic: string, payload: Buffer, retained: boolean): void {
    for (const [filter, listeners] of this.listeners) if (covers(filter, topic)) for (const listener of listeners) listener(payload, topic, retained);
  }
}
