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
    expect(gas).toMatchObject({ litres: 700, energy: null, at: DAY_START + 14 * 3_600_000 });
    expect(gas?.steps.map(({ litres }) => litres).reduce((sum, one) => (sum ?? 0) + (one ?? 0), 0)).toBe(700);
    const without: PastUse = { ...home, read: async () => ({ rows: [], unread: [] }) };
    expect((await readView(without, ask('day'))).gas).toBeNull();
  });

  it('says that the home keeps what this phone has not, which is no gap', async () => {
    const away: PastUse = { days: async () => null, read: async (_kind, start, end) => ({ rows: [], unread: [{ start, end }] }) };
    for (const span of ['day', 'month', 'hour'] as const) expect(await readView(away, ask(span))).toMatchObject({ away: true, now: { whole: { importEnergy: null } } });
    expect((await readView(home, ask('day'))).away).toBe(false);
  });

  it('has the days that this phone did not fetch from the home, or says that they are not fetched', async () => {
    const held: PastUse = { days: async () => pastDays().filter(({ start }) => start < DAY_START - 2 * DAY), read: home.read };
    // As above: Monday and Tuesday from the copy, the days after and Friday’s 28 half-hours from the home.
    expect((await readView(held, ask('week'))).now.bars.map(({ cost }) => cost)).toEqual([2_400_000, 2_200_000, 4_800_000, 2_400_000, 1_400_000, null, null]);
    const alone: PastUse = { ...held, read: async (_kind, start, end) => ({ rows: [], unread: [{ start, end }] }) };
    const { away, now } = await readView(alone, ask('week'));
    expect([away, now.unread, now.bars[2]?.importEnergy]).toEqual([true, [{ start: DAY_START - 2 * DAY, end: DAY_START + 28 * HALF_HOUR }], null]);
  });

  it('has the last hour of a meter that tells no power, by its register', async () => {
    const minute = (n: number, imported: number | null) => ({ start: TOLD_AT - 60 * 60_000 + (n - 1) * 60_000, meter: 'tic', power: null, low: null, high: null, imported, exported: null, seen: 60_000, quality: 'measured' });
    const told = (rows: readonly object[]): PastUse => ({ days: async () => [], read: async () => ({ rows: rows as never, unread: [] }) });
    const at = Math.floor(TOLD_AT / 60_000) * 60_000 - TOLD_AT;
    const rows = Array.from({ length: 61 }, (_, n) => minute(n, 1_000_000_000 + n * 10_000)).map((row) => ({ ...row, start: row.start + at }));
    // 10 Wh a minute are 600 W, at 27.3p.
    const whole = (await readView(told(rows), ask('hour'))).now;
    expect([whole.whole, whole.bars[0]]).toMatchObject([{ importEnergy: 600_000, exportEnergy: null, covered: 60 * 60_000, estimated: 0 }, { importEnergy: 10_000, cost: 2_730 }]);
    const silent = (await readView(told(rows.filter((_, n) => n < 20 || n > 23)), ask('hour'))).now;
    expect([silent.whole, silent.bars[20]]).toMatchObject([{ importEnergy: 600_000, covered: 60 * 60_000, estimated: 5 * 60_000 }, { importEnergy: 10_000 }]);
    const changed = (await readView(told(rows.map((row, n) => (n < 30 ? row : { ...row, imported: n * 10_000 }))), ask('hour'))).now;
    expect(changed.whole).toMatchObject({ importEnergy: 590_000, covered: 59 * 60_000 });
  });

  it('counts no gas across a register that was set anew', async () => {
    const row = (n: number, litres: number) => ({ at: DAY_START + n * 3_600_000, meter: 'glow-gas', medium: 'gas', litres, energy: null });
    const rows = [row(-1, 5_000_000), row(1, 5_000_040), row(2, 5), row(3, 30)];
    const gas: PastUse = { days: async () => [], read: async (kind) => ({ rows: kind === 'others' ? rows : [], unread: [] }) };
    expect((await readView(gas, ask('day'))).gas).toMatchObject({ litres: 65 });
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
