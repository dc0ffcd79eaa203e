import type { IncomingMessage } from 'node:http';

/** Browsers name the page's origin with every upgrade and every POST: another one is refused. No origin = no browser. */
export function isOwnOrigin({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
