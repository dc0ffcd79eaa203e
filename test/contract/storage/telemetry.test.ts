import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStores, closeStores, type Stores } from '../../../device/house/storage/stores.ts';
import { answersOf } from '../../../device/house/storage/answers.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, MINUTE, reading, SECOND, slot, SYNCED, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let stores: Stores;

beforeEach(() => {
  home = testFolder();
  stores = openStores({ folder: home.folder, ballast: 1_024 });
});
afterEach(() => {
  closeStores(stores);
  home.remove();
});

const rowsOf = (kind: 'minutes' | 'quarters' | 'phases' | 'registers' | 'others' | 'voltage' | 'slots', from: number, to: number) => answersOf(stores).rows({ kind, from, to });

describe('what is rolled up of readings', () => {
  it('has a row for each minute that was seen, and none for a gap', () => {
    const seen = [...every(SECOND, MIDNIGHT, MIDNIGHT + MINUTE), ...every(SECOND, MIDNIGHT + 3 * MINUTE, MIDNIGHT + 4 * MINUTE)];
    stores.telemetry.flush([batch([...seen.map((at) => reading(at, 360)), reading(MIDNIGHT + 5 * MINUTE, 360)])], SYNCED);
    expect(rowsOf('minutes', MIDNIGHT, MIDNIGHT + 5 * MINUTE)).toEqual([
      // 360 W are 100 mWh a second: 59 of them after 1 000 000.
      { start: MIDNIGHT, meter: 'meter-1', power: 360, low: 360, high: 360, imported: 1_005_900, exported: null, seen: MINUTE, quality: 'measured' },
      { start: MIDNIGHT + 3 * MINUTE, meter: 'meter-1', power: 360, low: 360, high: 360, imported: 1_023_900, exported: null, seen: MINUTE, quality: 'measured' },
    ]);
  });

  it('says that a minute half seen, or told by estimates, is an estimate', () => {
    const half = every(SECOND, MIDNIGHT, MIDNIGHT + 30 * SECOND).map((at) => reading(at, 100));
    const estimated = every(SECOND, MIDNIGHT + MINUTE, MIDNIGHT + 2 * MINUTE).map((at) => reading(at, 100, { quality: 'estimated' }));
    stores.telemetry.flush([batch([...half, ...estimated, reading(MIDNIGHT + 2 * MINUTE, 100)])], SYNCED);
    expect(rowsOf('minutes', MIDNIGHT, MIDNIGHT + 2 * MINUTE).map(({ seen, quality }) => [seen, quality])).toEqual([[30 * SECOND, 'estimated'], [MINUTE, 'estimated']]);
  });

  it('is the same when the same readings come again, and whole when late ones do', () => {
    const early = [reading(MIDNIGHT, 100), reading(MIDNIGHT + 2 * SECOND, 300), reading(MIDNIGHT + MINUTE, 0)];
    stores.telemetry.flush([batch(early)], SYNCED);
    const before = rowsOf('minutes', MIDNIGHT, MIDNIGHT + MINUTE);
    stores.telemetry.flush([batch(early)], SYNCED);
    expect(rowsOf('minutes', MIDNIGHT, MIDNIGHT + MINUTE)).toEqual(before);
    stores.telemetry.flush([batch([reading(MIDNIGHT + SECOND, 500), reading(MIDNIGHT + MINUTE + SECOND, 0)])], SYNCED);
    expect(rowsOf('minutes', MIDNIGHT, MIDNIGHT + MINUTE)).toMatchObject([{ power: 300, low: 100, high: 500, seen: 3 * SECOND }]);
  });

  it('keeps quarter-hours, phases, registers, reactive energy in four quadrants, gas and the voltage apart', () => {
    const whole = {
      reactivePower: -40,
      reactive: [{ quantity: 'q1', energy: 5_000 }, { quantity: 'q4', energy: 77 }],
      others: [{ meter: 'gas-1', medium: 'gas', at: MIDNIGHT, litres: 123_456, energy: null }],
      registers: [{ direction: 'import', rate: 1, energy: 10_000 }, { direction: 'import', rate: 2, energy: 20_000 }, { direction: 'export', rate: 0, energy: 3_000 }],
    } as never;
    stores.telemetry.flush([batch([...every(10 * SECOND, MIDNIGHT, MIDNIGHT + 15 * MINUTE).map((at) => reading(at, 250, { ...(whole as object), period: 10 * SECOND } as never)), reading(MIDNIGHT + 15 * MINUTE, 1)])], SYNCED);
    expect(rowsOf('quarters', MIDNIGHT, MIDNIGHT + HOUR)).toEqual([
      { start: MIDNIGHT, meter: 'meter-1', power: 250, low: 250, high: 250, reactivePower: -40, imported: 30_000, exported: 3_000, seen: 15 * MINUTE, quality: 'measured' },
    ]);
    expect(rowsOf('phases', MIDNIGHT, MIDNIGHT + HOUR)).toEqual([{ start: MIDNIGHT, phase: 'L1', power: 250, decivolts: 2_304, milliamps: 1_250 }]);
    expect(rowsOf('registers', MIDNIGHT, MIDNIGHT + HOUR).map(({ name, value }) => [name, value])).toEqual([['export/0', 3_000], ['import/1', 10_000], ['import/2', 20_000], ['reactive/q1', 5_000], ['reactive/q4', 77]]);
    expect(rowsOf('others', MIDNIGHT, MIDNIGHT + HOUR)).toEqual([{ at: MIDNIGHT, meter: 'gas-1', medium: 'gas', litres: 123_456, energy: null }]);
    expect(rowsOf('voltage', MIDNIGHT, MIDNIGHT + HOUR)).toEqual([{ start: MIDNIGHT, phase: 'L1', decivolts: 2_304, seen: 10 * MINUTE }]);
  });
});

