/** The byte that, four times, says that what follows is not content. */
const ESCAPE = 0x1b;
const VERSION_1 = 0x01;
const END = 0x1a;

export const MARK = 8;
export const START: Uint8Array = Uint8Array.of(ESCAPE, ESCAPE, ESCAPE, ESCAPE, VERSION_1, VERSION_1, VERSION_1, VERSION_1);
/** Content is filled up with zeros to a multiple of four. */
const LONGEST_FILL = 3;

/** What stands at a place of a frame: eight bytes are always enough to know. */
export type Mark = 'start' | 'end' | 'literal' | 'content';

/**
 * SML 1.04, 8.1: four escapes and then four 01 begin a frame, 1A with fill count and check end it, four further escapes
 * stand for four bytes 1B of content.
 * @param at eight bytes are there.
 */
export function markAt(bytes: Uint8Array, at: number): Mark {
  if (!isFour(bytes, at, ESCAPE)) return 'content';
  if (isFour(bytes, at + 4, ESCAPE)) return 'literal';
  if (isFour(bytes, at + 4, VERSION_1)) return 'start';
  return bytes[at + 4] === END && (bytes[at + 5] ?? 0xff) <= LONGEST_FILL ? 'end' : 'content';
}

const isFour = (bytes: Uint8Array, at: number, byte: number): boolean =>
  bytes[at] === byte && bytes[at + 1] === byte && bytes[at + 2] === byte && bytes[at + 3] === byte;

/** The content of a frame as it was before four bytes 1B in it were doubled. */
export function unescaped(content: Uint8Array): Uint8Array {
  const plain: number[] = [];
  for (let at = 0; at < content.length; at++) {
    if (markAt(content, at) === 'literal') {
      plain.push(ESCAPE, ESCAPE, ESCAPE, ESCAPE);
      at += MARK - 1;
    } else {
      plain.push(content[at] ?? 0);
    }
  }
  return Uint8Array.from(plain);
}

/** The other way. */
export function escaped(plain: Uint8Array): Uint8Array {
  const content: number[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (isFour(plain, at, ESCAPE)) {
      content.push(...START.subarray(0, 4), ...START.subarray(0, 4));
      at += 3;
    } else {
      content.push(plain[at] ?? 0);
    }
  }
  return Uint8Array.from(content);
}
