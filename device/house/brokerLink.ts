import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { ALL_REQUESTS, ALL_SIGNALS, signalTopic } from '#wire/topics.ts';
import { BrokerPing, PING_TOPIC } from './brokerPing.ts';

const NAME = 'house';
const isSignal = (topic: string): boolean => topic.startsWith(signalTopic(''));
const FIRST_RETRY = 200;
const LAST_RETRY = 2_000;
/** Messages that the broker has not taken: behind a blocked one nothing more is piled up. */
const MOST_OUTSTANDING = 256;

export interface BrokerLinkOptions {
  /** After every connection: the broker may be a new one that has forgotten everything. */
  readonly connected: () => void;
  readonly request: (topic: string, payload: string) => void;
  /** An operator's signed message. */
  readonly signal: (topic: string, payload: string) => void;
}

/** House as a client of the broker. While there is none, what is to be sent is dropped: state is said again, replies are asked for again. */
export class BrokerLink {
  #client: MqttClient | undefined;
  #retry = FIRST_RETRY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #outstanding = 0;
  #missed = false;
  readonly #ping = new BrokerPing((payload) => this.#sendPing(payload));

  constructor(private readonly options: BrokerLinkOptions) {}

  /** Where the broker answers now; said again after each of its restarts. */
  moveTo(port: number, secret: string): void {
    clearTimeout(this.#timer);
    this.#client?.removeAllListeners().on('error', () => undefined).end(true);
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      clientId: `${NAME}/${randomBytes(8).toString('hex')}`,
      username: NAME,
      password: secret,
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      connectTimeout: 2_000,
      reconnectPeriod: 0,
      queueQoSZero: false,
    });
    this.#client = client;
    this.#outstanding = 0;
    client.on('connect', () => this.#connected(client));
    client.on('message', (topic, payload) => this.#heard(topic, payload.toString('utf8')));
    client.on('close', () => this.#closed(client));
    // The close that follows tries again.
    client.on('error', () => undefined);
  }

  send(topic: string, payload: string, retain: boolean): void {
    if (this.#outstanding < MOST_OUTSTANDING) this.#publish(topic, payload, retain ? 1 : 0, retain);
    else this.#missed = true;
  }

  reply(topic: string, payload: string): void {
    this.#publish(topic, payload, 1, false);
  }

  /** Real ms that a request heard now may have lain in the broker. */
  waited(): number {
    return this.#ping.waited();
  }

  #heard(topic: string, payload: string): void {
    if (topic === PING_TOPIC) this.#ping.answered(payload);
    else if (isSignal(topic)) this.options.signal(topic, payload);
    else this.options.request(topic, payload);
  }

  #sendPing(payload: string): boolean {
    if (!this.#client?.connected) return false;
    this.#client.publish(PING_TOPIC, payload, { qos: 0 });
    return true;
  }

  #publish(topic: string, payload: string, qos: 0 | 1, retain: boolean): void {
    const client = this.#client;
    if (!client?.connected) return;
    this.#outstanding++;
    client.publish(topic, payload, { qos, retain }, () => this.#taken(client));
  }

  #taken(client: MqttClient): void {
    if (client !== this.#client) return;
    this.#outstanding--;
    if (this.#outstanding > 0 || !this.#missed) return;
    this.#missed = false;
    this.options.connected();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ping.stop();
    const client = this.#client;
    this.#client = undefined;
    await client?.endAsync(true);
  }

  #connected(client: MqttClient): void {
    this.#retry = FIRST_RETRY;
    this.#ping.forget();
    client.subscribe([ALL_REQUESTS, ALL_SIGNALS, PING_TOPIC], { qos: 1 }, (error) => {
      if (error) client.end(true);
      else this.options.connected();
    });
  }

  #closed(client: MqttClient): void {
    if (client !== this.#client) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => client.reconnect(), this.#retry);
    this.#retry = Math.min(LAST_RETRY, this.#retry * 2);
  }
}
