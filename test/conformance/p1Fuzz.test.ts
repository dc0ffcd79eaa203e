import { describe, it } from 'vitest';
import { crc16, crcText } from '../../device/driver/meter/p1/crc.ts';
import { decodeCapture } from '../../device/driver/meter/p1/decode.ts';
import { redacted } from '../../device/driver/meter/p1/redact.ts';
import { P1Stream } from '../../device/driver/meter/p1/stream.ts';
import { FUZZ_TIMEOUT, fuzz, INPUTS } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../fixtures/p1/telegrams.ts';

/** Damage would mostly end at the check: here it is made right again, so that the lines behind it are read too. */
function withRightCheck(bytes: Buffer): Buffer {
  const [slash, bang] = [bytes.indexOf('/'), bytes.lastIndexOf('\n!') + 1];
  if (slash < 0 || bang <= slash) return bytes;
  return Buffer.concat([bytes.subarray(0, bang + 1), Buffer.from(`${crcText(crc16(bytes, slash, bang + 1))}\r\n`)]);
}

function digest(bytes: Buffer, mutator: Mutator): void {
  const { lines, summary } = decodeCapture(bytes, 'Europe/Amsterdam');
  for (const { value } of lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  const stream = new P1Stream('Europe/Amsterdam');
  const cut = mutator.pick(bytes.length + 1);
  const readings = [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()];
  if (readings.length > summary.ok + summary.unchecked) throw new Error('more readings than good frames');
  if (mutator.pick(20) === 0) sameFaults(summary, decodeCapture(redacted(bytes), 'Europe/Amsterdam').summary);
}

function sameFaults(before: ReturnType<typeof decodeCapture>['summary'], after: typeof before): void {
  if (before.ok !== after.ok || before.bad.crc !== after.bad.crc) throw new Error('redaction changed which checks are right');
}

describe('a damaged P1 capture', () => {
  it(`never ends or holds up the gateway: ${INPUTS} inputs`, { timeout: FUZZ_TIMEOUT }, () => {
    const corpus = [DSMR5, DSMR4, DSMR4, DSMR3, DSMR3, DSMR4 + DSMR3].map(bytesOf);
    fuzz({ name: 'P1', corpus, prepare: (damaged, mutator) => (mutator.pick(2) === 0 ? withRightCheck(damaged) : damaged), digest });
  });
});
