import { crcKermit, crcX25 } from '../crcX25.ts';
import { messagesOf, type Message } from './file.ts';
import { checkIs, FrameFinder, type Check, type Found, type SmlFrame } from './frame.ts';
import { escaped, MARK, START } from './marks.ts';
import { masked, secretsOf, type Secrets } from './secrets.ts';

/**
 * A capture with its serial numbers and keys masked and its checks made right again. A check that was wrong stays wrong
 * by the same bits. Bytes of no frame may be the half of a serial number: they become zeros.
 */
export function redacted(capture: Uint8Array): Uint8Array {
  const finder = new FrameFinder();
  const all = [...finder.push(capture), ...finder.end()];
  const secrets = secretsOf(capture, all);
  const pieces: Uint8Array[] = [];
  let read = 0;
  for (const found of all) {
    const length = found.kind === 'frame' ? found.frame.length : found.length;
    const rewritten = found.kind === 'frame' ? rewrittenFrame(found.frame, secrets) : rewrittenBad(capture.subarray(found.at, found.at + length), found, secrets);
    pieces.push(Buffer.alloc(found.at - read), rewritten);
    read = found.at + length;
  }
  return Buffer.concat([...pieces, zeros(capture.subarray(read))]);
}

/** A start mark stays: it is what cuts the frame before it. */
function zeros(rest: Uint8Array): Uint8Array {
  const out = Buffer.alloc(rest.length);
  const start = Buffer.from(rest).indexOf(START);
  if (start >= 0) out.set(START, start);
  return out;
}

function rewrittenFrame(frame: SmlFrame, secrets: Secrets): Uint8Array {
  const end = frame.content.length - frame.fill;
  const content = masked(frame.content, secrets);
  const messages = (messagesOf(frame.content) ?? []).filter((message) => message.end <= end);
  const rewritten = Buffer.concat([...messages.flatMap((message, index) => [content.subarray(messages[index - 1]?.end ?? 0, message.at), rewrittenMessage(frame.content, content, message)]), content.subarray(messages.at(-1)?.end ?? 0, end)]);
  const fill = rewritten.length === end ? frame.fill : -rewritten.length & 3;
  const whole = Buffer.concat([START, escaped(Buffer.concat([rewritten, Buffer.alloc(fill)])), START.subarray(0, 4), Uint8Array.of(0x1a, fill)]);
  return Buffer.concat([whole, lowFirst(valueOf(frame.check, whole, 0, whole.length))]);
}

/** In two bytes, even where the meter left out a leading zero: the new check may have none. */
function rewrittenMessage(before: Uint8Array, after: Uint8Array, { at, checkAt, check }: Message): Uint8Array {
  const kind = checkIs(check, before, at, checkAt);
  const wrongBits = check ^ valueOf(kind, before, at, checkAt);
  return Buffer.concat([after.subarray(at, checkAt), Uint8Array.of(0x63), lowFirst(valueOf(kind, after, at, checkAt) ^ wrongBits), Uint8Array.of(0)]);
}

function rewrittenBad(bytes: Uint8Array, found: Found, secrets: Secrets): Uint8Array {
  const isWhole = found.kind === 'bad' && found.reason === 'crc';
  const inside = bytes.subarray(MARK, isWhole ? -MARK : undefined);
  const out = Buffer.concat([bytes.subarray(0, MARK), masked(inside, secrets), bytes.subarray(MARK + inside.length)]);
  if (!isWhole) return out;
  const end = bytes.length - 2;
  const printed = (bytes[end] ?? 0) | ((bytes[end + 1] ?? 0) << 8);
  out.set(lowFirst(crcX25(out, 0, end) ^ printed ^ crcX25(bytes, 0, end)), end);
  return out;
}

/** What is wrong is measured by X-25, which nearly all meters send. */
const valueOf = (kind: Check, bytes: Uint8Array, start: number, end: number): number => (kind === 'kermit' ? crcKermit : crcX25)(bytes, start, end);

const lowFirst = (check: number): Uint8Array => Uint8Array.of(check & 0xff, check >> 8);
