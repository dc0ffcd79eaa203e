import type { Milliseconds } from '#domain/time/instant.ts';

/** `basic` sends the word itself, readable where the line is; `digest` (RFC 7616, SHA-256) only proves that it is known. */
export interface Login {
  readonly scheme: 'basic' | 'digest';
  readonly user: string;
  readonly password: string;
}

/** A device that is asked again and again, one question at a time. */
export interface AskWish {
  readonly kind: 'ask';
  /** http: or https:; `#sha256=HEX` names the one certificate that is taken. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Left out: it asks for none. */
  readonly login?: Login;
  /** From the beginning of one question to that of the next. */
  readonly every: Milliseconds;
}

/** A device that pushes over a WebSocket. Its messages are JSON objects with a `type`. */
export interface PushedWish {
  readonly kind: 'pushed';
  /** ws: or wss:; `#sha256=HEX` as above. */
  readonly url: string;
  /** What to say to a message of a type. */
  readonly replies: Readonly<Record<string, string>>;
  /** The type of those that are handed on. */
  readonly content: string;
  /** Without any message for so long the connection is made anew. */
  readonly silence: Milliseconds;
}

export type HttpWish = AskWish | PushedWish;

/** What the thread says: bodies have no line ends. `reason` is a short id for the installer. */
export type FromHttp = { readonly type: 'opened' } | { readonly type: 'body'; readonly text: string } | { readonly type: 'lost'; readonly reason: string };
