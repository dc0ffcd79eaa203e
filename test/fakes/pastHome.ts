import { createHash } from 'node:crypto';
import type { DayTotal } from '#wire/history/catalogue.ts';

interface Held {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly hash: string;
  readonly text: string;
}

/** The history of a home for tests: answers a gateway's paths, counts what it was asked, and can be told to fail. */
export class PastHome {
  readonly asked: string[] = [];
  days: readonly DayTotal[] = [];
  /** Status of every answer until it is set back to 200. */
  status = 200;
  /** Chunks of these hashes come with a digit wrong. */
  readonly damaged = new Set<string>();
  #chunks: Held[] = [];

  constructor(public storeId = 'store-1') {}

  /** @returns the hash. */
  add(text: string): string {
    const { kind, start, end } = JSON.parse(text) as Held;
    const hash = createHash('sha256').update(text).digest('hex');
    this.#chunks = [...this.#chunks.filter((one) => one.kind !== kind || one.start !== start), { kind, start, end, hash, text }];
    return hash;
  }

  /** Everything is gone, as after an erasure or a new disk. */
  clear(): void {
    this.#chunks = [];
    this.days = [];
  }

  /** @param path with its query, without the leading slash. */
  answer(path: string): { readonly status: number; readonly text: string } | undefined {
    const { pathname, searchParams } = new URL(path, 'http://home/');
    if (pathname !== '/history' && !pathname.startsWith('/api/history/')) return undefined;
    this.asked.push(pathname);
    if (this.status !== 200) return { status: this.status, text: '{}' };
    const text = this.#text(pathname, searchParams);
    return text === undefined ? { status: 404, text: '{}' } : { status: 200, text };
  }

  #text(path: string, asked: URLSearchParams): string | undefined {
    const { storeId } = this;
    if (path === '/history') return JSON.stringify({ storeId, intervals: [] });
    if (path === '/api/history/totals') return JSON.stringify({ storeId, zone: 'Europe/London', days: this.days });
    if (path === '/api/history/index') return JSON.stringify({ format: 1, storeId, chunks: this.#listed() });
    if (path === '/api/history/piece') return JSON.stringify({ storeId, chunk: this.#piece(asked) });
    const held = this.#chunks.find(({ hash }) => path.endsWith(hash));
    return held && (this.damaged.has(held.hash) ? held.text.replace('"rows":', '"rows": ') : held.text);
  }

  #listed(): unknown[] {
    const rank = (kind: string): number => ['slots', 'minutes'].indexOf(kind);
    return [...this.#chunks].sort((a, b) => rank(a.kind) - rank(b.kind) || b.start - a.start).map(({ kind, start, end, hash, text }) => ({ kind, period: new Date(start).toISOString().slice(0, 10), start, end, hash, bytes: text.length }));
  }

  /** Nothing but what is sealed is known here. */
  #piece(asked: URLSearchParams): unknown {
    const [kind, start, end] = [asked.get('kind'), Number(asked.get('from')), Number(asked.get('to'))];
    const found = this.#chunks.find((one) => one.kind === kind && one.start === start && one.end === end);
    return found ? (JSON.parse(found.text) as unknown) : { format: 1, kind, start, end, rows: 0, columns: {}, words: {} };
  }
}
