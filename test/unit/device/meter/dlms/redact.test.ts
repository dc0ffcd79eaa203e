import { describe, expect, it } from 'vitest';
import { decodeDlms, dlmsCapture } from '../../../../../device/driver/meter/dlms/decode.ts';
import { AIDON_LIST_1, AIDON_LIST_2, AUSTRIAN, AUTHENTICATION_KEY, ciphered, hexBytes, inHdlc, inMbus, inSegments, inStuffedHdlc, KEY } from '../../../../fixtures/dlms/pushes.ts';

const redact = (capture: Uint8Array, key: string | null = null): Buffer => Buffer.from(dlmsCapture.redact(capture, { key, zone: null }));
const told = (capture: Uint8Array, key: string | null = null): readonly (string | number)[] => decodeDlms(capture, { key, zone: null }).lines.map(({ value }) => value);
const summary = (capture: Uint8Array, key: string | null = null): unknown => decodeDlms(capture, { key, zone: null }).summary;
const WITHOUT = ['AIDON_V0001', '0000000000000000', '6515', 1905, 0, 10.2, 231.4];

describe('a DLMS capture without serial numbers', () => {
  it('says all else, with right checks, in every frame', () => {
    for (const capture of [inHdlc(AIDON_LIST_2), inStuffedHdlc(AIDON_LIST_2), Buffer.concat(inSegments(AIDON_LIST_2, 30)), hexBytes(AIDON_LIST_2)]) {
      const clean = redact(capture);
      expect(told(clean)).toEqual(WITHOUT);
      expect(clean.includes('1234567')).toBe(false);
      expect(summary(clean)).toEqual(summary(capture));
    }
  });

  it('masks the number in an Austrian list over parts of M-Bus', () => {
    expect(told(redact(Buffer.concat(inMbus(AUSTRIAN, 60)))).at(-1)).toBe('000000000000');
  });

  it('keeps a wrong check wrong, and masks in its frame too', () => {
    const broken = inHdlc(AIDON_LIST_2);
    broken[100] = (broken[100] ?? 0) ^ 4;
    const clean = redact(Buffer.concat([broken, inHdlc(AIDON_LIST_1)]));
    expect(summary(clean)).toMatchObject({ ok: 1, bad: { crc: 1 } });
    expect(clean.includes('1234567')).toBe(false);
  });

  it('is encrypted again with the key, tag included, its title masked', () => {
    for (const [isTagged, key] of [[false, KEY], [true, KEY + AUTHENTICATION_KEY]] as const) {
      const clean = redact(inHdlc(ciphered(AUSTRIAN, isTagged)), key);
      expect(told(clean, key).at(-1)).toBe('000000000000');
      expect(clean.includes(hexBytes('54455300000004d2'))).toBe(false);
    }
  });

  it('names no meter where the key is not given', () => {
    const clean = redact(inHdlc(ciphered(AUSTRIAN, false)));
    expect(clean.includes(hexBytes('00000004d2'))).toBe(false);
    expect(summary(clean)).toMatchObject({ bad: { 'key-missing': 1 } });
  });

  it('is written as hexadecimal digits where it came so', () => {
    const clean = redact(Buffer.from(`${inHdlc(AIDON_LIST_2).toString('hex')}\n`)).toString('latin1');
    expect(clean).toMatch(/^7e[0-9a-f]+7e\n$/);
    expect(told(Buffer.from(clean))).toEqual(WITHOUT);
  });
});
