import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeDlms } from '../../device/driver/meter/dlms/decode.ts';
import { readKeys } from '../../device/driver/meter/dlms/cipher.ts';
import { bytesOfCapture } from '../../device/driver/meter/dlms/hexText.ts';
import { DlmsStream } from '../../device/driver/meter/dlms/stream.ts';
import type { CaptureSummary } from '../../device/driver/meter/decoded.ts';
import { inHdlc } from '../fixtures/dlms/pushes.ts';
import { sharedFiles } from './shared.ts';

/** What a push says, read from its bytes by eye: values as `decode` tells them, power in W, registers in mWh. */
interface Expected {
  readonly summary: Partial<CaptureSummary>;
  readonly at: string | null;
  readonly power?: number | null;
  readonly registers?: readonly (readonly [string, number])[];
  readonly values: Readonly<Record<string, number | string>>;
}

const BARE = { unchecked: 1 };
const CHECKED = { ok: 1 };
const NOTHING: Expected = { summary: CHECKED, at: null, values: {} };

const AIDON_1: Expected = { summary: BARE, at: null, power: 280, values: { '1-0:1.7.0': 280 } };
const AIDON_2: Expected = { summary: BARE, at: null, power: 280, values: { '0-0:96.1.0': '7359992892587665', '1-0:4.7.0': 128, '1-0:31.7.0': 1.3, '1-0:32.7.0': 227.4 } };
const KAIFA_2: Expected = { summary: BARE, at: '2020-01-25T12:09:30Z', power: 9745, values: { '0-0:96.1.0': '6970631402614476', '1-0:4.7.0': 435, '1-0:31.7.0': 33.813, '1-0:72.7.0': 218.8 } };
const KAMSTRUP_1_REAL: Expected = { summary: BARE, at: '2022-01-17T11:44:40Z', power: 1896, values: { '1-1:4.7.0': 493, '1-1:31.7.0': 8.96, '1-1:32.7.0': 225 } };
/** The clock's status says that its value is not valid. */
const KAMSTRUP_1_THREE: Expected = { summary: BARE, at: null, power: 0, values: { '1-1:0.0.5': '5706567000000000', '1-1:71.7.0': 0, '1-1:72.7.0': 0 } };
/** Import alone, and none: the home may be exporting. */
const KAMSTRUP_2_SINGLE: Expected = { summary: BARE, at: '2017-08-16T14:00:05Z', power: null, registers: [['import', 0]], values: { '1-1:1.7.0': 0, '1-1:1.8.0': 0, '1-1:32.7.0': 0 } };
const KAMSTRUP_2_REAL: Expected = {
  summary: BARE,
  at: '2021-11-23T23:00:25Z',
  power: 10_050,
  registers: [['import', 77_452_500_000], ['export', 0]],
  values: { '1-1:1.8.0': 77_452_500, '1-1:3.8.0': 137_310, '1-1:4.8.0': 11_415_870, '1-1:31.7.0': 45.12 },
};
const KAMSTRUP_2_THREE: Expected = { summary: BARE, at: '2017-08-16T14:00:05Z', power: 0, registers: [['import', 0], ['export', 0]], values: { '1-1:1.8.0': 0, '1-1:2.8.0': 0, '1-1:72.7.0': 0 } };

const CAPTURES: Readonly<Record<string, Expected>> = {
  'amshan_aidon_no_list_1.hex': AIDON_1,
  'amshan_aidon_no_list_2.hex': AIDON_2,
  'amshan_hdlc_frame_empty_info.hex': NOTHING,
  'amshan_hdlc_frame_short_info.hex': NOTHING,
  'amshan_hdlc_stuffed_frame_short_info.hex': NOTHING,
  'amshan_hdlc_frame_with_escape_character_in_info.hex': { summary: CHECKED, at: null, power: 1661, values: { '1-0:1.7.0': 1661 } },
  'amshan_hdlc_frame_with_flag_sequence_character_in_info.hex': { summary: CHECKED, at: '2020-02-15T00:25:34Z', power: 5502, values: { '1-0:1.7.0': 5502 } },
  'amshan_kaifa_no_list_1.hex': { summary: BARE, at: '2019-02-04T22:52:22Z', power: 5852, values: { '1-0:1.7.0': 5852 } },
  'amshan_kaifa_no_list_2.hex': KAIFA_2,
  'amshan_kamstrup_no_list_1_single_phase_real_sample.hex': KAMSTRUP_1_REAL,
  'amshan_kamstrup_no_list_1_three_phase.hex': KAMSTRUP_1_THREE,
  'amshan_kamstrup_no_list_2_single_phase.hex': KAMSTRUP_2_SINGLE,
  'amshan_kamstrup_no_list_2_single_phase_real_sample.hex': KAMSTRUP_2_REAL,
  'amshan_kamstrup_no_list_2_three_phase.hex': KAMSTRUP_2_THREE,
};

