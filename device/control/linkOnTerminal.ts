import { renderUnicodeCompact } from 'uqr';

/** Light modules around a symbol (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;
/** White on black, whatever the colours of the terminal: two modules a letter, light ones drawn. */
const WHITE_ON_BLACK = '\u001b[97;40m';
const AS_BEFORE = '\u001b[0m';

/** What of a terminal counts here; a pipe and a log have no width. */
export type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The QR code of a one-time link, for a phone's camera.
 * @returns null where there is none to show: the output is no terminal or too narrow, the link was used, or no phone reaches the address.
 */
export function linkOnTerminal(address: string, { isTTY, columns }: Screen): string | null {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!isTTY || !url?.hash.startsWith('#link=') || LOOPBACK.test(url.hostname)) return null;
  const lines = renderUnicodeCompact(address, { ecc: 'M', border: QUIET_ZONE }).split('\n');
  return (lines[0] ?? '').length > columns ? null : lines.map((line) => `${WHITE_ON_BLACK}${line}${AS_BEFORE}\n`).join('');
}
