import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DayTotal } from '#wire/history/catalogue.ts';
import { dayTotals } from '#wire/history/dayTotals.ts';
import { transact } from '../../../device/house/storage/database.ts';
import { Telemetry } from '../../../device/house/storage/telemetry.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, slot, SYNCED, testFolder } from './home.ts';

const ZONE = 'Europe/Amsterdam';
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

const flush = (...slots: ReturnType<typeof slot>[]): void => telemetry.flush([batch([], { slots })], SYNCED);
function sums(zone = ZONE): readonly DayTotal[] {
  for (let asked = 0; asked < 100; asked++) {
    const found = telemetry.daySums.of(zone);
    if (found) return found;
  }
  throw new Error('never summed');
}
const imports = (zone = ZONE): unknown[] => sums(zone).map(({ date, importEnergy }) => [date, importEnergy]);

describe('the sums of days that a link asks for', () => {
  it('follow a slot that comes late, in the local day that it begins in', () => {
    // 23:30 in Amsterdam is 22:30 UTC in winter: the 15th, and half an hour later the 16th.
    flush(slot(MIDNIGHT + 22.5 * HOUR, 10), slot(MIDNIGHT + 23 * HOUR, 100));
    expect(imports()).toEqual([['2026-01-15', 10], ['2026-01-16', 100]]);
    flush(slot(MIDNIGHT + 22.5 * HOUR, 11, { revision: 2 }), slot(MIDNIGHT + 23.5 * HOUR, 200));
    expect(imports()).toEqual([['2026-01-15', 11], ['2026-01-16', 300]]);
    expect(imports('America/New_York')).toEqual([['2026-01-15', 311]]);
    expect(imports()).toEqual([['2026-01-15', 11], ['2026-01-16', 300]]);
  });

  it('follow a slot whose clock was wrong to the day where it belongs', () => {
    const wrong = { boot: 'b', shift: 2 * DAY, trust: 'floor' } as const;
    telemetry.flush([batch([], { stamp: wrong, slots: [slot(MIDNIGHT + 2 * DAY, 7)] })], wrong);
    expect(imports()).toEqual([['2026-01-17', 7]]);
    telemetry.flush([batch([])], { boot: 'b', shift: 0, trust: 'synced' });
    expect(imports()).toEqual([['2026-01-15', 7]]);
  });

  it('are those of all slots, whatever comes in between', () => {
    const change = fc.record({ half: fc.integer({ min: 0, max: 400 }), bought: fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null }), revision: fc.integer({ min: 1, max: 4 }), asks: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), fc.constantFrom(ZONE, 'Pacific/Auckland', 'America/St_Johns'), (changes, zone) => {
        for (const { half, bought, revision, asks } of changes) {
          flush(slot(Date.UTC(2026, 2, 26) + half * (HOUR / 2), bought, { revision }));
          if (asks) sums(zone);
        }
        expect(sums(zone)).toEqual(dayTotals(telemetry.slots.between(0, 1e15, 10_000), zone));
      }),
      { numRuns: 30 },
    );
  });

  it('of years are summed thirty days at a time, and then read', () => {
    transact(telemetry.database, () => every(6 * HOUR, MIDNIGHT, MIDNIGHT + 80 * DAY).forEach((at) => telemetry.slots.add(slot(at, 1), null)));
    expect([1, 2, 3].map(() => telemetry.daySums.of('UTC')?.length)).toEqual([undefined, undefined, 80]);
    // Without the prices of the slots: what was summed is read, and not summed again.
    telemetry.database.exec('DELETE FROM slot_note');
    expect(telemetry.daySums.of('UTC')?.map(({ cost }) => cost)).toEqual(Array(80).fill(4));
  });

  it('come back with the day’s copy, and with what was flushed after it', () => {
    flush(slot(MIDNIGHT, 5));
    sums();
    flush(slot(MIDNIGHT + DAY, 6));
    telemetry.tidy(MIDNIGHT + DAY);
    flush(slot(MIDNIGHT + DAY + HOUR, 7));
    telemetry.close();
    writeFileSync(join(home.folder, 'telemetry.db'), 'nonsense that is long enough to be read as a header of something');
    const copy = new Libsql(join(home.folder, 'backup', 'telemetry-000001-2026-01-16.db'));
    // What the copy had summed needs no second time.
    expect(copy.prepare('SELECT day * 86400000 AS at FROM unsummed').all()).toMatchObject([{ at: MIDNIGHT + DAY }]);
    copy.close();
    telemetry = Telemetry.open(home.folder);
    expect(imports()).toEqual([['2026-01-15', 5], ['2026-01-16', 13]]);
  });

  it('are right after a build that knows of no sums has written slots', () => {
    flush(slot(MIDNIGHT, 5));
    sums();
    telemetry.close();
    const older = new Libsql(join(home.folder, 'telemetry.db'));
    older.exec(`INSERT INTO slot (start, revision, end, import, export, quality, rate) VALUES (${MIDNIGHT}, 2, ${MIDNIGHT + HOUR / 2}, 9, NULL, 'measured', 'day')`);
    older.close();
    telemetry = Telemetry.open(home.folder);
    expect(imports()).toEqual([['2026-01-15', 9]]);
  });
});
