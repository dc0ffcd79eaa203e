import { authorization } from '#wire/pairing.ts';
import { failureOf, HistoryError, type AskHistory } from './historySource.ts';
import type { Credential } from './pairing.ts';

/**
 * The history of the gateway that serves this app. What is kept is kept by us: the browser's cache would hold it twice.
 * @param base folder that the app is served from.
 */
export const historyOverHttp = (base: URL, { credential, secret }: Credential, send: typeof fetch = fetch): AskHistory =>
  async (path, signal) => {
    try {
      const response = await send(new URL(path, base), { headers: { authorization: authorization(credential, secret) }, signal, cache: 'no-store', priority: 'low' });
      const failure = failureOf(response.status);
      if (failure) throw new HistoryError(failure);
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      if (cause instanceof HistoryError) throw cause;
      throw new HistoryError('away', { cause });
    }
  };
