import * as v from 'valibot';
import { historySchema, type HistoryMessage } from '#wire/message/history.ts';
import { authorization } from '#wire/pairing.ts';
import type { Credential } from './pairing.ts';

/** Asks a home for its slots that are over, with `start` in [from, to), ms UTC. */
export type ReadHistory = (from: number, to: number) => Promise<HistoryMessage | null>;

/**
 * The history of the gateway that serves this app; null when it did not answer, or not with a history: the next
 * connection asks again.
 * @param base folder that the app is served from.
 */
export const recentOverHttp = (base: URL, { credential, secret }: Credential, send: typeof fetch = fetch): ReadHistory =>
  async (from, to) => {
    const place = new URL(`history?from=${Math.floor(from)}&to=${Math.ceil(to)}`, base);
    try {
      const response = await send(place, { headers: { authorization: authorization(credential, secret) } });
      const parsed = v.safeParse(historySchema, response.ok ? await response.json() : null);
      return parsed.success ? parsed.output : null;
    } catch {
      return null;
    }
  };
