import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from '../../device/driver/meter/sml/decode.ts';
import { FrameFinder } from '../../device/driver/meter/sml/frame.ts';
import { redacted } from '../../device/driver/meter/sml/redact.ts';
import { SmlStream } from '../../device/driver/meter/sml/stream.ts';
import { sharedFiles } from './shared.ts';

/** What a dump says, read from its bytes by hand: marks and checks counted, the first frame's elements followed one by one. */
interface Expected {
  readonly ok: number;
  readonly bad?: number;
  readonly skipped: number;
  /** W in the first good frame. */
  readonly power: number | null;
  /** Of the first good frame, in mWh. */
  readonly registers: readonly (readonly [string, number, number])[];
  readonly values: Readonly<Record<string, number | string>>;
}

const FILES: Readonly<Record<string, Expected>> = {
  'DZG_DVS-7420.2V.G2_mtr0.bin': {
    ok: 1, skipped: 56, power: 215.99,
    registers: [['import', 0, 607_447_100], ['export', 0, 1_266_728_600]],
    values: { '1-0:1.8.0': 607_447.1, '1-0:2.8.0': 1_266_728.6, '1-0:96.50.1*1': 'DZG' },
  },
  'DZG_DVS-7420.2V.G2_mtr1.bin': {
    ok: 4, skipped: 82, power: 6.22,
    registers: [['import', 0, 2_353_656_900], ['import', 1, 38_610_000], ['import', 2, 2_315_046_900], ['export', 0, 0]],
    values: { '1-0:1.8.1': 38_610, '1-0:16.7.0': 6.22, '1-0:96.1.0': '0a01445a4700039e2055' },
  },
  'DrNeuhaus_SMARTY_ix-130.bin': {
    ok: 12, skipped: 208, power: 0,
    registers: [['export', 0, 4_373_000], ['export', 1, 4_373_000], ['export', 2, 0]],
    values: { '1-0:2.8.0': 4373, '1-0:15.7.0': 0, '129-129:199.130.3': 'DNT' },
  },
  // Bytes were lost all through the first 3281, start marks among them.
  'EMH-ED300L_consumption.bin': {
    ok: 1, skipped: 3281 + 499, power: 137.1,
    registers: [['import', 0, 17_243_368_300], ['import', 1, 17_243_368_300], ['import', 2, 0]],
    values: { '1-0:1.8.0': 17_243_368.3, '1-0:15.7.0': 137.1, '1-0:0.0.9': '06454d4801027156cd45' },
  },
  'EMH_eHZ-GW8E2A500AK2.bin': {
    ok: 16, skipped: 64, power: 13.8,
    registers: [['import', 1, 14_798_112_900], ['import', 2, 2_012_400]],
    values: { '1-0:1.8.1': 14_798_112.9, '1-0:1.7.0': 13.8, '0-0:96.1.255': '0002280816' },
  },
  'EMH_eHZ-HW8E2A5L0EK2P.bin': {
    ok: 12, skipped: 304, power: 163.5,
    registers: [['import', 0, 8_391_648_800], ['import', 1, 8_391_447_600], ['import', 2, 201_200]],
    values: { '1-0:1.8.2': 201.2, '1-0:15.7.0': 163.5, '129-129:199.130.3': 'EMH' },
  },
  // Three of seven frames lost bytes: they are 500, 499 and 490 long in the place of 504. 0x6d95b952e and 0x419bd4d3, in 10^-4 Wh.
  'EasyMeter_Q3A_A1064V1009.bin': {
    ok: 4, bad: 3, skipped: 445 + 146, power: 810.26,
    registers: [['import', 0, 2_941_646_161], ['export', 0, 110_073_160]],
    values: { '1-0:36.7.0': 505.23, '1-0:56.7.0': 63.19, '1-0:32.7.0': 232.5, '1-0:0.0.0': '1ESY1162232997' },
  },
  'HOLLEY_DTZ541-BDBA_with_PIN.bin': {
    ok: 2, skipped: 0, power: 376,
    registers: [['import', 0, 2_355_929_000]],
    values: { '1-0:1.8.0': 2_355_929, '1-0:16.7.0': 376, '1-0:96.50.1*1': 'HLY' },
  },
  'ISKRA_MT175_eHZ.bin': {
    ok: 10, skipped: 256, power: 168,
    registers: [['import', 0, 22_462_413_600], ['import', 1, 22_462_413_600], ['import', 2, 0]],
    values: { '1-0:36.7.0': 117, '1-0:56.7.0': 22, '1-0:76.7.0': 29 },
  },
  'ISKRA_MT631-D1A52-K0z-H01_with_PIN.bin': {
    ok: 5, skipped: 0, power: 193,
    registers: [['import', 0, 2_043_104_700], ['export', 0, 0]],
    values: { '1-0:1.8.0': 2_043_104.7, '1-0:2.8.0': 0, '1-0:16.7.0': 193 },
  },
  'ITRON_OpenWay-3.HZ_with_PIN.bin': {
    ok: 5, skipped: 0, power: 542,
    registers: [['import', 0, 25_892_776_100]],
    values: { '1-0:1.8.0': 25_892_776.1, '1-0:16.7.0': 542, '1-0:96.50.1*1': 'ITR' },
  },
  // Exporting: its register of export grows by 1.2 Wh in 14 s, and the other stands still. It is not the faulty DZG.
  'dzg_dwsb20_2th_2byte.bin': {
    ok: 15, skipped: 81 + 235, power: -310.64,
    registers: [['import', 0, 142_439_000], ['export', 0, 2_017_197_800]],
    values: { '1-0:1.8.0': 142_439, '1-0:2.8.0': 2_017_197.8, '1-0:16.7.0': -310.64 },
  },
  // Whole kilowatt-hours and no power: the number was not entered.
  'eBZ_DD3_DD32R06DTA-SMZ1.bin': {
    ok: 4, skipped: 119, power: null,
    registers: [['import', 0, 13_024_000_000], ['import', 1, 13_023_000_000], ['import', 2, 1_000_000], ['export', 0, 1_000_000]],
    values: { '1-0:1.8.0': 13_024_000, '1-0:1.8.1': 13_023_000, '1-0:2.8.0': 1000 },
  },
};

