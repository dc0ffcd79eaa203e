import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { METER_KINDS, type MeterKindName } from '#domain/meter/kinds.ts';
import { CAPTURES } from '../../device/driver/meter/captures.ts';
import { AIDON_LIST_2, AUTHENTICATION_KEY, ciphered, hexBytes, KEY as DLMS_KEY } from '../fixtures/dlms/pushes.ts';
import { EM, EMDATA } from '../fixtures/messages/shelly.ts';
import { ENERGY, SML, THREE } from '../fixtures/messages/tasmota.ts';
import { bytesOf } from '../fixtures/p1/telegrams.ts';
import { HUNGARIAN, KEY as P1_KEY, SEALED } from '../fixtures/p1/variants.ts';
import { HISTORIC, HISTORIC_TEMPO } from '../fixtures/tic/frames.ts';
import { sharedFiles } from './shared.ts';

interface Capture {
  readonly file: string;
  readonly kind: MeterKindName;
  readonly bytes: Uint8Array;
  readonly key?: string;
}

/** Frames that are wrong in the capture itself: cut by its maker, or masked without a new check. */
const BAD: Readonly<Record<string, number>> = { 'EasyMeter_Q3A_A1064V1009.bin': 3, 'HWE-P1/telegram.txt': 1 };

/** Rows of the table, printed when all are read. */
const rows: (readonly string[])[] = [['file', 'kind', 'right', 'bad', 'registers', 'source']];
afterAll(() => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n'));
});

const REGISTER = /^1-\d+:[12]\.8\.\d$/;

/** Every frame is read but those that are wrong in the capture; one of the table's rows. */
function isRead({ file, kind, bytes, key }: Capture): void {
  const { format, seen } = METER_KINDS[kind];
  const decoder = CAPTURES.find(({ name }) => name === format);
  if (!decoder) throw new Error(`nothing decodes ${format}`);
  const { lines, summary } = decoder.decode(bytes, { zone: null, key: key ?? null });
  const [right, bad] = [summary.ok + summary.unchecked, Object.values(summary.bad).reduce<number>((sum, count) => sum + (count ?? 0), 0)];
  rows.push([file, kind, ...[right, bad, lines.filter(({ obis }) => REGISTER.test(obis ?? '')).length].map(String), seen ? 'capture' : 'specification']);
  expect({ file, bad, isAny: right + bad > 0 }).toEqual({ file, bad: BAD[file] ?? 0, isAny: true });
}

const filesOf = (folder: string, pattern: RegExp): readonly string[] => readdirSync(folder, { recursive: true }).flatMap((name) => (typeof name === 'string' && pattern.test(name) ? [name] : [])).sort();

/** Captures that other people made, by the folder they stand in. */
const FOLDERS: readonly (readonly [part: string, kind: (file: string) => MeterKindName, pattern: RegExp])[] = [
  ['standards/p1-telegrams', (file) => (/esy5q3/.test(file) ? 'd0' : 'p1'), /\.p1\.txt$/],
  ['data/telegrams/sml', () => 'sml', /./],
  ['data/telegrams/han_dlms', () => 'dlms-push', /./],
  ['standards/linky-tic', () => 'tic-standard', /\.bin$/],
  ['standards/glow-smets2-cad', () => 'glow', /samples/],
  ['standards/homewizard/v1/fixtures', () => 'homewizard', /data.*\.json$|telegram/],
  ['standards/homewizard/v2/fixtures', () => 'homewizard', /measurement.*\.json$/],
];

describe('every capture of others', () => {
  for (const [part, kind, pattern] of FOLDERS) {
    const shared = sharedFiles(part);
    const { folder } = shared;
    it.skipIf(folder === null)(`${part} is read${folder === null ? ` (${shared.reason})` : ''}`, () => {
      const files = folder === null ? [] : filesOf(folder, pattern);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) isRead({ file, kind: kind(file), bytes: readFileSync(join(folder ?? '', file)) });
    });
  }
});

describe('a kind that was never seen', () => {
  const text = (message: string): Uint8Array => Buffer.from(message.endsWith('\n') ? message : `${message}\n`);
  const WRITTEN: readonly Capture[] = [
    { file: 'written: Hungary', kind: 'p1-elsewhere', bytes: bytesOf(HUNGARIAN) },
    { file: 'written: Luxembourg, encrypted', kind: 'p1-elsewhere', bytes: SEALED, key: P1_KEY },
    { file: 'written: authenticated push', kind: 'dlms-secured', bytes: hexBytes(ciphered(AIDON_LIST_2, true)), key: `${DLMS_KEY}${AUTHENTICATION_KEY}` },
    { file: 'written: historic', kind: 'tic-historic', bytes: bytesOf(HISTORIC) },
    { file: 'written: historic, Tempo', kind: 'tic-historic', bytes: bytesOf(HISTORIC_TEMPO) },
    ...[EM, EMDATA].map((message): Capture => ({ file: 'written: Pro 3EM', kind: 'shelly', bytes: text(message) })),
    ...[ENERGY, THREE, SML].map((message): Capture => ({ file: 'written: tele/SENSOR', kind: 'tasmota', bytes: text(message) })),
  ];
  it.each(WRITTEN)('$kind is read as its specification writes it ($file)', isRead);

  it('is each of those that the table of kinds calls so', () => expect(new Set(WRITTEN.map(({ kind }) => kind))).toEqual(new Set(Object.entries(METER_KINDS).flatMap(([kind, { seen }]) => (seen ? [] : [kind])))));
});
