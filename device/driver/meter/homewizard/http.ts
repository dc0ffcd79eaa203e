import { ms } from '#domain/time/instant.ts';
import type { HttpWish } from '../../../transport/http/wish.ts';

/** As often as it has something new (DSMR 5); the maker asks for no more than two a second. */
const EVERY = ms(1_000);
/** Pushed when something changes; an idle connection says nothing for longer. */
const SILENCE = ms(30_000);

/**
 * `http://HOST`: v1, switched on in the maker's app. `https://HOST`: v2 asked once a second; `wss://HOST`: v2 pushed;
 * both with the token that the button gives.
 */
export function homewizardHttp(address: URL, token: string | null): HttpWish | undefined {
  const bare = address.pathname === '/';
  switch (address.protocol) {
    case 'http:':
      return { kind: 'ask', url: at(address, bare ? '/api/v1/data' : address.pathname), headers: {}, every: EVERY };
    case 'https:':
      if (token === null) return undefined;
      return { kind: 'ask', url: at(address, bare ? '/api/measurement' : address.pathname), headers: { authorization: `Bearer ${token}`, 'x-api-version': '2' }, every: EVERY };
    case 'wss:':
      if (token === null) return undefined;
      return { kind: 'pushed', url: at(address, bare ? '/api/ws' : address.pathname), replies: repliesWith(token), content: 'measurement', silence: SILENCE };
    default:
      return undefined;
  }
}

const at = (address: URL, path: string): string => new URL(path + address.hash, address).href;

const repliesWith = (token: string): Readonly<Record<string, string>> => ({
  authorization_requested: JSON.stringify({ type: 'authorization', data: token }),
  authorized: JSON.stringify({ type: 'subscribe', data: 'measurement' }),
});
