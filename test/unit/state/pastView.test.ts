import { describe, expect, it } from 'vitest';
import type { PastUse } from '../../../src/state/past.ts';
import { changeOf, missingOf, pieceOf, sumOf } from '../../../src/state/pastSums.ts';
import { readView, type PastQuestion } from '../../../src/state/pastView.ts';
import { periodAt, shifted, type Against, type Span } from '../../../src/state/period.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { pastDays, pastRows } from '../../../src/ui/gallery/examplePast.ts';

const ZONE = 'Europe/London';
const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
const home: PastUse = { days: async () => pastDays(), read: async (kind, start, end) => ({ rows: pastRows(kind, start, end), unread: [] }) };
const KNOWN = { start: DAY_START - 400 * DAY, end: DAY_START + DAY };

const ask = (span: Span, steps = 0, against: Against | null = null): PastQuestion => ({
  period: shifted(periodAt(span, TOLD_AT, ZONE, KNOWN), steps, ZONE),
  against,
  zone: ZONE,
  now: TOLD_AT,
  slots: homeMessages().tariff?.slots ?? [],
});

describe('what is known of a time', () => {
  it('is the sum of its half-hours, as far as the day has come', async () => {
    const { now } = await readView(home, ask('day'));
    // 28 half-hours of 0.25 kWh for 5p each until 14:00.
    expect(now.whole).toMatchObject({ importEnergy: 7_000_000, exportEnergy: 100_000, cost: 1_400_000, covered: 28 * HALF_HOUR });
    expect([missingOf(now.whole, now.until), now.bars.length, now.bars[27]?.cost, now.bars[28]?.cost]).toEqual([0, 48, 50_000, null]);
  });

  it('keeps a gap a gap, and says how long it is', async () => {
    const { now } = await readView(home, ask('day', -3));
    expect([missingOf(now.whole, now.until), now.bars[12]?.importEnergy, now.bars[11]?.importEnergy]).toEqual([4 * HALF_HOUR, null, 250_000]);
  });

  it('has a week of days and of the half-hours of the day that is not over', async () => {
    const { now } = await readView(home, ask('week'));
    // Monday to Wednesday 48 x 5p, less 4 on Tuesday; Wednesday twice; Thursday 48; Friday 28.
    expect(now.bars.map(({ cost }) => cost)).toEqual([2_400_000, 2_200_000, 4_800_000, 2_400_000, 1_400_000, null, null]);
    expect([now.whole.cost, now.whole.estimated]).toEqual([13_200_000, HALF_HOUR]);
  });

  it('is held against its like only as far as it has come itself', async () => {
    const { now, like } = await readView(home, ask('week', 0, 'before'));
    // The week before: four whole days and 28 half-hours of the Friday.
    expect(like?.whole.cost).toBe((4 * 48 + 28) * 50_000);
    expect(like && changeOf({ ...now.whole, end: now.until }, { ...like.whole, end: like.until }, ({ cost }) => cost, now.until)).toBeCloseTo(13.2 / 11 - 1, 9);
  });

  it('shows the last hour by the minute, with the price of the minute', async () => {
    const { now } = await readView(home, ask('hour'));
    // From 13:02: 600 W at 27.3p, that is 0.273p a minute; 13:30 was not heard.
    expect([now.bars.length, now.bars[0]?.cost, now.bars[28]?.importEnergy, now.bars.at(-1)?.importEnergy]).toEqual([60, 2_730, null, 20_000_000 / 1_000]);
  });

  it('says that gas of the latest hours is with the home alone, but only where gas was ever told', async () => {
    const away = (rows: PastUse['read']): PastUse => ({ ...home, read: async (kind, start, end) => ({ rows: (await rows(kind, start, end)).rows, unread: kind === 'others' ? [{ start: end - HALF_HOUR, end }] : [] }) });
    expect(await readView(away(home.read), ask('day'))).toMatchObject({ away: false, gasAway: true });
    expect(await readView(away(async (kind, start, end) => ({ rows: kind === 'others' ? [] : pastRows(kind, start, end), unread: [] })), ask('day'))).toMatchObject({ away: false, gasAway: false, gas: null });
  });

  it('counts gas from register to register, with the age of the last', async () => {
    const { gas, gasAway } = await readView(home, ask('day'));
    expect(gasAway).toBe(false);
    // 00:00 to 14:00 at 50 litres an hour.
    expect(gas).toEqual({ litres: 700, energy: null, at: DAY_START + 14 * 3_600_000 });
    const without: PastUse = { ...home, read: async () => ({ rows: [], unread: [] }) };
    expect((await readView(without, ask('day'))).gas).toBeNull();
  });

  it('says that the home keeps what this phone has not, which is no gap', async () => {
    const away: PastUse = { days: async () => null, read: async (_kind, start, end) => ({ rows: [], unread: [{ start, end }] }) };
    for (const span of ['day', 'month', 'hour'] as const) expect(await readView(away, ask(span))).toMatchObject({ away: true, now: { whole: { importEnergy: null } } });
    expect((await readView(home, ask('day'))).away).toBe(false);
  });

  it('leaves out rows that no half-hour is', async () => {
    const odd: PastUse = { ...home, read: async () => ({ rows: [{ start: DAY_START, end: 'soon', importEnergy: 1 }], unread: [] }) };
    expect((await readView(odd, ask('day'))).now.whole.importEnergy).toBeNull();
  });
});

describe('sums', () => {
  const slot = (n: number, importEnergy: number | null, cost: number | null, quality: 'measured' | 'missing' = 'measured') => pieceOf({ start: n * HALF_HOUR, end: (n + 1) * HALF_HOUR, importEnergy, exportEnergy: null, cost, quality });

  it('are null where nothing is known, never 0', () => {
    expect(sumOf({ start: 0, end: DAY }, [])).toMatchObject({ importEnergy: null, cost: null, covered: 0 });
    expect(sumOf({ start: 0, end: DAY }, [slot(0, null, null, 'missing'), slot(1, 5, null)])).toMatchObject({ importEnergy: 5, exportEnergy: null, cost: null, covered: HALF_HOUR, unpriced: HALF_HOUR });
  });

  it('are not compared where more than a tenth is not known, or with nothing', () => {
    const whole = sumOf({ start: 0, end: 10 * HALF_HOUR }, Array.from({ length: 10 }, (_, n) => slot(n, 10, 1)));
    const thin = sumOf({ start: 0, end: 10 * HALF_HOUR }, Array.from({ length: 8 }, (_, n) => slot(n, 10, 1)));
    const of = ({ importEnergy }: { readonly importEnergy: number | null }) => importEnergy;
    expect(changeOf(whole, whole, of, whole.end)).toBe(0);
    expect([changeOf(thin, whole, of, whole.end), changeOf(whole, thin, of, whole.end)]).toEqual([null, null]);
    expect(changeOf(whole, { ...whole, importEnergy: 0 }, of, whole.end)).toBeNull();
  });
});
