import type { ReplyEnvelope } from '#wire/envelope.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { DEMO_CREDENTIAL, type PortMessage } from '#wire/port.ts';
import { replyTopic, requestTopic } from '#wire/topics.ts';
import { LinkError, type HomeLink, type LinkStatus, type MessageListener, type RequestTerms, type StatusListener } from './link.ts';
import { Listeners } from './listeners.ts';
import { PendingReplies } from './pendingReplies.ts';
import { requestText } from './requestText.ts';

/** What a MessagePort and a Worker have in common. */
export interface Port {
  postMessage(message: PortMessage): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start?(): void;
}

/** Opens a demo home and returns how to reach it and how to end it. */
export type OpenHome = () => { readonly port: Port; readonly close: () => void };

function isPortMessage(data: unknown): data is PortMessage {
  if (typeof data !== 'object' || data === null || !('topic' in data) || !('payload' in data)) return false;
  return typeof data.topic === 'string' && typeof data.payload === 'string';
}

/** A home that runs in this browser: same topics and payloads as behind a gateway, over a port. */
export class PortLink implements HomeLink {
  readonly #messages = new Listeners<Parameters<MessageListener>>();
  readonly #statuses = new Listeners<Parameters<StatusListener>>();
  readonly #replies = new PendingReplies();
  #status: LinkStatus = 'idle';
  #home: ReturnType<OpenHome> | undefined;

  constructor(private readonly open: OpenHome) {}

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
    if (this.#home) return;
    this.#become('connecting');
    this.#home = this.open();
    this.#home.port.addEventListener('message', this.#take);
    this.#home.port.start?.();
  }

  async stop(): Promise<void> {
    this.#home?.port.removeEventListener('message', this.#take);
    this.#home?.close();
    this.#home = undefined;
    this.#replies.abandon();
    this.#become('idle');
  }

  async request(body: RequestBody, terms: RequestTerms): Promise<ReplyEnvelope> {
    if (!this.#home || this.#status !== 'connected') throw new LinkError('not-connected');
    const reply = this.#replies.expect(terms.id, terms.timeToLive - terms.age);
    this.#home.port.postMessage({ topic: requestTopic(DEMO_CREDENTIAL), payload: requestText(body, terms) });
    return reply;
  }

  /** Says what only a demo home understands; nobody hears it while none is open. */
  tell(topic: string, message: unknown): void {
    this.#home?.port.postMessage({ topic, payload: JSON.stringify(message) });
  }

  readonly #take = (event: { data: unknown }): void => {
    if (!isPortMessage(event.data)) return;
    this.#become('connected');
    if (event.data.topic === replyTopic(DEMO_CREDENTIAL)) this.#replies.settle(event.data.payload);
    else this.#messages.tell(event.data.topic, event.data.payload);
  };

  #become(status: LinkStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#statuses.tell(status);
  }
}
