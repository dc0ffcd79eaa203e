import { describe, expect, it } from 'vitest';
import { exportSlots } from '../../../src/state/exportPast.ts';
import type { PastUse } from '../../../src/state/past.ts';
import { periodAt } from '../../../src/state/period.ts';
import { DAY_START, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { pastRows } from '../../../src/ui/gallery/examplePast.ts';

const PLACE = { zone: 'Europe/London', currency: 'GBP' };
const DAY = 86_400_000;
const unread = [{ start: DAY_START - DAY, end: DAY_START - DAY + 3_600_000 }];
const past: PastUse = { days: async () => null, read: async (kind, start, end) => ({ rows: pastRows(kind, start, end), unread }) };
const week = periodAt('week', TOLD_AT, PLACE.zone, { start: 0, end: 0 });

describe('a file of the past', () => {
  it('is named by its period, the last day included', async () => {
    expect((await exportSlots(past, week, PLACE, 'csv'))?.name).toBe('tidewatt-half-hours-2023-03-20-to-2023-03-26.csv');
    expect((await exportSlots(past, week, PLACE, 'json'))?.name).toBe('tidewatt-half-hours-2023-03-20-to-2023-03-26.json');
  });

  it('says what sign, zone and interval mean, what is missing, and has exact decimals', async () => {
    const { text } = (await exportSlots(past, week, PLACE, 'csv')) ?? { text: '' };
    const [head, first, second] = text.split('\r\n');
    expect(head).toBe('start,end,import_wh,export_wh,cost,currency,rate,quality,revision,convention');
    expect(first).toMatch(/^2023-03-20T00:00:00\.000Z,2023-03-20T00:30:00\.000Z,250,0,0\.05,GBP,day,measured,1,/);
    for (const word of ['interval: start belongs to it, end does not', 'sign: import and export are both positive', 'time: UTC', 'zone: Europe/London', 'cost: before standing charge', 'unread: 2023-03-23T00:00:00.000Z/2023-03-23T01:00:00.000Z']) expect(first).toContain(word);
    expect(second?.endsWith(',')).toBe(true);
    expect(text).not.toContain('2023-03-21T06:00:00.000Z,2023');
  });

  it('is one JSON text with the same columns', async () => {
    const { text } = (await exportSlots(past, week, PLACE, 'json')) ?? { text: '{}' };
    const { convention, rows } = JSON.parse(text) as { convention: Record<string, string>; rows: Record<string, string>[] };
    expect(convention['zone']).toBe('Europe/London');
    expect(rows[0]).toMatchObject({ start: '2023-03-20T00:00:00.000Z', import_wh: '250', cost: '0.05' });
    // Monday to Thursday less the gap of Tuesday, and Friday until 14:00.
    expect(rows).toHaveLength(4 * 48 - 4 + 28);
  });

  it('is none when nothing is known', async () => {
    const empty: PastUse = { ...past, read: async () => ({ rows: [], unread: [] }) };
    expect(await exportSlots(empty, week, PLACE, 'csv')).toBeNull();
  });
});
