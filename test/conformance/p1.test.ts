import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { d0Stream } from '../../device/driver/meter/d0/d0.ts';
import { decodeD0 } from '../../device/driver/meter/d0/decode.ts';
import { decodeCapture } from '../../device/driver/meter/p1/decode.ts';
import { P1Stream } from '../../device/driver/meter/p1/stream.ts';
import { sharedFiles } from './shared.ts';

/** What a telegram says, read from its bytes by eye. Energies in mWh, power in W, values as `decode` tells them. */
interface Expected {
  readonly check: 'ok' | 'unchecked';
  readonly skipped?: number;
  readonly at: string | null;
  readonly power: number | null;
  readonly registers: readonly (readonly [string, number, number])[];
  readonly values: Readonly<Record<string, number | string>>;
  /** Meters on the channels: medium, when read, litres, mWh. */
  readonly others?: readonly (readonly [string, string | null, number | null, number | null])[];
  readonly demand?: unknown;
  readonly reactivePower?: number;
}

const V2_2: Expected = {
  check: 'unchecked',
  at: null,
  power: 1010,
  registers: [['import', 1, 1_001_000], ['import', 2, 1_001_000], ['export', 1, 1_001_000], ['export', 2, 1_001_000]],
  values: { '1-0:1.8.1': 1001, '1-0:1.7.0': 1010, '0-1:24.3.0': 1.001 },
  // 2016-11-07 19:00:00 without a season, in winter.
  others: [['gas', '2016-11-07T18:00:00Z', 1001, null]],
};
const V3: Expected = {
  check: 'unchecked',
  at: null,
  power: 1190,
  registers: [['import', 1, 12_345_678_000], ['import', 2, 12_345_678_000], ['export', 1, 12_345_678_000], ['export', 2, 12_345_678_000]],
  values: { '1-0:2.8.2': 12_345_678, '0-0:17.0.0': 16, '0-1:24.3.0': 1.001 },
  others: [['gas', '2009-02-12T15:00:00Z', 1001, null]],
};
const V4_2: Expected = {
  check: 'ok',
  at: '2016-11-13T19:57:57Z',
  power: 2027,
  registers: [['import', 1, 1_581_123_000], ['import', 2, 1_435_706_000], ['export', 1, 0], ['export', 2, 0]],
  values: { '1-0:1.8.2': 1_435_706, '1-0:41.7.0': 1247, '0-1:24.2.1': 981.443 },
  others: [['gas', '2016-11-29T19:00:00Z', 981_443, null]],
};
const V5: Expected = {
  check: 'ok',
  at: '2017-01-02T18:20:02Z',
  power: 244,
  registers: [['import', 1, 4_426_000], ['import', 2, 2_399_000], ['export', 1, 2_444_000], ['export', 2, 0]],
  values: { '1-0:1.8.1': 4426, '1-0:72.7.0': 229, '1-0:71.7.0': 0.86 },
  others: [['gas', '2017-01-02T15:10:05Z', 107, null]],
};
const FLUVIUS: Expected = {
  check: 'ok',
  at: '2020-05-12T11:54:09Z',
  power: 0,
  registers: [['import', 1, 34_000], ['import', 2, 15_758_000], ['export', 1, 0], ['export', 2, 11_000]],
  values: { '1-0:1.8.2': 15_758, '1-0:1.4.0': 2351, '0-2:24.2.1': 872.234 },
  others: [['gas', '2020-05-12T11:45:58Z', 112_384, null], ['water', '2020-05-12T11:45:58Z', 872_234, null]],
  demand: {
    average: 2351,
    monthPeak: { power: 2589, at: Date.parse('2020-05-09T11:45:58Z') },
    pastPeaks: [
      { power: 4318, at: Date.parse('2020-02-10T02:54:21Z') },
      // Written with an S in March: the letter says two hours.
      { power: 5980, at: Date.parse('2020-03-05T10:21:39Z') },
      { power: 3695, at: Date.parse('2020-04-23T17:25:38Z') },
    ],
  },
};
const UNPADDED: Expected = {
  check: 'ok',
  at: '2026-02-15T19:05:23Z',
  power: null,
  registers: [],
  values: { '1-3:0.2.8': '50', '0-1:24.1.0': '004', '0-1:24.2.1': 240.86 },
  // 240.860 GJ at 10^9 / 3.6 mWh each.
  others: [['heat', '2026-02-15T19:05:23Z', null, 66_905_555_556]],
};
const EASYMETER: Expected = {
  check: 'unchecked',
  at: null,
  power: 2124.86,
  registers: [['import', 0, 52_185_782_531], ['export', 0, 19_949_322_149]],
  values: { '1-0:1.8.0': 52_185_782.5309, '1-0:2.8.0': 19_949_322.1493, '1-0:61.7.0': 639.73 },
};
const LANDIS_GYR: Expected = {
  check: 'ok',
  at: '2021-02-22T15:19:00Z',
  power: -20,
  registers: [['import', 0, 896_020_000], ['export', 0, 48_792_000]],
  values: { '1-0:1.8.0': 896_020, '1-0:3.8.0': 518_309, '1-0:4.7.0': 308 },
  reactivePower: -308,
};
const XEMEX: Expected = {
  check: 'unchecked',
  at: '2018-09-24T11:21:32Z',
  power: 503,
  registers: [['import', 1, 11_522_839_000], ['import', 2, 10_310_991_000], ['export', 1, 0], ['export', 2, 0]],
  values: { '1-0:1.8.1': 11_522_839, '1-0:41.7.0': 250, '0-1:24.2.1': 4890.857 },
  others: [['gas', '2018-09-24T11:00:00Z', 4_890_857, null]],
};