const PUSHES: Readonly<Record<string, Expected>> = {
  'kaifa.no_list_2': KAIFA_2,
  'kaifa.no_list_3': {
    summary: BARE,
    at: '2020-01-25T13:00:10Z',
    power: 4904,
    registers: [['import', 79_591_144_000], ['export', 0]],
    values: { '1-0:1.8.0': 79_591_144, '1-0:3.8.0': 889_389, '1-0:4.8.0': 3_210_932, '1-0:51.7.0': 15.643, '1-0:32.7.0': 219.3 },
  },
  'kaifa.se_list': {
    summary: BARE,
    at: '2021-09-22T16:35:30Z',
    power: 2816,
    registers: [['import', 4_786_979_000], ['export', 0]],
    values: { '1-0:1.8.0': 4_786_979, '1-0:3.8.0': 26_228, '1-0:4.8.0': 578_528, '1-0:31.7.0': 6.781, '1-0:32.7.0': 232.2 },
  },
  'aidon.no_list_1': AIDON_1,
  'aidon.no_list_2': AIDON_2,
  'aidon.no_list_3': {
    summary: BARE,
    at: '2020-01-21T16:00:00Z',
    power: 280,
    registers: [['import', 22_721_380_000], ['export', 0]],
    values: { '1-0:1.8.0': 22_721_380, '1-0:3.8.0': 582_430, '1-0:4.8.0': 1_708_430, '1-0:72.7.0': 230.9 },
  },
  'aidon.se_list': {
    summary: BARE,
    at: '2019-12-16T06:59:40Z',
    power: 1122,
    registers: [['import', 10_049_926_000], ['export', 8_000]],
    values: { '1-0:1.8.0': 10_049_926, '1-0:2.8.0': 8, '1-0:3.8.0': 6_614_347, '1-0:41.7.0': 1122, '1-0:51.7.0': 7.5, '1-0:52.7.0': 249.9 },
  },
  'kamstrup.no_list_1_three_phase': KAMSTRUP_1_THREE,
  'kamstrup.no_list_2_single_phase': KAMSTRUP_2_SINGLE,
  'kamstrup.no_list_2_three_phase': KAMSTRUP_2_THREE,
  'kamstrup.no_list_1_single_phase_real_sample': KAMSTRUP_1_REAL,
  'kamstrup.no_list_2_single_phase_real_sample': KAMSTRUP_2_REAL,
  'kamstrup.se_list_real_sample': { summary: BARE, at: '2022-01-24T17:58:50Z', power: 826, values: { '1-1:3.7.0': 104, '1-1:31.7.0': 2.37, '1-1:72.7.0': 236 } },
};

/** Its inside was deciphered with another program. */
const AUSTRIAN: Expected = {
  summary: { ok: 2 },
  at: '2021-09-27T07:47:15Z',
  power: 0,
  registers: [['import', 12_937_000], ['export', 0]],
  values: { '1-0:1.8.0': 12_937, '1-0:32.7.0': 233.7, '1-0:13.7.0': 1, '1-0:2.7.0': 0 },
};

const EMPTY: CaptureSummary = { ok: 0, unchecked: 0, bad: {}, bytesSkipped: 0, linesSkipped: 0 };

function readings(bytes: Uint8Array, key: string | null = null): ReturnType<DlmsStream['push']> {
  const stream = new DlmsStream({ keys: readKeys(key), zone: 'Europe/Oslo', isLine: false });
  return [...stream.push(bytes), ...stream.end()];
}

function says(capture: Uint8Array, expected: Expected, key: string | null = null): void {
  const { lines, summary } = decodeDlms(capture, { key, zone: 'Europe/Oslo' });
  expect(summary).toEqual({ ...EMPTY, ...expected.summary });
  for (const [obis, value] of Object.entries(expected.values)) expect(lines.find((line) => line.obis === obis)?.value, obis).toBe(value);
  const [reading, ...more] = readings(bytesOfCapture(capture), key);
  expect(more).toEqual([]);
  expect(reading?.at ?? null).toBe(expected.at === null ? null : Date.parse(expected.at));
  expect(reading?.power).toBe(expected.power);
  expect(reading?.registers.map(({ direction, energy }) => [direction, energy]) ?? []).toEqual(expected.registers ?? []);
}

