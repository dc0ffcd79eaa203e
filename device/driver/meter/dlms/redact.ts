import { crcX25 } from '../crcX25.ts';
import { Assembler, type Assembled } from './assembler.ts';
import { cipheredApdu, decipher, encipher, type MeterKeys } from './cipher.ts';
import { FrameFinder, type Found } from './frame.ts';
import { rawLength, stuffed } from './hdlc.ts';
import { checksum } from './mbus.ts';
import { readPush } from './push.ts';
import { serialsOf } from './pushReading.ts';

const ZERO = 0x30;
/** The letters of the maker at the front of a system title stay. */
const MAKER_LETTERS = 3;
/** A number as long as a serial's, also in frames that cannot be read; registers and times are no text. */
const LONG_NUMBER = /[0-9]{8,}/g;
/** The system title of an encrypted push, in a frame that cannot be read. */
const TITLE = /(?<=\xdb\x08[A-Z]{3})[^]{5}/g;

/**
 * A capture with the numbers of meter and connection masked and its checks made right again; one that was wrong stays
 * wrong by the same bits. Of an encrypted push the serial number in the system title is masked always, what is inside
 * where the key is given, and it is encrypted again with that key.
 */
export function redacted(capture: Uint8Array, keys: MeterKeys | null, zone: string): Uint8Array {
  const finder = new FrameFinder(true);
  const assembler = new Assembler();
  const found = [...finder.push(capture), ...finder.end()];
  const pushes = [...found.flatMap((one) => (one.kind === 'frame' ? assembler.take(one) : [])), ...assembler.end()];
  const masked = Uint8Array.from(capture);
  const secrets = pushes.flatMap(({ apdu }) => (apdu ? secretsOf(apdu, keys, zone) : []));
  for (const push of pushes) maskPush(push, secrets, keys, masked);
  maskText(capture, secrets, masked);
  return withChecks(capture, masked, found);
}

function secretsOf(apdu: Uint8Array, keys: MeterKeys | null, zone: string): readonly Uint8Array[] {
  const push = readPush(apdu, keys, zone);
  return typeof push === 'string' ? [] : serialsOf(push.objects).map(({ bytes }) => bytes).filter(({ length }) => length > 0);
}

/** Masks what one APDU says, wherever its bytes stand in the capture. */
function maskPush({ apdu, pieces }: Assembled, secrets: readonly Uint8Array[], keys: MeterKeys | null, masked: Uint8Array): void {
  if (!apdu) return;
  const places = pieces.flatMap(({ frame, start, length }) =>
    Array.from({ length }, (_, n) => frame.at + (frame.isStuffed ? 1 + rawLength(frame.bytes.subarray(1), frame.payloadAt - 1 + start + n) : frame.payloadAt + start + n)),
  );
  const clean = Uint8Array.from(apdu);
  maskText(apdu, secrets, clean);
  const ciphered = cipheredApdu(apdu);
  if (ciphered) {
    const title = ciphered.title.map((byte, n) => (n < MAKER_LETTERS ? byte : ZERO));
    clean.set(title, ciphered.titleAt);
    const inside = keys ? decipher(ciphered, keys) : 'key-missing';
    // With escapes between, other bytes would take more room: then the inside stays as it is, and is no longer readable.
    const canMove = !pieces.some(({ frame }) => frame.isStuffed);
    clean.set(ciphered.body, ciphered.bodyAt);
    if (keys && canMove && typeof inside !== 'string') clean.set(encipher({ title, body: ciphered.body }, cleaned(inside, secrets), keys), ciphered.bodyAt);
  }
  places.forEach((place, n) => (masked[place] = clean[n] ?? 0));
}

function cleaned(text: Uint8Array, secrets: readonly Uint8Array[]): Uint8Array {
  const clean = Uint8Array.from(text);
  maskText(text, secrets, clean);
  return clean;
}

/** Zeros over every secret and long number that stands in `bytes`, written to `masked`. */
function maskText(bytes: Uint8Array, secrets: readonly Uint8Array[], masked: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const secret of secrets) for (let at = buffer.indexOf(secret); at >= 0; at = buffer.indexOf(secret, at + 1)) masked.fill(ZERO, at, at + secret.length);
  const text = buffer.toString('latin1');
  for (const pattern of [LONG_NUMBER, TITLE]) for (const { 0: number, index } of text.matchAll(pattern)) masked.fill(ZERO, index, index + number.length);
}

interface Check {
  readonly at: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

function withChecks(capture: Uint8Array, masked: Uint8Array, found: readonly Found[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let written = 0;
  for (const one of found) {
    const check = checkOf(capture, masked, one);
    if (!check) continue;
    pieces.push(masked.subarray(written, check.at), check.bytes);
    written = check.end;
  }
  return Buffer.concat([...pieces, masked.subarray(written)]);
}

/** The check of a frame over its masked bytes; undefined where it has none, or nobody knows where. */
function checkOf(capture: Uint8Array, masked: Uint8Array, found: Found): Check | undefined {
  const end = found.at + (found.kind === 'frame' ? found.bytes.length : found.length);
  if (found.kind === 'bad' ? found.reason !== 'crc' : found.link === 'none') return undefined;
  const isMbus = capture[found.at] === 0x68;
  if (isMbus) return mbusCheck(capture, masked, found.at, end);
  const isStuffed = found.kind === 'frame' && found.isStuffed;
  return isStuffed ? stuffedCheck(masked, found.at + 1, end) : hdlcCheck(capture, masked, found.at + 1, end);
}

function mbusCheck(capture: Uint8Array, masked: Uint8Array, start: number, end: number): Check {
  const [before, after] = [capture, masked].map((bytes) => checksum(bytes.subarray(start, end), end - start - 2));
  return { at: end - 2, end: end - 1, bytes: Uint8Array.of(((capture[end - 2] ?? 0) - (before ?? 0) + (after ?? 0)) & 0xff) };
}

function hdlcCheck(capture: Uint8Array, masked: Uint8Array, start: number, end: number): Check | undefined {
  if (end - start < 3) return undefined;
  const said = (capture[end - 2] ?? 0) | ((capture[end - 1] ?? 0) << 8);
  const check = said ^ crcX25(capture, start, end - 2) ^ crcX25(masked, start, end - 2);
  return { at: end - 2, end, bytes: Uint8Array.of(check & 0xff, check >>> 8) };
}

/** Escapes move with the check, so the whole end of the frame is written anew. */
function stuffedCheck(masked: Uint8Array, start: number, end: number): Check {
  const raw = masked.subarray(start, end);
  const content: number[] = [];
  for (let at = 0; at < raw.length; at++) content.push(raw[at] === 0x7d ? (raw[++at] ?? 0) ^ 0x20 : (raw[at] ?? 0));
  const body = Uint8Array.from(content.slice(0, -2));
  const check = crcX25(body);
  return { at: start, end, bytes: stuffed(Uint8Array.of(...body, check & 0xff, check >>> 8)) };
}
