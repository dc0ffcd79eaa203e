import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crcKermit, crcX25 } from '../../../../device/driver/meter/crcX25.ts';
import { decodeCapture } from '../../../../device/driver/meter/sml/decode.ts';
import { FrameFinder, LONGEST_FRAME } from '../../../../device/driver/meter/sml/frame.ts';
import { redacted } from '../../../../device/driver/meter/sml/redact.ts';
import { SmlStream } from '../../../../device/driver/meter/sml/stream.ts';
import { ascii, BASIC, frame, hex, LOCKED, octets, secondsOfUtc, signed, unsigned, type WrittenEntry } from '../../../fixtures/sml/frames.ts';

const SERVER = hex('0a01 545754 0012345678');
const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const read = (...parts: readonly (Uint8Array | readonly number[])[]) => {
  const stream = new SmlStream();
  const bytes = join(...parts);
  return { readings: [...stream.push(bytes), ...stream.end()], rejected: stream.rejected };
};
const told = (...parts: readonly (Uint8Array | readonly number[])[]) => {
  const { ok, bad, bytesSkipped } = decodeCapture(join(...parts)).summary;
  return { ok, bad, bytesSkipped };
};
const importOf = (status?: number): WrittenEntry => ({ obis: '0100010800ff', value: unsigned(10, 4), unit: 30, scaler: 0, ...(status !== undefined && { status: unsigned(status, 4) }) });
const exported: WrittenEntry = { obis: '0100020800ff', value: unsigned(10, 4), unit: 30, scaler: 0 };
const powerOf = (...entries: readonly WrittenEntry[]): number | null | undefined => read(frame({ server: SERVER, entries })).readings[0]?.power;

describe('an SML list', () => {
  it('becomes one reading, import positive, export negative, each phase by itself', () =>
    expect(read(BASIC)).toEqual({
      rejected: {},
      readings: [
        {
          meter: 'sml-0a015457540012345678',
          at: null,
          period: 2_000,
          power: 1234.5,
          phases: { L1: { power: 900, volts: 233.1, amps: 3.91 }, L2: { power: 845, volts: null, amps: null }, L3: { power: -511, volts: null, amps: null } },
          registers: [{ direction: 'import', rate: 0, energy: 4_513_207_100 }, { direction: 'export', rate: 0, energy: 1_200_040_200 }],
          counters: { failures: null, longFailures: null, sags: {}, swells: {}, failureLog: [], tampered: false },
        },
      ],
    }));

  it('of a meter whose number was not entered has whole kilowatt-hours, and no power: unknown, not 0', () =>
    expect(read(LOCKED).readings).toMatchObject([{ power: null, phases: {}, registers: [{ rate: 0, energy: 4_513_000_000 }] }]));

  it('has a time where the meter has a clock, and none where it counts the seconds of its life', () => {
    const at = (time: readonly number[]): number | null | undefined => read(frame({ server: SERVER, entries: [importOf()], time })).readings[0]?.at;
    expect(at(secondsOfUtc(1_689_424_205))).toBe(Date.UTC(2023, 6, 15, 12, 30, 5));
    expect(at(hex('72 6203 73 6564b29ecd 53003c 53003c'))).toBe(Date.UTC(2023, 6, 15, 13, 27, 41));
    expect(at(secondsOfUtc(0))).toBeNull();
    expect(at(unsigned(1_689_424_205, 4))).toBeNull();
  });

  it('loses an entry that is none, which is counted, and nothing else', () => {
    const broken = frame({ server: SERVER, entries: [importOf(), { ...exported, obis: '010002' }] });
    expect(read(broken)).toMatchObject({ rejected: { 'malformed-entry': 1 }, readings: [{ registers: [{ direction: 'import', energy: 10_000 }] }] });
  });
});

describe('the direction of a power without a sign', () => {
  const size: WrittenEntry = { obis: '01000f0700ff', value: unsigned(13_710, 4), unit: 27, scaler: -1 };
  it.each([
    ['EDL21 says import', [importOf(0x0182), exported, size], 1371],
    ['EDL21 says export', [importOf(0x01a2), exported, size], -1371],
    ['FNN says import', [importOf(0x1c0104), exported, size], 1371],
    ['FNN says export', [importOf(0x1c7904), exported, size], -1371],
    ['a meter counts import only', [importOf(), size], 1371],
    ['a meter counts export only', [exported, size], -1371],
    ['nobody says', [importOf(), exported, size], null],
  ] as const)('is known where %s', (_, entries, power) => expect(powerOf(...entries)).toBe(power));

  it('tells tampering by magnet and by the cover', () => {
    const tampered = (status: number): unknown => read(frame({ server: SERVER, entries: [importOf(status)] })).readings[0]?.counters?.tampered;
    expect([0x1c0104, 0x1c0304, 0x1c0504].map(tampered)).toEqual([false, true, true]);
    expect(tampered(0x0182)).toBeUndefined();
  });
});

describe('the power of a DZG DVS74', () => {
  const sent = (serial: number, value: readonly number[]) => {
    const server = [...hex('0a01 445a47 00'), ...hex(serial.toString(16).padStart(8, '0'))];
    return read(frame({ server, entries: [importOf(), exported, { obis: '0100100700ff', value, unit: 27, scaler: -2 }] })).readings[0]?.power;
  };
  it.each([
    ['made early is import in one, two or three bytes', 42_000_001, signed(-32_731, 2), 328.05],
    ['made early is import in one byte', 58_999_999, signed(-1, 1), 2.55],
    ['made early is export in four bytes', 42_000_001, signed(-126_061, 4), -1260.61],
    ['made later is what it says', 60_694_612, signed(-32_731, 2), -327.31],
    ['of another type is what it says', 40_051_478, signed(-31_064, 2), -310.64],
  ])('%s', (_, serial, value, power) => expect(sent(serial, value)).toBe(power));
});