const shared = sharedFiles('data/telegrams/sml');
if (shared.folder === null) console.log(shared.reason);
const bytesOf = (name: string): Uint8Array => readFileSync(join(shared.folder ?? '', name));

describe.skipIf(shared.folder === null)('SML dumps of real meters', () => {
  it('are all known here', () => expect(readdirSync(shared.folder ?? '').sort()).toEqual(Object.keys(FILES).sort()));

  it.each(Object.entries(FILES))('%s says what its bytes say', (name, { ok, bad = 0, skipped, power, registers, values }) => {
    const { lines, summary } = decodeCapture(bytesOf(name));
    expect(summary).toEqual({ ok, unchecked: 0, bad: bad === 0 ? {} : { crc: bad }, bytesSkipped: skipped, linesSkipped: 0 });
    for (const [obis, value] of Object.entries(values)) expect(lines.find((line) => line.obis === obis)?.value, obis).toBe(value);
    const stream = new SmlStream();
    const readings = [...stream.push(bytesOf(name)), ...stream.end()];
    expect(readings).toHaveLength(ok);
    expect(readings[0]?.power).toBe(power);
    expect(readings[0]?.registers.map(({ direction, rate, energy }) => [direction, rate, energy])).toEqual(registers);
    expect(readings[0]?.at).toBeNull();
  });

  it.each(Object.keys(FILES))('%s without its serial numbers says the rest', (name) => {
    const clean = redacted(bytesOf(name));
    expect(clean).toHaveLength(bytesOf(name).length);
    expect(decodeCapture(clean).summary).toEqual(decodeCapture(bytesOf(name)).summary);
    const numbers = (capture: Uint8Array): unknown => decodeCapture(capture).lines.filter(({ value }) => typeof value === 'number');
    expect(numbers(clean)).toEqual(numbers(bytesOf(name)));
  });

  it('let no single flipped bit through, the first good frame of each', () => {
    let tried = 0;
    for (const name of Object.keys(FILES)) {
      const first = new FrameFinder().push(bytesOf(name)).find(({ kind }) => kind === 'frame');
      const right = first?.kind === 'frame' ? bytesOf(name).slice(first.at, first.at + first.frame.length) : new Uint8Array();
      for (let bit = 0; bit < right.length * 8; bit++, tried++) {
        right[bit >> 3] = (right[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (new SmlStream().push(right).length > 0) throw new Error(`${name}: bit ${bit & 7} of byte ${bit >> 3} was flipped, and the frame was read`);
        right[bit >> 3] = (right[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      }
    }
    console.log(`SML: ${tried} single-bit flips, no reading`);
    expect(tried).toBeGreaterThan(25_000);
  });
});
