import { isOctets, obisText } from './entry.ts';
import { messagesOf } from './file.ts';
import type { Found } from './frame.ts';
import { listsOf } from './list.ts';

/** Serial numbers, and the key that belongs to one meter alone. */
const SECRET = /^(1-0:(0\.0\.[09]|96\.1\.\d+)|0-0:(96\.1\.\d+|0\.0\.\d+|42\.0\.0)|129-129:199\.130\.5)/;
/** Shorter ones may by chance be part of a register. */
const SHORTEST = 4;
/** A server id: type of id and medium, then three letters of the maker (FNN, and EMH's older form). */
const SERVER = /(?:[\x09\x0a]\x01|\x06)([A-Z]{3})/g;
const LETTERS = /[A-Z]{3}/;

/** What of a capture tells which meter it is. */
export interface Secrets {
  /** Each as it stands in the capture, the longest first: a part of one may be another. */
  readonly values: readonly Buffer[];
  /** Makers' letters: an octet string that begins with them goes on with a serial number. */
  readonly makers: readonly string[];
}

export function secretsOf(capture: Uint8Array, all: readonly Found[]): Secrets {
  const values = new Map<string, Buffer>();
  for (const bytes of all.flatMap(valuesIn)) if (bytes.length >= SHORTEST) values.set(bytes.toString('hex'), bytes);
  const makers = [...textOf(capture).matchAll(SERVER)].map(([, letters = '']) => letters);
  return { values: [...values.values()].sort((a, b) => b.length - a.length), makers: [...new Set(makers)] };
}

function valuesIn(found: Found): readonly Buffer[] {
  const messages = found.kind === 'frame' ? messagesOf(found.frame.content) : undefined;
  const lists = (messages && listsOf(messages)) ?? [];
  return lists.flatMap(({ server, entries }) => [
    Buffer.from(server),
    ...entries.flatMap(({ obis, value }) => (isOctets(value) && SECRET.test(obisText(obis)) ? [Buffer.from(value.bytes)] : [])),
  ]);
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** The bytes with what is secret masked; every byte stays at its place. */
export function masked(bytes: Uint8Array, { values, makers }: Secrets): Buffer {
  const out = Buffer.from(bytes);
  for (const value of values) {
    for (let at = out.indexOf(value); at >= 0; at = out.indexOf(value, at + value.length)) hide(out, at, value.length);
  }
  for (const maker of makers) maskAfter(out, maker);
  return out;
}

/** The maker stays, what follows becomes zeros: as digits where all of it can be printed. */
function hide(out: Buffer, at: number, length: number): void {
  const value = out.subarray(at, at + length);
  const text = value.toString('latin1');
  const letters = LETTERS.exec(text);
  const isPrinted = /^[\x20-\x7e]+$/.test(text);
  value.fill(isPrinted ? 0x30 : 0, letters ? letters.index + letters[0].length : 0);
}

/** Octet strings of up to fifteen bytes have their length, head included, in the byte before them. */
function maskAfter(out: Buffer, maker: string): void {
  for (let at = out.indexOf(maker); at >= 0; at = out.indexOf(maker, at + maker.length)) {
    for (const before of [1, 2, 3]) {
      const length = out[at - before] ?? 0;
      const rest = length - before - maker.length;
      if (length <= 0x0f && rest >= SHORTEST && rest <= 8) out.subarray(at + maker.length, at + maker.length + rest).fill(0);
    }
  }
}
