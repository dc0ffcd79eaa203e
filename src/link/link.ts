import type { ReplyEnvelope } from '#wire/envelope.ts';
import type { RequestBody } from '#wire/message/request.ts';

/** `connecting` only until the first answer or failure; after that a broken link is `waiting` until it is back. */
export type LinkStatus = 'idle' | 'connecting' | 'connected' | 'waiting' | 'refused';

/** What goes with a request; the id stays the same when it is sent again after a break. */
export interface RequestTerms {
  readonly id: string;
  readonly revision: number | null;
  /** ms since the person acted. */
  readonly age: number;
  /** ms after the act at which it is worth nothing. */
  readonly timeToLive: number;
}

export type MessageListener = (topic: string, payload: string) => void;
export type StatusListener = (status: LinkStatus) => void;

/** One way to a home, real or simulated. Every listener is given back by the function returned. */
export interface HomeLink {
  readonly status: LinkStatus;
  start(): void;
  stop(): Promise<void>;
  onMessage(listener: MessageListener): () => void;
  onStatus(listener: StatusListener): () => void;
  /** @throws LinkError when it cannot be sent, the link breaks, or nobody answers within its time to live. */
  request(body: RequestBody, terms: RequestTerms): Promise<ReplyEnvelope>;
}

export class LinkError extends Error {
  constructor(readonly id: 'not-connected' | 'lost' | 'no-answer') {
    super(`request not answered: ${id}`);
    this.name = 'LinkError';
  }
}
