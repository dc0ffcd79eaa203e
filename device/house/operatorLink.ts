import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import type { OperatorBroker } from '../channel.ts';
import { signalTopic } from '#wire/topics.ts';

/** Real ms between two attempts, doubled each time with chance in it: after an outage of theirs not all homes come at once. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 60_000;
const CONNECT_TIMEOUT = 10_000;
/** Half-open connections are found within 1.5 times this. */
const KEEPALIVE_SECONDS = 30;
/** A signed message is far below this (docs/formats/signals.md). */
const LARGEST = 64 * 1024;

/** A home that goes to its operator's broker, where the operator cannot come to the home's. It hears one topic and answers on another. */
export class OperatorLink {
  private readonly client: MqttClient;
  private retry = FIRST_RETRY;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  /** @param hear one signed message and its topic; nothing else is subscribed to. */
  constructor(
    { url, user, password, issuer }: OperatorBroker,
    private readonly hear: (topic: string, jws: string) => void,
    private readonly chance: () => number = Math.random,
  ) {
    const topic = signalTopic(issuer);
    this.client = mqtt.connect(url, {
      clientId: `${user}/${randomBytes(8).toString('hex')}`,
      username: user,
      password,
      protocolVersion: 4,
      clean: true,
      keepalive: KEEPALIVE_SECONDS,
      connectTimeout: CONNECT_TIMEOUT,
      reconnectPeriod: 0,
      queueQoSZero: false,
    });
    this.client.on('connect', () => this.connected(topic));
    this.client.on('message', (from, payload) => from === topic && payload.length <= LARGEST && this.hear(from, payload.toString('utf8')));
    this.client.on('close', () => this.closed());
    // The close that follows tries again.
    this.client.on('error', () => undefined);
  }

  /** An answer that cannot be sent now is asked for again by who waits for it. */
  publish(topic: string, payload: string): void {
    if (this.client.connected) this.client.publish(topic, payload, { qos: 1 });
  }

  async stop(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.client.endAsync(true);
  }

  private connected(topic: string): void {
    this.retry = FIRST_RETRY;
    this.client.subscribe(topic, { qos: 1 }, (error) => error && this.client.end(true));
  }

  private closed(): void {
    if (this.ended) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.client.reconnect(), this.retry * (0.5 + this.chance() / 2));
    this.retry = Math.min(LAST_RETRY, this.retry * 2);
  }
}