/** Readings that come of it with each bit of [start, end) turned, one at a time. */
function survivors(bytes: Buffer, start: number, end: number, key: string | null = null): readonly string[] {
  const found: string[] = [];
  for (let bit = start * 8; bit < end * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >>> 3] = (flipped[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    if (readings(flipped, key).length > 0) found.push(`bit ${bit}`);
  }
  return found;
}

const han = sharedFiles('data/telegrams/han_dlms');
const bus = sharedFiles('data/telegrams/mbus_dlms');
const pushed = sharedFiles('standards/dlms-han-push');
for (const shared of [han, bus, pushed]) if (shared.folder === null) console.log(shared.reason);

const textOf = (folder: string | null, name: string): string => readFileSync(join(folder ?? '', name), 'utf8');
/** The pushes of the file that holds them all, in hexadecimal digits by name. */
const pushesOf = (): ReadonlyMap<string, string> => new Map((JSON.parse(textOf(pushed.folder, 'frames.json')) as { name: string; hex: string }[]).map(({ name, hex }) => [name, hex]));
const austrian = (): { telegram_hex: string; key_hex: string } => JSON.parse(textOf(bus.folder, 'at_evn_kaifa_doc_sample.json')) as { telegram_hex: string; key_hex: string };

describe.skipIf(han.folder === null)('captures of HAN ports', () => {
  it('are all known here', () => expect(readdirSync(han.folder ?? '').sort()).toEqual(Object.keys(CAPTURES).sort()));

  it.each(Object.entries(CAPTURES))('%s says what its bytes say', (name, expected) => says(readFileSync(join(han.folder ?? '', name)), expected));

  it.each(Object.keys(CAPTURES).filter((name) => name.includes('hdlc')))('%s with one bit turned gives no reading', (name) => {
    const bytes = Buffer.from(bytesOfCapture(readFileSync(join(han.folder ?? '', name))));
    expect(survivors(bytes, 1, bytes.length - 1)).toEqual([]);
  });
});

describe.skipIf(pushed.folder === null)('pushes without a frame', () => {
  it('are all known here', () => expect([...pushesOf().keys()].sort()).toEqual(Object.keys(PUSHES).sort()));

  it.each(Object.entries(PUSHES))('%s says what its bytes say', (name, expected) => says(Buffer.from(pushesOf().get(name) ?? '', 'hex'), expected));

  it.each(Object.entries(PUSHES))('%s in an HDLC frame says the same, and nothing with one bit turned', (name, expected) => {
    const frame = inHdlc((pushesOf().get(name) ?? '').replace(/^e6e700/, ''));
    says(frame, { ...expected, summary: CHECKED });
    expect(survivors(frame, 1, frame.length - 1)).toEqual([]);
  });
});

describe.skipIf(bus.folder === null)('the encrypted push of an Austrian meter on M-Bus', () => {
  it('says with its key what is inside', () => {
    const { telegram_hex, key_hex } = austrian();
    says(Buffer.from(telegram_hex, 'hex'), AUSTRIAN, key_hex);
    says(Buffer.from(telegram_hex), AUSTRIAN, key_hex);
  });

  it('says nothing with another key or none, and which of both it was', () => {
    const bytes = Buffer.from(austrian().telegram_hex, 'hex');
    const bad = (key: string | null): CaptureSummary['bad'] => decodeDlms(bytes, { key, zone: null }).summary.bad;
    expect([bad('00'.repeat(16)), bad(null)]).toEqual([{ key: 2 }, { 'key-missing': 2 }]);
    expect(readings(bytes, '00'.repeat(16))).toEqual([]);
  });

  it('gives no reading with one bit turned', () => {
    const { telegram_hex, key_hex } = austrian();
    const bytes = Buffer.from(telegram_hex, 'hex');
    // The first frame is 256 bytes long; each ends with its check and a stop byte.
    expect([...survivors(bytes, 1, 255, key_hex), ...survivors(bytes, 257, bytes.length - 1, key_hex)]).toEqual([]);
  });
});
