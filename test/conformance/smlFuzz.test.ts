import { describe, it } from 'vitest';
import { crcX25 } from '../../device/driver/meter/crcX25.ts';
import { decodeCapture } from '../../device/driver/meter/sml/decode.ts';
import { messagesOf } from '../../device/driver/meter/sml/file.ts';
import { listsOf } from '../../device/driver/meter/sml/list.ts';
import { readList } from '../../device/driver/meter/sml/listReading.ts';
import { redacted } from '../../device/driver/meter/sml/redact.ts';
import { SmlStream } from '../../device/driver/meter/sml/stream.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { BASIC, LOCKED } from '../fixtures/sml/frames.ts';

/** Damage would mostly end at the checks: here the frame's own is made right again, so that what lies behind it is read too. */
function withRightCheck(bytes: Buffer): Buffer {
  const start = bytes.indexOf('1b1b1b1b01010101', 'hex');
  const end = bytes.lastIndexOf(Buffer.from('1b1b1b1b1a', 'hex'));
  if (start < 0 || end <= start) return bytes;
  const body = bytes.subarray(0, end + 6);
  const check = crcX25(body, start);
  return Buffer.concat([body, Uint8Array.of(check & 0xff, check >> 8)]);
}

function digest(bytes: Buffer, mutator: Mutator): void {
  const { lines, summary } = decodeCapture(bytes);
  for (const { value } of lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  const stream = new SmlStream();
  const cut = mutator.pick(bytes.length + 1);
  const readings = [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()];
  if (readings.length > 0 && summary.ok === 0) throw new Error('a reading of no good frame');
  // The messages' own checks would hide the rest: it is read without them as well.
  for (const list of listsOf(messagesOf(bytes.subarray(8)) ?? []) ?? []) readList(list);
  if (mutator.pick(20) === 0) sameFaults(summary, decodeCapture(redacted(bytes)).summary);
}

/** In a damaged frame a serial number may hide what else is damaged: then it stays bad for another reason. */
function sameFaults(before: ReturnType<typeof decodeCapture>['summary'], after: typeof before): void {
  const bad = (summary: typeof before): number => Object.values(summary.bad).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (before.ok !== after.ok || bad(before) !== bad(after)) throw new Error(`redaction changed which frames are right: ${JSON.stringify([before, after])}`);
}

describe('a damaged SML capture', () => {
  it(`never ends or holds up the gateway: ${FEW_INPUTS} inputs`, { timeout: FUZZ_TIMEOUT }, () => {
    const corpus = [BASIC, BASIC, LOCKED, LOCKED, Buffer.concat([LOCKED, BASIC])];
    fuzz({ name: 'SML', inputs: FEW_INPUTS, corpus, prepare: (damaged, mutator) => (mutator.pick(2) === 0 ? withRightCheck(damaged) : damaged), digest });
  });
});
