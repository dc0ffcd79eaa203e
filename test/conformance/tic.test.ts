import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeTic } from '../../device/driver/meter/tic/decode.ts';
import { TicStream } from '../../device/driver/meter/tic/stream.ts';
import { HISTORIC, STANDARD } from '../fixtures/tic/frames.ts';
import { sharedFiles } from './shared.ts';

/** What a frame says, read from its bytes by eye: values by label, registers in Wh. */
interface Expected {
  readonly groups: number;
  readonly at: string;
  readonly apparentPower: number;
  readonly registers: readonly (readonly [string, number, number])[];
  readonly values: Readonly<Record<string, number | string>>;
  readonly threshold: number;
}

const FRAMES: Readonly<Record<string, Expected>> = {
  'standard-a.tic.bin': {
    groups: 27,
    at: '2020-04-26T16:18:30Z',
    apparentPower: 1163,
    registers: [['import', 0, 6_231_973], ...[2, 3, 4, 5, 7, 8, 9].map((rate) => ['import', rate, 0] as const)],
    values: { EAST: 6_231_973, URMS1: 235, PREF: 9_000, SINSTS: 1163, SMAXSN: 6100, CCASN: 2120, 'CCASN-1': 2662, STGE: '003A0001', NTARF: 1 },
    threshold: 9_000,
  },
  'standard-b.tic.bin': {
    groups: 22,
    at: '2019-03-23T15:10:39Z',
    apparentPower: 129,
    registers: [['import', 10, 0]],
    values: { EASD01: 350_847, IRMS1: 1, URMS1: 226, PCOUP: 6_000, SMAXSN: 1748, 'SMAXSN-1': 2624, UMOY1: 226 },
    threshold: 6_000,
  },
};

const readings = (bytes: Uint8Array): ReturnType<TicStream['push']> => {
  const stream = new TicStream('Europe/Paris');
  return [...stream.push(bytes), ...stream.end()];
};

/** Readings with each bit of [start, end) turned, one at a time. */
function survivors(bytes: Buffer, start: number, end: number): readonly string[] {
  const found: string[] = [];
  for (let bit = start * 8; bit < end * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >>> 3] = (flipped[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    if (readings(flipped).length > 0) found.push(`byte ${bit >>> 3} bit ${bit & 7}`);
  }
  return found;
}

/** Behind the last check stand CR and the end mark. */
const lastCheck = (bytes: Buffer): number => bytes.lastIndexOf(0x0d);

describe('frames of a Linky', () => {
  const shared = sharedFiles('standards/linky-tic');
  if (shared.folder === null) console.log(shared.reason);
  const read = (name: string): Buffer => readFileSync(join(shared.folder ?? '', name));

  it.skipIf(shared.folder === null)('are all known here', () => {
    expect(readdirSync(shared.folder ?? '').filter((name) => name.endsWith('.bin')).sort()).toEqual(Object.keys(FRAMES));
  });

  it.skipIf(shared.folder === null).each(Object.entries(FRAMES))('%s says what its bytes say', (name, expected) => {
    const { lines, summary } = decodeTic(read(name), 'Europe/Paris');
    expect(summary).toEqual({ ok: 1, unchecked: 0, bad: {}, bytesSkipped: 0, linesSkipped: 0 });
    expect(lines).toHaveLength(expected.groups);
    for (const [label, value] of Object.entries(expected.values)) expect(lines.find(({ name }) => name?.endsWith(`(${label})`))?.value, label).toBe(value);
    const [reading, ...more] = readings(read(name));
    expect(more).toEqual([]);
    expect(reading?.at).toBe(Date.parse(expected.at));
    expect([reading?.power, reading?.apparentPower]).toEqual([null, expected.apparentPower]);
    expect(reading?.registers.map(({ direction, rate, energy }) => [direction, rate, energy / 1_000])).toEqual(expected.registers);
    expect(reading?.limiter).toEqual({ threshold: expected.threshold, breaker: 'closed', message: null });
    expect(reading?.counters?.tampered).toBe(false);
  });

  it.skipIf(shared.folder === null).each(Object.keys(FRAMES))('%s with one bit turned gives no reading', (name) => {
    expect(survivors(read(name), 1, lastCheck(read(name)))).toEqual([]);
  });

  it('in the historic mode with one bit turned give no reading', () => {
    const bytes = Buffer.from(HISTORIC, 'latin1');
    expect(survivors(bytes, 1, lastCheck(bytes))).toEqual([]);
  });

  it('with a message have it in small letters at worst', () => {
    const bytes = Buffer.from(STANDARD, 'latin1');
    const message = bytes.indexOf('MSG1\t') + 'MSG1\t'.length;
    expect(survivors(bytes, 1, message)).toHaveLength(0);
    for (const survivor of survivors(bytes, message, bytes.indexOf('PRM'))) expect(survivor).toMatch(/ bit 6$/);
  });
});
