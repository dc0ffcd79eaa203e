/** The few bytes that give a P1 stream its shape. */
export const SLASH = 0x2f;
export const BANG = 0x21;
export const CR = 0x0d;
export const LF = 0x0a;

/** DSMR prints the check in four digits; one meter leaves leading zeros out. */
const CHECK_DIGITS = 4;

export const isLineEnd = (byte: number | undefined): boolean => byte === CR || byte === LF;
// Capitals only: a digit that turned to small letters is one flipped bit, not a spelling.
const isHexDigit = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46));
const isLetter = (byte: number | undefined): boolean => byte !== undefined && ((byte | 0x20) >= 0x61) && ((byte | 0x20) <= 0x7a);

/** After a start mark: three letters of the maker, `waiting` while they have not all come. IEC 62056-21, 6.3.2. */
export function makerAfter(bytes: Uint8Array, slash: number): boolean | 'waiting' {
  for (let at = slash + 1; at <= slash + 3; at++) {
    if (at >= bytes.length) return 'waiting';
    if (!isLetter(bytes[at])) return false;
  }
  return true;
}

/** What follows an end mark: the check digits up to `end`, `waiting` for more, or `content`: no end mark after all. */
export type EndLine = { readonly end: number; readonly open: boolean } | 'waiting' | 'content';

/**
 * Four capital hex digits end a frame at once, fewer only with the line. A broken check still ends its frame, so that
 * the next one is not taken along. `open` says that the bytes ended before the line did.
 */
export function endLineAfter(bytes: Uint8Array, bang: number, ended: boolean): EndLine {
  const first = bang + 1;
  const limit = first + CHECK_DIGITS;
  let at = first;
  while (at < limit && isHexDigit(bytes[at])) at++;
  if (at === limit) return { end: at, open: false };
  if (at >= bytes.length) return ended ? { end: at, open: true } : 'waiting';
  while (at <= limit && at < bytes.length && !isLineEnd(bytes[at])) at++;
  if (at > limit) return 'content';
  if (at >= bytes.length) return ended ? 'content' : 'waiting';
  return { end: at, open: false };
}
