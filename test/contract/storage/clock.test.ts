import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Telemetry } from '../../../device/house/storage/telemetry.ts';
import type { Stamp } from '../../../device/house/storage/stamp.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, MINUTE, reading, SECOND, slot, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let telemetry: Telemetry;

beforeEach(() => {
  home = testFolder();
  telemetry = Telemetry.open(home.folder);
});
afterEach(() => {
  telemetry.close();
  home.remove();
});

/** The machine booted ten minutes before midnight of the 15th. */
const BOOTED = MIDNIGHT - 10 * MINUTE;
const TRUE: Stamp = { boot: 'machine-1', shift: BOOTED, trust: 'synced' };
/** A clock that is ahead of the true one by `ahead` ms. */
const wrong = (ahead: number, trust: 'none' | 'floor'): Stamp => ({ boot: 'machine-1', shift: BOOTED + ahead, trust });

const minuteFrom = (at: number, ahead: number) => every(SECOND, at, at + MINUTE).map((each) => reading(each + ahead, 100, { registers: [] }));
const atsBetween = (from: number, to: number): number[] => telemetry.raw.between(from, to).map(({ at }) => at);
const allTimes = (): number[] => atsBetween(-1e15, 1e15).sort((a, b) => a - b);

describe('readings told by a wrong clock (D-07)', () => {
  it.each([
    ['that began at 1970', -BOOTED],
    ['that woke up two weeks ago', -14 * DAY],
  ])('%s and was not believed are held back, and put right once when it is', (_name, ahead) => {
    telemetry.flush([batch(minuteFrom(MIDNIGHT, ahead), { stamp: wrong(ahead, 'none') })], wrong(ahead, 'none'));
    expect(allTimes()).toEqual([]);
    telemetry.close();
    telemetry = Telemetry.open(home.folder);
    for (let n = 0; n < 2; n++) telemetry.flush([batch([reading(MIDNIGHT + (2 + n) * MINUTE, 100)], { stamp: TRUE })], TRUE);
    expect(allTimes()).toEqual([...every(SECOND, MIDNIGHT, MIDNIGHT + MINUTE), MIDNIGHT + 2 * MINUTE, MIDNIGHT + 3 * MINUTE]);
    expect(telemetry.database.prepare('SELECT start, power, seen FROM minute ORDER BY start').all()).toMatchObject([{ start: MIDNIGHT, power: 100, seen: MINUTE }, { start: MIDNIGHT + 2 * MINUTE }]);
  });

  it.each([14 * DAY, -14 * DAY, HOUR])('believed until it was set by %d ms are moved, with what was made of them', (ahead) => {
    const floor = wrong(ahead, 'floor');
    const sag = { kind: 'sag', phase: 'L1', start: MIDNIGHT + ahead, end: MIDNIGHT + ahead + SECOND, extreme: 200, threshold: 207, by: 'gateway', count: 1, cut: false };
    telemetry.flush([batch(minuteFrom(MIDNIGHT, ahead), { stamp: floor, slots: [slot(MIDNIGHT + ahead, 42)], excursions: [sag as never] })], floor);
    telemetry.flush([batch([reading(MIDNIGHT + ahead + MINUTE, 100)], { stamp: floor })], floor);
    expect(telemetry.database.prepare('SELECT start FROM minute').all()).toMatchObject([{ start: MIDNIGHT + ahead }]);
    for (let n = 0; n < 2; n++) telemetry.flush([batch([reading(MIDNIGHT + (2 + n) * MINUTE, 100)], { stamp: TRUE })], TRUE);
    expect(allTimes()).toEqual([...every(SECOND, MIDNIGHT, MIDNIGHT + MINUTE), MIDNIGHT + MINUTE, MIDNIGHT + 2 * MINUTE, MIDNIGHT + 3 * MINUTE]);
    expect(telemetry.database.prepare('SELECT start FROM minute ORDER BY start').all().map((row) => (row as { start: number }).start)).toEqual([0, 1, 2].map((n) => MIDNIGHT + n * MINUTE));
    expect(telemetry.slots.between(-1e15, 1e15, 10)).toMatchObject([{ start: MIDNIGHT, import: 42 }]);
    expect(telemetry.excursions()).toMatchObject([{ start: MIDNIGHT, end: MIDNIGHT + SECOND }]);
  });

  it('of another boot of the machine are never moved by this one’s clock', () => {
    const other: Stamp = { boot: 'machine-0', shift: 0, trust: 'floor' };
    telemetry.flush([batch(minuteFrom(MIDNIGHT, 0), { stamp: other })], other);
    telemetry.flush([batch([reading(MIDNIGHT + DAY, 1)], { stamp: TRUE })], TRUE);
    expect(atsBetween(MIDNIGHT, MIDNIGHT + MINUTE)).toHaveLength(60);
  });

  it('told by a clock that is right are left alone when it is confirmed', () => {
    const floor = wrong(500, 'floor');
    telemetry.flush([batch(minuteFrom(MIDNIGHT, 0), { stamp: floor, slots: [slot(MIDNIGHT, 1)] })], floor);
    telemetry.flush([batch([reading(MIDNIGHT + MINUTE, 1)], { stamp: TRUE })], TRUE);
    const later = { ...TRUE, shift: TRUE.shift + HOUR };
    telemetry.flush([batch([reading(MIDNIGHT + HOUR, 1)], { stamp: later })], later);
    expect(atsBetween(MIDNIGHT, MIDNIGHT + MINUTE)).toHaveLength(60);
    expect(telemetry.slots.between(0, 1e15, 10)).toMatchObject([{ start: MIDNIGHT }]);
  });
});