const flushDay = (start: number, watts: number): void =>
  stores.telemetry.flush([batch(every(HOUR, start, start + DAY).map((at) => reading(at, watts)), { slots: every(HOUR / 2, start, start + DAY).map((at) => slot(at, watts)) })], SYNCED);

describe('days that are over', () => {
  it('are sealed once, a month of slots into one chunk, and keep their hash while nothing of them changes', () => {
    for (let day = 0; day < 3; day++) flushDay(MIDNIGHT + day * DAY, 100 + day);
    for (let n = 0; n < 5; n++) stores.sealer.seal(MIDNIGHT + 3 * DAY + 20 * MINUTE);
    const days = stores.segments.entries.filter(({ kind }) => kind === 'slots').map(({ period }) => period).sort();
    expect(days).toEqual(['2026-01-15', '2026-01-16', '2026-01-17']);
    const hashesOf15 = (): string[] => stores.segments.entries.filter(({ period }) => period === '2026-01-15').map(({ hash }) => hash).sort();
    const hashes = hashesOf15();
    flushDay(MIDNIGHT, 100);
    for (let n = 0; n < 5; n++) stores.sealer.seal(MIDNIGHT + 3 * DAY + 20 * MINUTE);
    expect(hashes).toHaveLength(6);
    expect(hashesOf15()).toEqual(hashes);
    flushDay(Date.UTC(2026, 1, 1), 1);
    for (let n = 0; n < 5; n++) stores.sealer.seal(Date.UTC(2026, 1, 2, 1));
    expect(stores.segments.entries.filter(({ kind }) => kind === 'slots').map(({ period }) => period).sort()).toEqual(['2026-01', '2026-02-01']);
    expect(rowsOf('slots', MIDNIGHT, MIDNIGHT + 3 * DAY)).toHaveLength(3 * 48);
  });

  it('are not sealed before they are over, and not by a quarter of an hour', () => {
    flushDay(MIDNIGHT, 100);
    stores.sealer.seal(MIDNIGHT + DAY + 14 * MINUTE);
    expect(stores.segments.entries).toEqual([]);
  });

  it('are sealed anew when a late reading changed them', () => {
    flushDay(MIDNIGHT, 100);
    stores.sealer.seal(MIDNIGHT + 2 * DAY);
    const before = stores.segments.entry('slots', '2026-01-15')?.hash;
    stores.telemetry.flush([batch([], { slots: [slot(MIDNIGHT, 999, { revision: 2 })] })], SYNCED);
    stores.sealer.seal(MIDNIGHT + 2 * DAY);
    expect(stores.segments.entry('slots', '2026-01-15')?.hash).not.toBe(before);
    expect(rowsOf('slots', MIDNIGHT, MIDNIGHT + 1)).toMatchObject([{ importEnergy: 999, revision: 2 }]);
  });

  it('leave the tables after eight days and the disk after thirteen months, slots after neither', () => {
    for (let day = 0; day < 11; day++) flushDay(MIDNIGHT + day * DAY, 100);
    for (let n = 0; n < 10; n++) stores.sealer.seal(MIDNIGHT + 11 * DAY + HOUR);
    expect(stores.sealer.rowsOf('minutes', MIDNIGHT, MIDNIGHT + 3 * DAY)).toEqual([]);
    expect(stores.sealer.rowsOf('minutes', MIDNIGHT + 5 * DAY, MIDNIGHT + 6 * DAY)).toHaveLength(24);
    expect(rowsOf('minutes', MIDNIGHT, MIDNIGHT + DAY)).toHaveLength(24);
    expect(stores.sealer.rowsOf('slots', MIDNIGHT, MIDNIGHT + DAY)).toHaveLength(48);
  });
});

describe('a day that still runs', () => {
  it('keeps its rows while older ones leave the tables, also under a clock that begins at 1970', () => {
    for (let day = 0; day < 11; day++) flushDay(MIDNIGHT + day * DAY, 100);
    const beginning = 5 * HOUR;
    stores.telemetry.flush([batch([reading(beginning, 100), reading(beginning + MINUTE, 100)])], SYNCED);
    for (let n = 0; n < 10; n++) stores.sealer.seal(beginning + 2 * MINUTE);
    expect(rowsOf('minutes', 0, DAY)).toHaveLength(1);
    expect(stores.sealer.rowsOf('minutes', MIDNIGHT, MIDNIGHT + 2 * DAY)).toEqual([]);
    for (let n = 0; n < 3; n++) stores.sealer.seal(MIDNIGHT + 11 * DAY + HOUR);
    expect([stores.sealer.rowsOf('minutes', 0, DAY).length, rowsOf('minutes', 0, DAY).length]).toEqual([0, 1]);
  });
});

describe('sums of days', () => {
  it('are those of the home’s own days, and say what is estimated, unpriced or not known', () => {
    const spring = Date.UTC(2026, 2, 29);
    const slots = [slot(spring, 1_000), slot(spring + HOUR / 2, 500, { cost: null, quality: 'estimated' }), slot(spring + 23 * HOUR, 7, { export: 3 as never })];
    stores.telemetry.flush([batch([], { slots })], SYNCED);
    expect(answersOf(stores).totals({ zone: 'Europe/London' })).toEqual([
      { date: '2026-03-29', start: spring, end: spring + 23 * HOUR, importEnergy: 1_500, exportEnergy: null, cost: 1_000, covered: HOUR, estimated: HOUR / 2, unpriced: HOUR / 2 },
      { date: '2026-03-30', start: spring + 23 * HOUR, end: spring + 47 * HOUR, importEnergy: 7, exportEnergy: 3, cost: 7, covered: HOUR / 2, estimated: 0, unpriced: 0 },
    ]);
  });
});
