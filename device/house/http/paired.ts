import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAuthorization } from '#wire/pairing.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { refuse } from './say.ts';

/** Whether the caller shows the credential of a paired browser; one that does not is answered 401. */
export function isPaired(pairing: Pairing, request: IncomingMessage, response: ServerResponse): boolean {
  const shown = readAuthorization(request.headers.authorization);
  if (shown && pairing.knows(shown.credential, shown.secret)) return true;
  refuse(response, 401, 'not-paired', 'This browser is not paired with the home.', 'Open a one-time link: npm run tidewatt -- link');
  return false;
}