const SUITES: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  'data/telegrams/dsmr_p1': {
    'amshan_example_data_a_landisgyr_360.txt': LANDIS_GYR,
    'amshan_example_data_b.txt': XEMEX,
    // After its frame: a line of 12 bytes, 33 idle bytes, CR LF.
    'telegram_esy5q3db1024_v304.txt': { ...EASYMETER, skipped: 47 },
    'telegram_fluvius_v171.txt': FLUVIUS,
    'telegram_unpadded_crc.txt': UNPADDED,
    'telegram_v2_2.txt': V2_2,
    'telegram_v3.txt': V3,
    'telegram_v4_2.txt': V4_2,
    'telegram_v5.txt': V5,
  },
  'standards/p1-telegrams': {
    // Here the idle bytes were written as UTF-8, two for each.
    'esy5q3db1024_v304.p1.txt': { ...EASYMETER, skipped: 80 },
    'fluvius_v171.p1.txt': FLUVIUS,
    'unpadded_crc.p1.txt': UNPADDED,
    'v2_2.p1.txt': V2_2,
    'v3.p1.txt': V3,
    'v4_2.p1.txt': V4_2,
    'v5.p1.txt': V5,
  },
};

/** The one telegram that the optical port of a German meter sent, as that port's format. */
describe('the telegram of an EasyMeter', () => {
  const shared = sharedFiles('data/telegrams/dsmr_p1');
  it.skipIf(shared.folder === null)('is read as D0', () => {
    const stream = d0Stream('Europe/Berlin');
    const bytes = readFileSync(join(shared.folder ?? '', 'telegram_esy5q3db1024_v304.txt'));
    expect([...stream.push(bytes), ...stream.end()]).toMatchObject([
      {
        meter: 'd0-1ESY1313002565',
        at: null,
        power: 2124.86,
        phases: { L1: { power: 747.85 }, L2: { power: 737.28 }, L3: { power: 639.73 } },
        registers: [{ direction: 'import', rate: 0, energy: 52_185_782_531 }, { direction: 'export', rate: 0, energy: 19_949_322_149 }],
      },
    ]);
    expect(decodeD0(bytes, 'Europe/Berlin').summary).toEqual({ ok: 0, unchecked: 1, bad: {}, bytesSkipped: 47, linesSkipped: 0 });
  });
});

describe.each(Object.entries(SUITES))('telegrams of %s', (part, files) => {
  const shared = sharedFiles(part);
  if (shared.folder === null) console.log(shared.reason);
  const names = shared.folder === null ? [] : readdirSync(shared.folder).filter((name) => name.endsWith('.txt'));

  it.skipIf(shared.folder === null)('are all known here', () => expect(names.sort()).toEqual(Object.keys(files).sort()));

  it.skipIf(shared.folder === null).each(Object.entries(files))('%s says what its bytes say', (name, expected) => {
    const bytes = readFileSync(join(shared.folder ?? '', name));
    const { lines, summary } = decodeCapture(bytes, 'Europe/Amsterdam');
    const right = expected.check === 'ok';
    expect(summary).toEqual({ ok: right ? 1 : 0, unchecked: right ? 0 : 1, bad: {}, bytesSkipped: expected.skipped ?? 0, linesSkipped: 0 });
    for (const [obis, value] of Object.entries(expected.values)) expect(lines.find((line) => line.obis === obis)?.value, obis).toBe(value);
    const stream = new P1Stream('Europe/Amsterdam');
    const [reading, ...more] = [...stream.push(bytes), ...stream.end()];
    expect(more).toEqual([]);
    expect(reading?.at ?? null).toBe(expected.at === null ? null : Date.parse(expected.at));
    expect(reading?.power).toBe(expected.power);
    expect(reading?.registers.map(({ direction, rate, energy }) => [direction, rate, energy])).toEqual(expected.registers);
    const others = reading?.others?.map(({ medium, at, litres, energy }) => [medium, at === null ? null : new Date(at).toISOString().replace('.000', ''), litres, energy]);
    expect(others).toEqual(expected.others);
    expect(reading?.demand).toEqual(expected.demand);
    expect(reading?.reactivePower).toBe(expected.reactivePower);
  });
});

describe('telegrams with a check', () => {
  const shared = sharedFiles('data/telegrams/dsmr_p1');
  const checked = Object.entries(SUITES['data/telegrams/dsmr_p1'] ?? {}).filter(([, { check }]) => check === 'ok');
  it.skipIf(shared.folder === null)('let no single flipped bit through, from the start mark to the last check digit', () => {
    let tried = 0;
    for (const [name] of checked) {
      const bytes = Uint8Array.from(readFileSync(join(shared.folder ?? '', name)));
      const end = bytes.lastIndexOf(0x21) + 1 + (/![0-9A-F]*/.exec(Buffer.from(bytes).toString('latin1'))?.[0].length ?? 1) - 1;
      for (let bit = 0; bit < end * 8; bit++, tried++) {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const stream = new P1Stream('Europe/Amsterdam');
        if (stream.push(bytes).length + stream.end().length > 0) throw new Error(`${name}: bit ${bit & 7} of byte ${bit >> 3} was flipped, and the telegram was read`);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      }
    }
    console.log(`P1: ${tried} single-bit flips in ${checked.length} telegrams, no reading`);
  });
});
