import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from '../../../../device/driver/meter/p1/decode.ts';
import { redacted } from '../../../../device/driver/meter/p1/redact.ts';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import { p1Keys } from '../../../../device/driver/meter/p1/telegrams.ts';
import { bytesOf, DSMR5 } from '../../../fixtures/p1/telegrams.ts';
import { KEY, LUXEMBOURG, SEALED } from '../../../fixtures/p1/variants.ts';

const ZONE = 'Europe/Luxembourg';
const KEYS = p1Keys(KEY);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const read = (bytes: Uint8Array, keys = KEYS) => {
  const stream = new P1Stream(ZONE, keys);
  return { readings: [...stream.push(bytes), ...stream.end()], rejected: stream.rejected };
};
const summary = (bytes: Uint8Array, keys = KEYS) => decodeCapture(bytes, ZONE, keys).summary;

describe('an encrypted P1 telegram', () => {
  it('is read with its key, and says what it says in the clear', () => {
    expect(read(SEALED)).toEqual(read(bytesOf(LUXEMBOURG)));
    expect(read(SEALED).readings).toHaveLength(1);
    expect(decodeCapture(SEALED, ZONE, KEYS)).toEqual({ ...decodeCapture(bytesOf(LUXEMBOURG), ZONE), kind: 'p1-elsewhere' });
  });

  it('is counted without a key, and with another one', () => {
    expect(read(SEALED, null)).toEqual({ readings: [], rejected: { 'key-missing': 1 } });
    expect(read(SEALED, p1Keys('00'.repeat(16)))).toEqual({ readings: [], rejected: { key: 1 } });
    expect(read(SEALED, p1Keys(`${KEY}${'11'.repeat(16)}`)).rejected).toEqual({ key: 1 });
    expect(read(SEALED, p1Keys(`${KEY}00112233445566778899AABBCCDDEEFF`)).readings).toHaveLength(1);
  });

  it('needs a key that can be one, and its refusal does not repeat it', () => {
    for (const wrong of ['12', 'xyz', `${KEY}00`]) {
      expect(() => p1Keys(wrong)).toThrow(expect.objectContaining({ id: 'meter-key' }));
      expect(() => p1Keys(wrong)).not.toThrow(new RegExp(wrong));
    }
  });

  it('lets no single flipped bit through, alone or before another', () => {
    for (let bit = 0; bit < SEALED.length * 8; bit++) {
      const flipped = SEALED.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (read(flipped).readings.length > 0) throw new Error(`bit ${bit & 7} of byte ${bit >> 3} was flipped, and the telegram was read`);
      if (bit % 5 === 0 && read(join(flipped, SEALED)).readings.length !== 1) throw new Error(`bit ${bit & 7} of byte ${bit >> 3} took the next telegram along`);
    }
  });

  it('is found among others in pieces of any size', () => {
    const damaged = SEALED.slice();
    damaged[40] = (damaged[40] ?? 0) ^ 1;
    const stream = join(SEALED.slice(100), Uint8Array.of(0xdb, 8), SEALED, bytesOf('\r\n'), damaged, SEALED.slice(0, 300), SEALED, bytesOf(DSMR5), SEALED.slice(0, 200));
    const whole = read(stream);
    expect(whole.rejected).toEqual({ key: 1, cut: 1 });
    expect(whole.readings.map(({ power }) => power)).toEqual([286, 286, -1493]);
    expect(summary(stream)).toEqual({ ok: 3, unchecked: 0, bad: { key: 1, cut: 1 }, bytesSkipped: SEALED.length - 100 + 2 + 2 + 200, linesSkipped: 0 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 40 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), stream.length];
        const pieces = new P1Stream(ZONE, KEYS);
        const readings = ends.flatMap((end, index) => pieces.push(stream.slice(ends[index - 1] ?? 0, end)));
        expect([...readings, ...pieces.end()]).toEqual(whole.readings);
        expect(pieces.rejected).toEqual(whole.rejected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an encrypted capture without serial numbers', () => {
  const damaged = SEALED.slice();
  damaged[200] = (damaged[200] ?? 0) ^ 1;
  const capture = join(SEALED, damaged, SEALED.slice(0, 60));

  it('is encrypted again with its key, and a wrong tag stays wrong', () => {
    const clean = redacted(capture, KEYS);
    expect(summary(clean)).toEqual(summary(capture));
    const values = (bytes: Uint8Array): readonly unknown[] => decodeCapture(bytes, ZONE, KEYS).lines.map(({ value }) => value);
    expect(values(clean)).toEqual(values(capture).map((value) => (value === '53414731303330303030303132333435' ? '0'.repeat(32) : value)));
  });
  it('shows the serial number of its system title to nobody, with a key or without', () => {
    for (const keys of [KEYS, null]) {
      const clean = Buffer.from(redacted(capture, keys));
      expect([clean.indexOf(Buffer.from('6701234567', 'hex')), clean.length]).toEqual([-1, capture.length]);
      expect(clean.indexOf('TWT')).toBe(2);
    }
  });
});

describe('noise at the end of a telegram that looks like the beginning of an encrypted one', () => {
  const end = DSMR5.lastIndexOf('\r\n!');
  const noisy = bytesOf(DSMR5.slice(0, end) + '\xdb\x08' + DSMR5.slice(end).trimEnd());

  it('takes the check of the telegram not for a serial number', () => {
    expect(summary(noisy, null)).toMatchObject({ ok: 0, bad: { crc: 1 } });
    expect(summary(redacted(noisy), null)).toEqual(summary(noisy, null));
  });
  it('is masked where it belongs to no telegram', () => {
    const capture = join(bytesOf(DSMR5), SEALED.slice(0, 11));
    expect(Buffer.from(redacted(capture)).subarray(-11).toString('hex')).toBe('db08545754000000000082');
  });
});
