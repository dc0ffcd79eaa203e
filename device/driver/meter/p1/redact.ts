import { cipheredApdu, encipher } from '../dlms/cipher.ts';
import { crc16, crcText } from './crc.ts';
import { FrameFinder, type Found } from './frame.ts';
import { BANG } from './marks.ts';
import { SealedFinder, type Piece } from './sealed.ts';
import { openedText, type P1Keys } from './telegrams.ts';

/** Serial and connection numbers up to their bracket; 96.1.4 is the version of a Belgian meter and stays. */
const SERIAL = /((?:96\.1\.(?!4[*(])\d+|42\.0\.0|(?<![\d.])0\.0\.\d+)(?:\*\d+)?\()([^)\r\n/]*)/g;
/** Shorter ones may by chance be part of a register. */
const SECRET_LENGTH = 8;
/** A line without brackets: the meter's type, which stays, and beside it a number as long as a serial's, which does not. */
const LINE = /[^\r\n]+/g;
const LONG_NUMBER = /\d{6,}/g;

/**
 * A capture with its serial numbers masked and its checks made right again. A check that was wrong stays wrong by the
 * same bits, so the fault that is to be reported is still there. Of an encrypted frame the serial number in the system
 * title is masked always, the telegram inside where the key is given; it is then encrypted again with that key.
 */
export function redacted(capture: Uint8Array, keys: P1Keys | null = null): Uint8Array {
  const finder = new SealedFinder();
  const pieces = finder.push(capture);
  const begun = capture.length - finder.held;
  const cut = capture.subarray(begun);
  const isText = cut.length === 0 || (!finder.holdsFrame && endsAfter(capture, begun));
  if (isText && pieces.every(({ kind }) => kind === 'plain')) return redactedText(capture);
  return Buffer.concat([...pieces.map((piece) => redactedPiece(piece, keys)), untitled(cut)]);
}

/** Noise at the end of a telegram may look like the beginning of an encrypted frame, and its check would be taken for a serial number. */
const endsAfter = (capture: Uint8Array, at: number): boolean => foundIn(capture).some((found) => endOf(found) > at);

function foundIn(capture: Uint8Array): readonly Found[] {
  const finder = new FrameFinder();
  return [...finder.push(capture), ...finder.end()];
}

const endOf = (found: Found): number => found.at + (found.kind === 'frame' ? found.bytes.length : found.length);

function redactedPiece(piece: Piece, keys: P1Keys | null): Uint8Array {
  if (piece.kind === 'plain') return redactedText(piece.bytes);
  return piece.kind === 'cut' ? untitled(piece.bytes) : redactedSealed(piece.apdu, keys);
}

/** Three letters of the maker stay; the rest of the title is a serial number. */
function untitled(apdu: Uint8Array): Uint8Array {
  return Buffer.from(apdu).fill(0, Math.min(5, apdu.length), Math.min(10, apdu.length));
}

function redactedSealed(apdu: Uint8Array, keys: P1Keys | null): Uint8Array {
  const text = openedText(apdu, keys);
  const masked = untitled(apdu);
  const ciphered = cipheredApdu(masked);
  if (typeof text === 'string' || !ciphered || !keys) return masked;
  return Buffer.concat([masked.subarray(0, ciphered.bodyAt), encipher(ciphered, redactedText(text), keys)]);
}

/** The same of text that is not encrypted. */
function redactedText(capture: Uint8Array): Uint8Array {
  const masked = Buffer.from(maskedText(Buffer.from(capture).toString('latin1')), 'latin1');
  const pieces: Buffer[] = [];
  let written = 0;
  for (const found of foundIn(capture)) {
    const check = checkOf(capture, masked, found);
    if (!check) continue;
    pieces.push(masked.subarray(written, check.at), Buffer.from(check.digits, 'latin1'));
    written = check.end;
  }
  return Buffer.concat([...pieces, masked.subarray(written)]);
}

/** Every byte stays at its place: only digits and letters become zeros. */
function maskedText(text: string): string {
  const secrets = new Set([...text.matchAll(SERIAL)].map((match) => match[2] ?? '').filter(({ length }) => length >= SECRET_LENGTH));
  let masked = text.replace(SERIAL, (_, before: string, value: string) => before + hidden(value));
  // A serial number also stands where the code before it was lost to noise.
  for (const secret of secrets) masked = masked.replaceAll(secret, hidden(secret));
  return maskedStart(masked.replace(LINE, (line) => (line.includes('(') ? line : line.replace(LONG_NUMBER, hidden))));
}

/** A capture that begins inside a line may begin inside a serial number. */
function maskedStart(text: string): string {
  const first = /^[^\r\n/]*/.exec(text)?.[0] ?? '';
  return /^(\d{1,3}-\d{1,3}:|!)/.test(first) ? text : hidden(first) + text.slice(first.length);
}

const hidden = (value: string): string => value.replace(/[0-9A-Za-z]/g, '0');

interface Check {
  readonly at: number;
  readonly end: number;
  readonly digits: string;
}

/** The check of a frame over its masked bytes, in as many digits as the meter prints; undefined where it has none. */
function checkOf(capture: Uint8Array, masked: Uint8Array, found: Found): Check | undefined {
  if (found.kind === 'bad' && found.reason !== 'crc') return undefined;
  const end = endOf(found);
  const bang = capture.lastIndexOf(BANG, end - 1);
  const printed = Buffer.from(capture.subarray(bang + 1, end)).toString('latin1');
  if (bang < found.at || !/^[0-9A-F]{1,4}$/.test(printed)) return undefined;
  const wrongBits = Number.parseInt(printed, 16) ^ crc16(capture, found.at, bang + 1);
  const right = crcText(crc16(masked, found.at, bang + 1) ^ wrongBits);
  return { at: bang + 1, end, digits: printed.length === 4 ? right : right.replace(/^0{1,3}/, '') };
}
