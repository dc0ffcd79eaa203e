import { describe, expect, it } from 'vitest';
import { crc16, crcText } from '../../device/driver/meter/p1/crc.ts';
import { decodeCapture } from '../../device/driver/meter/p1/decode.ts';
import { redacted } from '../../device/driver/meter/p1/redact.ts';
import { P1Stream } from '../../device/driver/meter/p1/stream.ts';
import { Mutator } from '../fakes/mutations.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../fixtures/p1/telegrams.ts';

/** 10^5 here; 10^6 with TIDEWATT_FUZZ=1000000. A failing run is repeated with TIDEWATT_FUZZ_SEED. */
const INPUTS = Number(process.env['TIDEWATT_FUZZ'] ?? 100_000);
const SEED = Number(process.env['TIDEWATT_FUZZ_SEED'] ?? Date.now() % 1_000_000);
const SLOWEST = 100;

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
  it(`never ends or holds up the gateway: ${INPUTS} inputs`, { timeout: INPUTS * 5 + 20_000 }, () => {
    console.log(`P1 fuzz: ${INPUTS} inputs, TIDEWATT_FUZZ_SEED=${SEED}`);
    const mutator = new Mutator(SEED, [DSMR5, DSMR4, DSMR4, DSMR3, DSMR3, DSMR4 + DSMR3].map(bytesOf));
    let slowest = 0;
    for (let n = 0; n < INPUTS; n++) {
      const damaged = mutator.pick(2) === 0 ? withRightCheck(mutator.damaged()) : mutator.damaged();
      const started = performance.now();
      try {
        digest(damaged, mutator);
      } catch (error) {
        throw new Error(`input ${n} of seed ${SEED}: ${JSON.stringify(damaged.toString('latin1'))}`, { cause: error });
      }
      // The machine may have been busy with something else: what seemed slow is measured by the processor's time.
      if (performance.now() - started > SLOWEST) slowest = Math.max(slowest, workOf(damaged, mutator));
    }
    expect(slowest).toBeLessThan(SLOWEST);
  });
});

/** ms of the processor's time. */
function workOf(bytes: Buffer, mutator: Mutator): number {
  const started = process.cpuUsage();
  digest(bytes, mutator);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
