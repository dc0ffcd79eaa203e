import { describe, expect, it } from 'vitest';
import type { MeterMessage } from '../../../../../device/driver/meter/message.ts';
import { readKeys } from '../../../../../device/driver/meter/dlms/cipher.ts';
import { DlmsStream, type DlmsOptions } from '../../../../../device/driver/meter/dlms/stream.ts';
import { AIDON_LIST_1, AIDON_LIST_2, AUSTRIAN, AUTHENTICATION_KEY, ciphered, DEFINED, generalCiphered, hexBytes, inBlocks, inHdlc, inMbus, inSegments, inStuffedHdlc, kaifaList1, KEY } from '../../../../fixtures/dlms/pushes.ts';

interface Heard {
  readonly messages: readonly MeterMessage[];
  readonly rejected: Readonly<Record<string, number>>;
}

function heard(pieces: readonly Uint8Array[], options: Partial<DlmsOptions> = {}): Heard {
  const stream = new DlmsStream({ keys: null, zone: 'Europe/Oslo', isLine: false, ...options });
  const messages = [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
  return { messages, rejected: stream.rejected };
}

const all = (pieces: readonly Uint8Array[]): Buffer => Buffer.concat(pieces);
const chunked = (bytes: Uint8Array, size: number): Uint8Array[] => Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
const powers = ({ messages }: Heard): readonly (number | null)[] => messages.map(({ power }) => power);
const WITH_KEY = { keys: readKeys(KEY) };
const BOTH_KEYS = { keys: readKeys(`${KEY} ${AUTHENTICATION_KEY}`) };

describe('frames of a DLMS port', () => {
  const line = all([Buffer.from('noise~'), inHdlc(AIDON_LIST_2), inHdlc(AIDON_LIST_1), Buffer.from([0x7e, 0x7e, 0x00]), inHdlc(AIDON_LIST_1)]);

  it('give the same readings in pieces of any size', () => {
    for (const size of [1, 2, 3, 7, 64, 1000]) expect(powers(heard(chunked(line, size)))).toEqual([1905, 412, 412]);
  });

  it('are found again after one whose check is wrong, which is counted', () => {
    const broken = inHdlc(AIDON_LIST_2);
    broken[40] = (broken[40] ?? 0) ^ 1;
    const { messages, rejected } = heard([inHdlc(AIDON_LIST_2), broken, inHdlc(AIDON_LIST_1)]);
    expect([messages.length, rejected]).toEqual([2, { crc: 1 }]);
  });

  it('lose only the frame that bytes are missing from', () => {
    const { messages, rejected } = heard([inHdlc(AIDON_LIST_2).subarray(0, 60), ...Array.from({ length: 4 }, () => inHdlc(AIDON_LIST_1))]);
    expect([powers({ messages, rejected }), rejected]).toEqual([[412, 412, 412, 412], { crc: 1 }]);
  });

  it('are read with flags and escapes escaped, and without', () => {
    const tricky = AIDON_LIST_1.replace('0000019c', '00007e7d');
    expect(powers(heard([inHdlc(tricky), inStuffedHdlc(tricky), inHdlc(tricky)]))).toEqual([32_381, 32_381, 32_381]);
  });

  it('are joined where an APDU is cut into segments, and a lost segment costs that APDU', () => {
    const [first, second, third] = inSegments(AIDON_LIST_2, 60);
    const parts = [first, second, third].map((part) => part ?? Buffer.alloc(0));
    expect(powers(heard(parts))).toEqual([1905]);
    const lost = heard([parts[0] ?? Buffer.alloc(0), inHdlc(AIDON_LIST_1)]);
    expect([powers(lost), lost.rejected]).toEqual([[412], { cut: 1 }]);
  });

  it('are joined over M-Bus parts in their order only', () => {
    const [first, second, third] = inMbus(AUSTRIAN, 50).map((part) => part);
    const part = (one: Buffer | undefined): Buffer => one ?? Buffer.alloc(0);
    expect(powers(heard([part(first), part(second), part(third)]))).toEqual([-1200]);
    expect(heard([part(first), part(third)]).messages).toEqual([]);
    expect(heard([part(first), part(third)]).rejected).toEqual({ cut: 2 });
  });

  it('are joined over general-block-transfer', () => {
    expect(powers(heard(inBlocks(DEFINED, 40).map(inHdlc)))).toEqual([777]);
    const [first, , ...rest] = inBlocks(DEFINED, 30).map(inHdlc);
    expect(heard([first ?? Buffer.alloc(0), ...rest]).messages).toEqual([]);
  });

  it('of an M-Bus line with a wrong checksum are counted', () => {
    const [frame = Buffer.alloc(0)] = inMbus(AUSTRIAN, 240);
    const broken = Buffer.from(frame);
    broken[30] = (broken[30] ?? 0) + 1;
    const { messages, rejected } = heard([broken, frame]);
    expect([messages.length, rejected]).toEqual([1, { crc: 1 }]);
  });

  it('are needed on a line; only a capture may hold APDUs that a program has unwrapped', () => {
    expect(powers(heard([hexBytes(AIDON_LIST_1)]))).toEqual([412]);
    expect(powers(heard([hexBytes(AIDON_LIST_2 + AIDON_LIST_1)]))).toEqual([1905, 412]);
    expect(heard([hexBytes(AIDON_LIST_1)], { isLine: true }).messages).toEqual([]);
  });
});

describe('an APDU', () => {
  it('that does not end where its frame does is not read', () => {
    const { messages, rejected } = heard([inHdlc(`${AIDON_LIST_1}00`), inHdlc(AIDON_LIST_1.slice(0, -2))]);
    expect([messages, rejected]).toEqual([[], { malformed: 2 }]);
  });
});

describe('an encrypted push', () => {
  it('is read with its key, tagged or not, general-glo or general', () => {
    expect(powers(heard([inHdlc(ciphered(AUSTRIAN, false))], WITH_KEY))).toEqual([-1200]);
    expect(powers(heard([inHdlc(ciphered(AUSTRIAN, true))], WITH_KEY))).toEqual([-1200]);
    expect(powers(heard([inHdlc(ciphered(AUSTRIAN, true))], BOTH_KEYS))).toEqual([-1200]);
    expect(powers(heard([inHdlc(generalCiphered(AUSTRIAN))], WITH_KEY))).toEqual([-1200]);
  });

  it('is counted with its reason under a wrong key, a wrong authentication key, or none', () => {
    const [wrong, otherTag] = [readKeys('ff'.repeat(16)), readKeys(KEY + 'ff'.repeat(16))];
    expect(heard([inHdlc(ciphered(AUSTRIAN, false))], { keys: wrong }).rejected).toEqual({ key: 1 });
    expect(heard([inHdlc(ciphered(AUSTRIAN, true))], { keys: otherTag }).rejected).toEqual({ key: 1 });
    expect(heard([inHdlc(ciphered(AUSTRIAN, true))]).rejected).toEqual({ 'key-missing': 1 });
  });

  it('of another cipher is counted and not guessed at', () => {
    const compressed = ciphered(AUSTRIAN, false).replace('20000000', 'a0000000');
    expect(heard([inHdlc(compressed)], WITH_KEY).rejected).toEqual({ unsupported: 1 });
  });

  it('refuses a key that cannot be one, without repeating it', () => {
    expect(() => readKeys('12345')).toThrow(/32 hexadecimal digits/);
    expect(() => readKeys('12345')).not.toThrow(/12345/);
    expect(readKeys('00:01:02:03 04-05-06-07 08090a0b0c0d0e0f')?.encryption).toEqual(hexBytes(KEY));
  });
});

describe('a reading of a DLMS push', () => {
  it('of a list that names no meter is of the meter that another list names', () => {
    const { messages } = heard([inHdlc(AIDON_LIST_1), inHdlc(AIDON_LIST_1), inHdlc(AIDON_LIST_2), inHdlc(AIDON_LIST_1)], { isLine: true });
    expect(messages.map(({ meter }) => meter)).toEqual(Array.from({ length: 4 }, () => 'dlms-1234567890123456'));
  });

  it('goes without a name where no list has one', () => {
    const { messages } = heard(Array.from({ length: 6 }, (_, n) => inHdlc(kaifaList1(n))), { isLine: true });
    expect(messages.map(({ meter, power }) => `${meter} ${power}`)).toEqual(Array.from({ length: 6 }, () => 'dlms 600'));
  });

  it('says nothing of net power where import alone is told and is nothing', () => {
    const none = AIDON_LIST_1.replace('0000019c', '00000000');
    expect(heard([inHdlc(none)]).messages).toEqual([]);
    expect(powers(heard([inHdlc(DEFINED.replace('0600000309', '0600000000'))]))).toEqual([null]);
  });

  it('has the exact registers, phases and number of an Austrian list', () => {
    const [reading] = heard([inHdlc(AUSTRIAN)]).messages;
    expect(reading).toMatchObject({
      meter: 'dlms-112233445566',
      at: Date.parse('2026-03-01T11:00:05Z'),
      power: -1200,
      phases: { L1: { power: null, volts: 233.7, amps: null } },
      registers: [{ direction: 'import', rate: 0, energy: 5_000_321_000 }, { direction: 'export', rate: 0, energy: 0 }],
    });
  });

  it('takes times only from a meter that writes one in every list', () => {
    const { messages } = heard([inHdlc(AUSTRIAN), inHdlc(AIDON_LIST_1), inHdlc(AUSTRIAN)]);
    expect(messages.map(({ at }) => at)).toEqual([Date.parse('2026-03-01T11:00:05Z'), null, null]);
  });

  it('leaves out the voltage of a phase that never had one, and tells it once it had', () => {
    const volts = (digits: string): Buffer => inHdlc(AIDON_LIST_2.replace('12090a', `12${digits}`));
    const first = (pieces: Buffer[]): unknown => heard(pieces).messages.at(-1)?.phases;
    expect(first([volts('0000')])).toEqual({ L1: { power: null, volts: null, amps: 10.2 } });
    expect(first([volts('090a'), volts('0000')])).toEqual({ L1: { power: null, volts: 0, amps: 10.2 } });
  });
});
