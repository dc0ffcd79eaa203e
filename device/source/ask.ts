import { isPrivateAddress } from '../transport/http/trust.ts';

/** Real ms for the whole answer: a sender that trickles is given up. */
const WITHIN = 30_000;
/** A year of Octopus half-hours is 3 MB. */
const LARGEST = 4 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const LONGEST_PAUSE = 24 * 3_600_000;
const MOST_KEPT = 8;
const AGENT = 'Tidewatt (home energy gateway)';

export interface Asked {
  readonly url: string;
  readonly format: 'json' | 'xml';
  /** A body is sent by POST. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a source gave nothing: a short id, never an address, since keys stand in some. */
export class SourceFault extends Error {
  constructor(
    readonly reason: string,
    /** Real ms the source wants to be left alone for; null where it does not say. */
    readonly pause: number | null = null,
  ) {
    super(reason);
    this.name = 'SourceFault';
  }
}

/** The text of an answer; null for 204, which says that there is nothing yet. @throws SourceFault. */
export type Ask = (asked: Asked) => Promise<string | null>;

/** TLS, except for a neighbour in the home's own network, named by its address. */
export function mayBeAsked(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return url.protocol === 'https:' || (url.protocol === 'http:' && (host === 'localhost' || isPrivateAddress(host)));
}

/** Asks politely: says who it is, does not fetch again what has not changed, follows redirections within the same origin only. */
export class PoliteAsker {
  readonly #kept = new Map<string, { readonly etag: string; readonly text: string }>();

  /** @param limits real ms and bytes, lower in tests. */
  constructor(private readonly limits = { within: WITHIN, largest: LARGEST }) {}

  ask: Ask = async (asked) => {
    const signal = AbortSignal.timeout(this.limits.within);
    try {
      return await this.#follow(asked, new URL(asked.url), signal);
    } catch (error) {
      throw error instanceof SourceFault ? error : new SourceFault(signal.aborted ? 'too-slow' : reasonOf(error));
    }
  };

  async #follow(asked: Asked, first: URL, signal: AbortSignal): Promise<string | null> {
    let url = first;
    for (let turns = 0; turns <= MOST_REDIRECTS; turns += 1) {
      if (!mayBeAsked(url)) throw new SourceFault('not-private-and-not-tls');
      const answer = await fetch(url, this.#wish(asked, signal));
      const place = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
      if (place === null) return this.#textOf(asked, answer);
      await answer.body?.cancel();
      url = new URL(place, url);
      // A key goes to nobody else.
      if (url.origin !== first.origin) throw new SourceFault('redirected-away');
    }
    throw new SourceFault('redirected-in-circles');
  }

  #wish({ url, format, body, headers }: Asked, signal: AbortSignal): RequestInit {
    const etag = this.#kept.get(url)?.etag;
    const said = { 'user-agent': AGENT, accept: `application/${format}`, ...headers, ...(etag === undefined ? {} : { 'if-none-match': etag }) };
    return { signal, redirect: 'manual', headers: body === undefined ? said : { ...said, 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body }) };
  }

  async #textOf({ url, format }: Asked, answer: Response): Promise<string | null> {
    const kept = this.#kept.get(url);
    if (answer.status === 204) return null;
    if (answer.status === 304 && kept) return kept.text;
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new SourceFault(answer.status === 401 || answer.status === 403 ? 'not-allowed' : `http-${answer.status}`, pauseOf(answer));
    }
    if (!(answer.headers.get('content-type') ?? '').includes(format)) {
      await answer.body?.cancel();
      throw new SourceFault(`not-${format}`);
    }
    const text = await this.#bodyOf(answer);
    this.#keep(url, answer.headers.get('etag'), text);
    return text;
  }

  async #bodyOf(answer: Response): Promise<string> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > this.limits.largest) throw new SourceFault('too-long');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  #keep(url: string, etag: string | null, text: string): void {
    this.#kept.delete(url);
    if (etag === null) return;
    this.#kept.set(url, { etag, text });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

/** `Retry-After` in seconds or as a date, at most a day. */
function pauseOf(answer: Response): number | null {
  const said = answer.headers.get('retry-after');
  if (said === null) return null;
  const pause = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
  return Number.isFinite(pause) ? Math.min(Math.max(pause, 0), LONGEST_PAUSE) : null;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code.toLowerCase() : 'failed';
}
