import { describe, it } from 'vitest';
import { d0Stream } from '../../device/driver/meter/d0/d0.ts';
import { d0Capture, decodeD0 } from '../../device/driver/meter/d0/decode.ts';
import { decodeCapture } from '../../device/driver/meter/p1/decode.ts';
import { redacted } from '../../device/driver/meter/p1/redact.ts';
import { P1Stream } from '../../device/driver/meter/p1/stream.ts';
import { p1Keys } from '../../device/driver/meter/p1/telegrams.ts';
import type { DecodedCapture } from '../../device/driver/meter/decoded.ts';
import type { MeterStream } from '../../device/driver/meter/message.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { EASYMETER, HAGER, SHORT, withParity } from '../fixtures/d0/telegrams.ts';
import { bytesOf, DSMR5 } from '../fixtures/p1/telegrams.ts';
import { FLUVIUS, HUNGARIAN, KEY, LUXEMBOURG, SEALED, SWEDISH } from '../fixtures/p1/variants.ts';

function digest(bytes: Buffer, mutator: Mutator, { lines, summary }: DecodedCapture, stream: MeterStream): void {
  for (const { value } of lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  const cut = mutator.pick(bytes.length + 1);
  const readings = [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()];
  if (readings.length > summary.ok + summary.unchecked) throw new Error('more readings than good frames');
}

const keys = p1Keys(KEY);

describe.each([
  ['D0', [bytesOf(EASYMETER + HAGER + SHORT), withParity(EASYMETER), bytesOf(HAGER)], (bytes: Buffer, mutator: Mutator) => {
    digest(bytes, mutator, decodeD0(bytes, 'Europe/Berlin'), d0Stream('Europe/Berlin'));
    d0Capture.redact(bytes, { zone: null, key: null });
  }],
  ['encrypted P1', [SEALED, Buffer.concat([SEALED, SEALED]), bytesOf(DSMR5), bytesOf(LUXEMBOURG)], (bytes: Buffer, mutator: Mutator) => {
    digest(bytes, mutator, decodeCapture(bytes, 'Europe/Luxembourg', keys), new P1Stream('Europe/Luxembourg', keys));
    redacted(bytes, keys);
  }],
  ['P1 relatives', [FLUVIUS, HUNGARIAN, SWEDISH].map((text) => bytesOf(text.replace(/![0-9A-F]{4}/, '!'))), (bytes: Buffer, mutator: Mutator) =>
    digest(bytes, mutator, decodeCapture(bytes, 'Europe/Brussels'), new P1Stream('Europe/Brussels'))],
] as const)('a damaged %s capture', (name, corpus, read) => {
  it(`never ends or holds up the gateway: ${FEW_INPUTS} inputs`, { timeout: FUZZ_TIMEOUT }, () => fuzz({ name, inputs: FEW_INPUTS, corpus, digest: read }));
});
