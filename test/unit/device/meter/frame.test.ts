import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../../device/driver/meter/p1/crc.ts';
import { FrameFinder, LONGEST_FRAME, type Found } from '../../../../device/driver/meter/p1/frame.ts';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

const finds = (bytes: Uint8Array): { readonly found: readonly Found[]; readonly skipped: number } => {
  const finder = new FrameFinder();
  const found = [...finder.push(bytes), ...finder.end()];
  return { found, skipped: finder.skipped };
};
const told = (text: string) => {
  const { found, skipped } = finds(bytesOf(text));
  return { told: found.map((one) => (one.kind === 'frame' ? one.check : one.reason)), skipped };
};

describe('the check of a telegram', () => {
  it('is CRC-16/ARC', () => expect(crc16(bytesOf('123456789'))).toBe(0xbb3d));

  it('lets no single flipped bit through, from the start mark to the last check digit', () => {
    const right = bytesOf(DSMR5);
    const last = right.length - 2;
    expect(finds(right).found).toHaveLength(1);
    let tried = 0;
    for (let at = 0; at < last; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = right.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const stream = new P1Stream('Europe/Amsterdam');
        const readings = [...stream.push(flipped), ...stream.end()];
        if (readings.length > 0) throw new Error(`bit ${bit} of byte ${at} was flipped, and the telegram was read`);
        tried++;
      }
    }
    expect(tried).toBe(877 * 8);
  });

  it('lets none through either when another telegram follows, and that one is read', () => {
    const right = bytesOf(DSMR5 + DSMR4);
    for (let at = 0; at < DSMR5.length - 2; at += 1) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = right.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const good = finds(flipped).found.filter(({ kind }) => kind === 'frame');
        if (good.length !== 1) throw new Error(`bit ${bit} of byte ${at}: ${good.length} good telegrams`);
      }
    }
  });

  it('is not taken in small letters: that is one flipped bit', () =>
    expect(told(DSMR5.replace('!0BA2', '!0bA2')).told).toEqual(['crc']));
  it('may come without its leading zeros', () => expect(told(DSMR5.replace('!0BA2', '!BA2')).told).toEqual(['right']));
  it('may be missing, and then says so', () => expect(told(DSMR3)).toEqual({ told: ['none'], skipped: 0 }));
});

describe('finding telegrams in a stream', () => {
  it('does not depend on how the bytes are cut into pieces', () => {
    const stream = bytesOf(`${DSMR5.slice(400)}${DSMR5}noise\r\n/x${DSMR4}${DSMR5.replace('1.905', '1.906')}${DSMR3}${DSMR4.slice(0, 200)}`);
    const whole = finds(stream);
    expect(whole.found.map((one) => (one.kind === 'frame' ? one.check : one.reason))).toEqual(['right', 'right', 'crc', 'none']);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 60 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), stream.length];
        const finder = new FrameFinder();
        const found = ends.flatMap((end, index) => finder.push(stream.slice(ends[index - 1] ?? 0, end)));
        found.push(...finder.end());
        expect({ found, skipped: finder.skipped }).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('takes bytes one by one as well', () => {
    const finder = new FrameFinder();
    const found = [...bytesOf(DSMR5 + DSMR4)].flatMap((byte) => finder.push(Uint8Array.of(byte)));
    expect(found).toMatchObject([{ kind: 'frame', at: 0 }, { kind: 'frame', at: DSMR5.length }]);
    expect(finder.skipped).toBe(0);
  });

  it('never reads or blames a telegram that the end of the capture cuts', () => {
    for (let end = 0; end < DSMR5.length - 2; end++) {
      expect(finds(bytesOf(DSMR5.slice(0, end))), `cut after ${end} bytes`).toEqual({ found: [], skipped: end });
    }
  });

  it('never reads or blames a telegram that the beginning of the capture cuts', () => {
    for (let start = 1; start < DSMR5.length; start++) {
      const { found, skipped } = finds(bytesOf(DSMR5.slice(start) + DSMR4));
      expect(found).toHaveLength(1);
      expect(skipped, `cut before byte ${start}`).toBe(DSMR5.length - start);
    }
  });

  it('blames a telegram that another one interrupts', () =>
    expect(told(DSMR5.slice(0, 300) + DSMR4)).toEqual({ told: ['cut', 'right'], skipped: 0 }));
  it('finds a telegram behind garbage that looks like one', () =>
    expect(told(`\r\n!FFFF\r\n/12/34!${DSMR4}`)).toEqual({ told: ['right'], skipped: 16 }));
  it('gives up a telegram without an end, and finds the next', () =>
    expect(told(`/ABC5${'1'.repeat(3 * LONGEST_FRAME)}${DSMR4}`)).toEqual({ told: ['too-long', 'right'], skipped: 2 * LONGEST_FRAME + 5 }));
  it('holds no more than one telegram of an endless one', () => {
    const finder = new FrameFinder();
    const piece = bytesOf('A'.repeat(4096));
    finder.push(bytesOf('/ABC5'));
    for (let n = 0; n < 1000; n++) finder.push(piece);
    expect(finder.skipped).toBe(5 + 1000 * 4096 - LONGEST_FRAME);
  });
});
