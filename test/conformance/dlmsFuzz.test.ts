import { describe, it } from 'vitest';
import { readKeys } from '../../device/driver/meter/dlms/cipher.ts';
import { decodeDlms, dlmsCapture } from '../../device/driver/meter/dlms/decode.ts';
import { DlmsStream } from '../../device/driver/meter/dlms/stream.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { AIDON_LIST_2, AUSTRIAN, ciphered, DEFINED, hexBytes, inBlocks, inHdlc, inMbus, inSegments, inStuffedHdlc, KEY } from '../fixtures/dlms/pushes.ts';

const OPTIONS = { key: KEY, zone: 'Europe/Oslo' };
const LONGEST_IN_FRAME = 2_000;

/** Damage would mostly end at the check: here what is damaged is put into a frame that is whole. */
const inWholeFrame = (bytes: Buffer): Buffer => inHdlc(bytes.subarray(0, LONGEST_IN_FRAME).toString('hex'));

function digest(bytes: Buffer, mutator: Mutator): void {
  const { lines, summary } = decodeDlms(bytes, OPTIONS);
  for (const { value } of lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  const stream = new DlmsStream({ keys: readKeys(KEY), zone: 'Europe/Oslo', isLine: mutator.pick(2) === 0 });
  const cut = mutator.pick(bytes.length + 1);
  const readings = [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()];
  if (readings.length > summary.ok + summary.unchecked) throw new Error('more readings than good frames');
  for (const { registers } of readings) for (const { energy } of registers) if (!Number.isSafeInteger(energy)) throw new Error(`energy ${energy}`);
  if (mutator.pick(20) === 0) dlmsCapture.redact(bytes, OPTIONS);
}

describe('a damaged DLMS capture', () => {
  it('never ends or holds up the gateway', { timeout: FUZZ_TIMEOUT }, () => {
    const framed = [inHdlc(AIDON_LIST_2), inStuffedHdlc(AUSTRIAN), Buffer.concat(inSegments(AIDON_LIST_2, 50)), Buffer.concat(inMbus(ciphered(AUSTRIAN, true), 60)), Buffer.concat(inBlocks(DEFINED, 40).map(inHdlc))];
    const bare = [AIDON_LIST_2, AUSTRIAN, DEFINED, ciphered(AUSTRIAN, false)].map(hexBytes);
    fuzz({ name: 'DLMS', inputs: FEW_INPUTS, corpus: [...framed, ...bare], prepare: (damaged, mutator) => (mutator.pick(3) === 0 ? inWholeFrame(damaged) : damaged), digest });
  });
});