describe('the check of an SML frame', () => {
  it('is CRC-16/X-25 or CRC-16/KERMIT', () => {
    expect(crcX25(Uint8Array.from(ascii('123456789')))).toBe(0x906e);
    expect(crcKermit(Uint8Array.from(ascii('123456789')))).toBe(0x2189);
  });
  const KERMIT = frame({ server: SERVER, entries: [importOf()], checks: [0, 0] });
  const HOLLEY = frame({ server: SERVER, entries: [importOf()], checks: [0xffff, 0] });
  it('is right by Kermit where the messages are too', () => {
    expect([read(KERMIT), read(HOLLEY)].map(({ readings }) => readings.length)).toEqual([1, 1]);
    expect(read(frame({ server: SERVER, entries: [importOf()], checks: [0, 0xffff] })).rejected).toEqual({ crc: 1 });
  });
  it.each([['X-25', BASIC], ['Kermit', KERMIT], ['both', HOLLEY]])('by %s lets no single flipped bit through', (_, right) => {
    for (let bit = 0; bit < right.length * 8; bit++) {
      const flipped = right.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (read(flipped).readings.length > 0) throw new Error(`bit ${bit & 7} of byte ${bit >> 3} was flipped, and the frame was read`);
    }
    expect(read(right).readings).toHaveLength(1);
  });
});

describe('finding SML frames in a stream', () => {
  const ESCAPED = frame({ server: SERVER, entries: [{ obis: '8181c78205ff', value: octets(hex('aa1b1b1b1b1b1b1b1b1bbb1b1b1b1bcc')) }, importOf()] });
  it('takes doubled escapes for content', () => {
    expect(decodeCapture(ESCAPED).lines.map(({ value }) => value)).toEqual(['aa1b1b1b1b1b1b1b1b1bbb1b1b1b1bcc', 10]);
    expect(told(ESCAPED)).toEqual({ ok: 1, bad: {}, bytesSkipped: 0 });
  });

  it('does not depend on how the bytes are cut into pieces', () => {
    const damaged = BASIC.slice();
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    const stream = join(BASIC.slice(90), hex('1b1b1b1b1b'), BASIC, damaged, hex('1b1b'), ESCAPED, LOCKED.slice(0, 70), LOCKED, BASIC.slice(0, 60));
    const whole = told(stream);
    expect(whole).toEqual({ ok: 3, bad: { crc: 1, cut: 1 }, bytesSkipped: BASIC.length - 90 + 5 + 2 + 60 });
    const expected = read(stream).readings;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 40 }), (cuts) => {
        const stop = [...cuts.sort((a, b) => a - b), stream.length];
        const pieces = new SmlStream();
        const readings = stop.flatMap((end, index) => pieces.push(stream.slice(stop[index - 1] ?? 0, end)));
        expect([...readings, ...pieces.end()]).toEqual(expected);
        expect(pieces.rejected).toEqual({ crc: 1, cut: 1 });
      }),
      { numRuns: 100 },
    );
  });

  it('finds the next frame after lost bytes', () => expect(told(BASIC.slice(0, 101), BASIC.slice(104), BASIC)).toEqual({ ok: 1, bad: { crc: 1 }, bytesSkipped: 0 }));
  it('gives up a frame without an end, and holds no more than one', () => {
    const finder = new FrameFinder();
    const found = finder.push(join(BASIC.slice(0, 20), new Uint8Array(3 * LONGEST_FRAME).fill(7)));
    expect(found).toMatchObject([{ kind: 'bad', reason: 'too-long', length: LONGEST_FRAME }]);
    expect([...finder.push(BASIC), ...finder.end()]).toMatchObject([{ kind: 'frame' }]);
  });
  it('does not read what the checks cover but is no SML file', () => {
    const cut = (bytes: Uint8Array): Uint8Array => bytes.slice(8, -8);
    const lying = cut(BASIC);
    lying[0] = 0x77;
    const body = join(hex('1b1b1b1b01010101'), lying, hex('1b1b1b1b1a'), [BASIC.at(-3) ?? 0]);
    const check = crcX25(body);
    expect(read(body, [check & 0xff, check >> 8]).rejected).toEqual({ malformed: 1 });
  });
});

describe('an SML capture without serial numbers', () => {
  const damaged = BASIC.slice();
  damaged[150] = (damaged[150] ?? 0) ^ 4;
  const capture = join(BASIC.slice(200), BASIC, damaged, BASIC.slice(0, 150));
  const clean = Buffer.from(redacted(capture));

  it('says the same but for them', () => {
    expect(decodeCapture(clean).summary).toEqual(decodeCapture(capture).summary);
    const [, serial, ...rest] = decodeCapture(clean).lines;
    expect(serial?.value).toBe('0a015457540000000000');
    expect(rest).toEqual(decodeCapture(capture).lines.slice(2));
  });
  it('holds no piece of them, not even in a frame that is cut or damaged', () => {
    expect(clean.indexOf(Buffer.from('345678', 'hex'))).toBe(-1);
    expect(Buffer.from(capture).indexOf(Buffer.from('345678', 'hex'))).toBeGreaterThan(-1);
  });
  it('keeps a wrong check wrong', () => expect(told(clean).bad).toEqual({ crc: 1 }));
});
