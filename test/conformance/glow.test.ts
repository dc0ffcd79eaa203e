import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { glow } from '../../device/driver/meter/glow/glow.ts';
import { decodeMessages } from '../../device/driver/meter/json/capture.ts';
import { JsonStream } from '../../device/driver/meter/json/stream.ts';
import { sharedFiles } from './shared.ts';

/** What the messages say, read from them by eye: `time name` and the value as `decode` tells it, power in W, energies in mWh. */
interface Expected {
  readonly messages: number;
  readonly values: Readonly<Record<string, number | string>>;
  readonly readings: readonly unknown[];
}

const FIRST: Expected['values'] = {
  '2022-06-11T20:38:00Z Energy imported': 6_613_405,
  '2022-06-11T20:38:00Z Energy exported': 0,
  '2022-06-11T20:38:00Z Net power': 951,
  '2022-06-11T20:38:00Z Energy imported, this day': 13_252,
  '2022-06-11T20:38:00Z Unit rate (GBP/kWh)': 0.04998,
  '2022-06-11T20:38:00Z Standing charge (GBP/day)': 0.2403,
  '2022-06-11T20:53:52Z Gas, energy': 17_940_852,
  '2022-06-11T20:53:52Z Gas, energy, this month': 217_122,
  '2022-06-11T20:53:52Z Unit rate (GBP/kWh)': 0.0732,
  '2022-06-11T20:54:53Z HAN signal (dBm)': -75,
};
const READING = { meter: 'glow-XXXXXXYYYYYY', at: Date.parse('2022-06-11T20:38:00Z'), power: 951, registers: [{ direction: 'import', rate: 0, energy: 6_613_405_000 }, { direction: 'export', rate: 0, energy: 0 }] };

const SUITES: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  'data/telegrams/glow_mqtt': { 'glow_ihd_messages.txt': { messages: 3, values: FIRST, readings: [READING] } },
  'standards/glow-smets2-cad': {
    'samples.json': {
      messages: 4,
      values: { ...FIRST, '2026-05-13T21:57:19Z Energy imported': 6_252_217, '2026-05-13T21:57:19Z Net power': 1011, '2026-05-13T21:57:19Z Standing charge (GBP/day)': 0.5559, '2026-05-13T21:57:19Z Supplier': 'Example Energy' },
      readings: [READING, { meter: 'glow-001122AABBCC', at: Date.parse('2026-05-13T21:57:19Z'), power: 1011, registers: [{ direction: 'import', rate: 0, energy: 6_252_217_000 }, { direction: 'export', rate: 0, energy: 0 }] }],
    },
  },
};

describe.each(Object.entries(SUITES))('messages of %s', (part, files) => {
  const shared = sharedFiles(part);
  if (shared.folder === null) console.log(shared.reason);
  const names = shared.folder === null ? [] : readdirSync(shared.folder).filter((name) => name !== 'SOURCE.md');

  it.skipIf(shared.folder === null)('are all known here', () => expect(names.sort()).toEqual(Object.keys(files).sort()));

  it.skipIf(shared.folder === null).each(Object.entries(files))('%s says what it says', (name, expected) => {
    const bytes = readFileSync(join(shared.folder ?? '', name));
    const { lines, summary } = decodeMessages(glow, bytes, 'Europe/London');
    expect(summary).toEqual({ ok: 0, unchecked: expected.messages, bad: {}, bytesSkipped: 0, linesSkipped: 0 });
    const told = Object.fromEntries(lines.map(({ time, name: what, value }) => [`${time === null ? '' : new Date(time).toISOString().replace('.000', '')} ${what}`, value]));
    expect(told).toMatchObject(expected.values);
    const stream = new JsonStream(glow.reader({ zone: 'Europe/London', channel: null }));
    expect([...stream.push(bytes), ...stream.end()]).toMatchObject(expected.readings);
    expect(stream.rejected).toEqual({});
  });
});
