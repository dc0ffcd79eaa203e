import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCsv } from '#domain/meter/csv.ts';
import { findColumns } from '#domain/meter/columns.ts';
import { Archive } from '../../../device/house/archive.ts';
import { conventionOf, decimalText, EXPORT_COLUMNS } from '#wire/history/export/columns.ts';
import { csvText, jsonLines, jsonText } from '#wire/history/export/write.ts';
import { answersOf } from '../../../device/house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../../../device/house/storage/stores.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, reading, slot, SYNCED, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let stores: Stores;
let archive: Archive;
const NOW = MIDNIGHT + 3 * DAY;

beforeEach(() => {
  home = testFolder();
  stores = openStores({ folder: home.folder, ballast: 1_024 });
  archive = new Archive({ storage: { ask: async (kind, asked) => answersOf(stores)[kind](asked as never) as never }, storeId: () => 'store-1', zone: 'Europe/London', tariff: () => null });
});
afterEach(() => {
  closeStores(stores);
  home.remove();
});

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
const csv = (kind: 'slots' | 'minutes'): Promise<string> => textOf(csvText(EXPORT_COLUMNS[kind], conventionOf(kind, 'Europe/London', 'store-1'), archive.allRows(kind, NOW)));

describe('an export', () => {
  it('as CSV says sign, zone and interval in the file, leaves the unknown empty, and is read by bill', async () => {
    stores.telemetry.flush([batch([], { slots: [slot(MIDNIGHT, 250_000), slot(MIDNIGHT + HOUR / 2, 1, { cost: null, currency: null, rate: '=SUM(A1)', quality: 'estimated' })] })], SYNCED);
    const text = await csv('slots');
    const convention = 'what: slots; interval: start belongs to it, end does not; sign: import and export are both positive; power is positive when the home imports; time: UTC; zone: Europe/London; unknown: empty, or null; a time without a row is a gap; store: store-1';
    expect(text.split('\r\n')).toEqual([
      'start,end,import_wh,export_wh,cost,currency,rate,quality,revision,convention',
      `2026-01-15T00:00:00.000Z,2026-01-15T00:30:00.000Z,250,,0.25,GBP,day,measured,1,"${convention}"`,
      '2026-01-15T00:30:00.000Z,2026-01-15T01:00:00.000Z,0.001,,,, =SUM(A1),estimated,1,',
      '',
    ]);
    expect(() => findColumns(parseCsv(text).header, null, null)).not.toThrow();
  });

  it('has every slot and minute once, sealed or not, over days and months', async () => {
    for (const start of [Date.UTC(2025, 11, 31), MIDNIGHT + DAY, MIDNIGHT + 2 * DAY]) {
      stores.telemetry.flush([batch(every(HOUR, start, start + DAY).map((at) => reading(at, 1)), { slots: every(HOUR / 2, start, start + DAY).map((at) => slot(at, 1)) })], SYNCED);
    }
    stores.sealer.seal(MIDNIGHT + 2 * DAY + HOUR);
    stores.sealer.seal(MIDNIGHT + 2 * DAY + HOUR);
    const lines = (await csv('slots')).trim().split('\r\n').slice(1);
    expect([lines.length, new Set(lines.map((line) => line.slice(0, 24))).size]).toEqual([3 * 48, 3 * 48]);
    // The last reading's minute still runs.
    expect((await csv('minutes')).trim().split('\r\n')).toHaveLength(1 + 3 * 24 - 1);
  });

  it('as JSON has the same columns as exact texts, and lists a line an entry', async () => {
    stores.telemetry.flush([batch([reading(MIDNIGHT, 5)], { slots: [slot(MIDNIGHT, 250_001)] })], SYNCED);
    const json = JSON.parse(await textOf(jsonText(EXPORT_COLUMNS.slots, conventionOf('slots', 'UTC', 's'), archive.allRows('slots', NOW)))) as { rows: Record<string, string | null>[] };
    expect(json.rows).toMatchObject([{ import_wh: '250.001', export_wh: null, cost: '0.250001' }]);
    stores.journal.store('house/wishes/1', MIDNIGHT, { kind: 'wish' }, {});
    const [, record] = (await textOf(jsonLines({}, archive.allRecords()))).trim().split('\n');
    expect(JSON.parse(record ?? '')).toEqual({ seq: 1, id: 'house/wishes/1', time: '2026-01-15T00:00:00.000Z', record: { kind: 'wish' } });
    expect((await textOf(jsonLines({}, archive.allReadings(NOW)))).trim().split('\n')).toHaveLength(2);
  });

  it.each([[1, 3, '0.001'], [-1, 3, '-0.001'], [1_000, 3, '1'], [1_230, 3, '1.23'], [0, 6, '0'], [7, 0, '7']])('writes %d of 10^-%d as %s', (units, places, text) => expect(decimalText(units, places)).toBe(text));
});
