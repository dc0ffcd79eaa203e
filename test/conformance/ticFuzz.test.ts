import { describe, it } from 'vitest';
import { decodeTic, ticCapture } from '../../device/driver/meter/tic/decode.ts';
import { TicStream } from '../../device/driver/meter/tic/stream.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { HISTORIC, HISTORIC_TEMPO, standardFrame, standardGroups, STANDARD } from '../fixtures/tic/frames.ts';

function digest(bytes: Buffer, mutator: Mutator): void {
  const { lines, summary } = decodeTic(bytes, 'Europe/Paris');
  for (const { value } of lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  const stream = new TicStream('Europe/Paris');
  const cut = mutator.pick(bytes.length + 1);
  const readings = [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()];
  if (readings.length !== summary.ok) throw new Error('as many readings as good frames');
  for (const { registers } of readings) for (const { energy } of registers) if (!Number.isSafeInteger(energy)) throw new Error(`energy ${energy}`);
  if (mutator.pick(20) === 0 && decodeTic(Buffer.from(ticCapture.redact(bytes, { key: null, zone: null })), 'Europe/Paris').summary.ok !== summary.ok) throw new Error('redaction changed which checks are right');
}

/** Damage would mostly end at the check: here every group gets a right one. */
const withRightChecks = (bytes: Buffer): Buffer =>
  Buffer.from(standardFrame(bytes.toString('latin1').split('\n').slice(1).map((line) => line.replace(/\t.\r.*$/s, '').replaceAll('\t', '|'))), 'latin1');

describe('a damaged TIC capture', () => {
  it('never ends or holds up the gateway', { timeout: FUZZ_TIMEOUT }, () => {
    const corpus = [STANDARD, standardFrame(standardGroups(7)), HISTORIC, HISTORIC_TEMPO, HISTORIC + STANDARD].map((text) => Buffer.from(text, 'latin1'));
    fuzz({ name: 'TIC', inputs: FEW_INPUTS, corpus, prepare: (damaged, mutator) => (mutator.pick(2) === 0 ? withRightChecks(damaged) : damaged), digest });
  });
});
