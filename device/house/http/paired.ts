import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAuthorization } from '#wire/pairing.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { refuse } from './say.ts';

/** The name of the caller's credential; one that shows none of a paired browser is answered 401. */
export function pairedName(pairing: Pairing, request: IncomingMessage, response: ServerResponse): string | undefined {
  const shown = readAuthorization(request.headers.authorization);
  if (shown && pairing.knows(shown.credential, shown.secret)) return shown.credential;
  refuse(response, 401, 'not-paired', 'This browser is not paired with the home.', 'Open a one-time link: npm run tidewatt -- link');
  return undefined;
}

/** Whether the caller shows the credential of a paired browser; one that does not is answered 401. */
export const isPaired = (pairing: Pairing, request: IncomingMessage, response: ServerResponse): boolean => pairedName(pairing, request, response) !== undefined;
