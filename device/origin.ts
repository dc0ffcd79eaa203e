import type { IncomingMessage } from 'node:http';

/** House names its caller to the broker by it, whatever the caller itself has said. */
export const ADDRESS_HEADER = 'tidewatt-address';

/** Browsers name the page's origin with every upgrade and every POST: another one is refused. No origin = no browser. */
export function isOwnOrigin({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
