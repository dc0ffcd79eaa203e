import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { neighbourOf } from '../fairPlaces.ts';
import { ADDRESS_HEADER } from '../origin.ts';

const HERE = /^(?:127\.|::1$|::ffff:127\.)/;

/** Whom house has let through to the broker's loopback port; this machine where it names nobody. */
export function addressOf({ headers }: IncomingMessage): string {
  const named = headers[ADDRESS_HEADER];
  return typeof named === 'string' && isIP(named) > 0 ? named : '127.0.0.1';
}

/** Who counts as one when secrets are guessed: a neighbour; on this machine, which all its programs share, a name of it. */
export const guesserOf = (address: string, name: string | undefined): string => (HERE.test(address) ? `${address} ${(name ?? '').slice(0, 64)}` : neighbourOf(address));
