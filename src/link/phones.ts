import * as v from 'valibot';
import { authorization, linkAnswerSchema, phonesAnswerSchema, type Phone, type PhonesChange } from '#wire/pairing.ts';
import type { Credential } from './pairing.ts';

/** Why a gateway did not answer as asked: it is away, does not know this phone, or said something else. */
export type PhonesFailure = 'away' | 'not-paired' | 'failed';
export type PhonesTold = { readonly ok: true; readonly phones: readonly Phone[] } | { readonly ok: false; readonly reason: PhonesFailure };
export type Invited = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: PhonesFailure };

/** ms that a person is kept waiting for a gateway that is away. */
const PATIENCE = 8_000;

/** The phones of a home, asked of its gateway over HTTP. Nothing is thrown: how it ended is in the answer. */
export class Phones {
  /** @param base folder that the app is served from. */
  constructor(
    private readonly base: URL,
    private readonly credential: Credential,
    private readonly send: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  async list(): Promise<PhonesTold> {
    return this.#told(await this.#ask('phones', 'GET'));
  }

  /** @returns the phones after it. */
  async change(change: PhonesChange): Promise<PhonesTold> {
    return this.#told(await this.#ask('phones', 'POST', change));
  }

  /** A one-time link for another phone, good for ten minutes. */
  async invite(): Promise<Invited> {
    const answer = await this.#ask('link', 'POST');
    if ('reason' in answer) return { ok: false, reason: answer.reason };
    const parsed = v.safeParse(linkAnswerSchema, answer.body);
    return parsed.success ? { ok: true, url: parsed.output.url } : { ok: false, reason: 'failed' };
  }

  #told(answer: { readonly body: unknown } | { readonly reason: PhonesFailure }): PhonesTold {
    if ('reason' in answer) return { ok: false, reason: answer.reason };
    const parsed = v.safeParse(phonesAnswerSchema, answer.body);
    return parsed.success ? { ok: true, phones: parsed.output.phones } : { ok: false, reason: 'failed' };
  }

  async #ask(path: string, method: 'GET' | 'POST', body?: PhonesChange): Promise<{ readonly body: unknown } | { readonly reason: PhonesFailure }> {
    const { credential, secret } = this.credential;
    const headers = { authorization: authorization(credential, secret), 'content-type': 'application/json' };
    try {
      const response = await this.send(new URL(path, this.base), { method, headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...(body && { body: JSON.stringify(body) }) });
      if (response.status === 401) return { reason: 'not-paired' };
      return response.ok ? { body: (await response.json()) as unknown } : { reason: 'failed' };
    } catch (error) {
      return { reason: error instanceof SyntaxError ? 'failed' : 'away' };
    }
  }
}
