import type { MqttClient } from 'mqtt';
import type { ReplyEnvelope } from '#wire/envelope.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { ALL_STATE, LIVE_GRID, replyTopic, requestTopic } from '#wire/topics.ts';
import { waitBefore } from './backoff.ts';
import { LinkError, type HomeLink, type LinkStatus, type MessageListener, type RequestTerms, type StatusListener } from './link.ts';
import { Listeners } from './listeners.ts';
import { PendingReplies } from './pendingReplies.ts';
import { randomId, requestText } from './requestText.ts';

/** Where a gateway answers, and who we are to it. */
export interface GatewayPlace {
  /** `ws://` or `wss://`, with the path `/mqtt`. */
  readonly url: string;
  readonly credential: string;
  readonly secret: string;
}

/** MQTT 3.1.1 CONNACK codes 4 (bad user name or password) and 5 (not authorised): another attempt will not help. */
const REFUSALS = new Set([4, 5]);

/** A home behind a gateway, by MQTT over WebSocket. Each instance has its own client id, so tabs do not throw each other out. */
export class MqttLink implements HomeLink {
  readonly #messages = new Listeners<Parameters<MessageListener>>();
  readonly #statuses = new Listeners<Parameters<StatusListener>>();
  readonly #replies = new PendingReplies();
  readonly #clientId: string;
  #status: LinkStatus = 'idle';
  #client: MqttClient | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: GatewayPlace,
    private readonly chance: () => number = Math.random,
  ) {
    this.#clientId = `${place.credential}/${randomId()}`;
  }

  get status(): LinkStatus {
    return this.#status;
  }

  onMessage(listener: MessageListener): () => void {
    return this.#messages.add(listener);
  }

  onStatus(listener: StatusListener): () => void {
    return this.#statuses.add(listener);
  }

  start(): void {
    if (this.#status !== 'idle') return;
    this.#become('connecting');
    void this.#open();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#become('idle');
    this.#replies.abandon();
    if (client) await client.endAsync(true);
  }

  async request(body: RequestBody, terms: RequestTerms): Promise<ReplyEnvelope> {
    const client = this.#client;
    if (!client || this.#status !== 'connected') throw new LinkError('not-connected');
    const reply = this.#replies.expect(terms.id, terms.timeToLive - terms.age);
    client.publish(requestTopic(this.place.credential), requestText(body, terms), { qos: 1 });
    return reply;
  }

  async #open(): Promise<void> {
    try {
      const { default: mqtt } = await import('mqtt');
      if (this.#status === 'idle') return;
      this.#client = mqtt.connect(this.place.url, {
        clientId: this.#clientId,
        username: this.place.credential,
        password: this.place.secret,
        clean: true,
        keepalive: 10,
        connectTimeout: 5_000,
        reconnectPeriod: 0,
        queueQoSZero: false,
        resubscribe: false,
        // The other timers start a worker from a blob, which a strict content policy forbids.
        timerVariant: 'native',
      });
      this.#listen(this.#client);
    } catch {
      // The script for the live link could not be fetched: the gateway is away, and will be asked again.
      this.#retry();
    }
  }

  #listen(client: MqttClient): void {
    client.on('connect', () => void this.#subscribe(client));
    client.on('message', (topic, payload) => this.#take(topic, new TextDecoder().decode(payload)));
    client.on('error', (error) => this.#failed(error));
    client.on('close', () => this.#closed(client));
  }

  async #subscribe(client: MqttClient): Promise<void> {
    try {
      await client.subscribeAsync([ALL_STATE, LIVE_GRID, replyTopic(this.place.credential)], { qos: 1 });
      this.#attempt = 0;
      if (client === this.#client) this.#become('connected');
    } catch {
      // The link broke between CONNACK and SUBACK: `close` follows and retries.
    }
  }

  #take(topic: string, payload: string): void {
    if (topic === replyTopic(this.place.credential)) this.#replies.settle(payload);
    else this.#messages.tell(topic, payload);
  }

  #failed(error: Error & { code?: number | string }): void {
    if (typeof error.code === 'number' && REFUSALS.has(error.code)) this.#become('refused');
  }

  #closed(client: MqttClient): void {
    if (client !== this.#client) return;
    this.#replies.abandon();
    if (this.#status !== 'refused') this.#become('waiting');
    this.#retry();
  }

  #retry(): void {
    if (this.#status === 'connecting') this.#become('waiting');
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#timer = setTimeout(() => (client ? client.reconnect() : void this.#open()), waitBefore(this.#attempt++, this.chance()));
  }

  #become(status: LinkStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#statuses.tell(status);
  }
}
