import { authorization } from '#wire/pairing.ts';
import type { Credential } from './pairing.ts';

/** Why a gateway did not answer as asked: it is away, does not know this phone, or said something else. */
export type AskFailure = 'away' | 'not-paired' | 'failed';
export type HomeAnswer = { readonly body: unknown } | { readonly reason: AskFailure };

/** Whom a paired phone asks over HTTP, and as whom. */
export interface Asking {
  /** Folder that the app is served from. */
  readonly base: URL;
  readonly credential: Credential;
  readonly send: typeof fetch;
}

/** ms that a person is kept waiting for a gateway that is away. */
const PATIENCE = 8_000;

/** Asks the gateway something over HTTP. Nothing is thrown: how it ended is in the answer. */
export async function askHome({ base, credential: { credential, secret }, send }: Asking, path: string, method: 'GET' | 'POST', body?: object): Promise<HomeAnswer> {
  const headers = { authorization: authorization(credential, secret), 'content-type': 'application/json' };
  try {
    const response = await send(new URL(path, base), { method, headers, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), ...(body && { body: JSON.stringify(body) }) });
    if (response.status === 401) return { reason: 'not-paired' };
    return response.ok ? { body: (await response.json()) as unknown } : { reason: 'failed' };
  } catch (error) {
    return { reason: error instanceof SyntaxError ? 'failed' : 'away' };
  }
}
