import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Backups } from '../../../device/house/storage/backups.ts';
import { Journal } from '../../../device/house/storage/journal.ts';
import { Storage } from '../../../device/house/storage/storage.ts';
import { Telemetry } from '../../../device/house/storage/telemetry.ts';
import { bundle } from '../../fakes/bundle.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, reading, slot, SYNCED, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
beforeEach(() => {
  home = testFolder();
});
afterEach(() => home.remove());

const YEAR_2099 = Date.UTC(2099, 0, 1);
const copies = (store: string): string[] => readdirSync(join(home.folder, 'backup')).filter((name) => name.startsWith(`${store}-`)).sort();

function damage(name: string): void {
  for (const companion of ['-wal', '-shm']) rmSync(join(home.folder, `${name}${companion}`), { force: true });
  writeFileSync(join(home.folder, name), 'nonsense that is long enough to be read as a header of something');
}

/** The clock at each of a home's starts, at which it makes its copy. */
const CLOCKS: readonly (readonly [string, readonly number[]])[] = [
  ['that begins at 1970 twice after a week of copies', [...Array.from({ length: 8 }, (_, day) => MIDNIGHT + day * DAY), 1_000, 1_001]],
  ['that is once in 2099', [YEAR_2099, MIDNIGHT, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY]],
  ['that begins at 1970 at every other start', Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? n : MIDNIGHT + n * DAY))],
  ['that goes backward day by day', Array.from({ length: 12 }, (_, day) => MIDNIGHT - day * DAY)],
];

describe('under a clock', () => {
  it.each(CLOCKS)('%s no acknowledged record is lost with the journal’s file', (_name, clocks) => {
    const stored: string[] = [];
    for (const at of clocks) {
      const journal = Journal.open(home.folder);
      journal.tidy(at);
      stored.push(`at ${stored.length}`);
      journal.store(`at ${stored.length - 1}`, at, {}, {});
      journal.close();
    }
    damage('journal.db');
    const again = Journal.open(home.folder);
    expect(again.lastIds()).toEqual(stored);
    again.close();
    expect(copies('journal').length).toBeLessThanOrEqual(7);
  });

  it.each(CLOCKS)('%s no slot is lost with telemetry’s file', (_name, clocks) => {
    clocks.forEach((at, n) => {
      const telemetry = Telemetry.open(home.folder);
      telemetry.tidy(at);
      telemetry.flush([batch([reading(MIDNIGHT + n * HOUR, 100)], { slots: [slot(MIDNIGHT + n * HOUR, n)] })], SYNCED);
      telemetry.close();
    });
    damage('telemetry.db');
    const again = Telemetry.open(home.folder);
    expect(again.slots.between(0, 1e15, 100).map(({ import: bought }) => bought)).toEqual(clocks.map((_, n) => n));
    again.close();
    expect(copies('telemetry').length).toBeLessThanOrEqual(3);
  });
});

describe('the storage thread', () => {
  it('makes a copy of each store for each day of the home’s time, however fast it passes', async () => {
    const bundles = await bundle({ storage: 'device/house/storage/thread.ts' });
    let at = MIDNIGHT;
    const storage = await new Promise<Storage>((resolve) => {
      const opening = new Storage({
        folder: home.folder, ballast: 1_024, module: bundles.url('storage'), at: () => at, clock: () => SYNCED, states: () => ({}),
        opened: () => resolve(opening), stored: () => undefined, failed: () => undefined, changed: () => undefined,
      });
      opening.start();
    });
    for (at of every(6 * HOUR, MIDNIGHT, MIDNIGHT + 3 * DAY)) {
      storage.addReading(reading(at, 100));
      storage.flush();
      await storage.ask('records', { after: 0, most: 0 });
    }
    await storage.close({}, 5_000);
    await bundles.remove();
    const days = ['000001-2026-01-15', '000002-2026-01-16', '000003-2026-01-17'];
    expect([copies('journal'), copies('telemetry')]).toEqual(['journal', 'telemetry'].map((store) => days.map((day) => `${store}-${day}.db`)));
  });
});

describe('the day’s copies', () => {
  it('that the disk has no room for leave nothing behind', () => {
    const backups = new Backups(join(home.folder, 'backup'), 'journal', 7);
    const full = (file: string): void => {
      writeFileSync(file, 'half of it');
      throw new Error('no room');
    };
    expect(() => backups.daily(MIDNIGHT, full)).toThrow('no room');
    expect(readdirSync(join(home.folder, 'backup'))).toEqual([]);
  });

  it('are numbered in the order in which they were made, and there is one of a day', () => {
    const journal = Journal.open(home.folder);
    for (const at of [YEAR_2099, MIDNIGHT, MIDNIGHT + HOUR, MIDNIGHT + DAY, 0]) journal.tidy(at);
    journal.close();
    expect(copies('journal')).toEqual(['journal-000001-2099-01-01.db', 'journal-000002-2026-01-15.db', 'journal-000003-2026-01-16.db', 'journal-000004-1970-01-01.db']);
  });

  it('made before they were numbered count as older than those that are', () => {
    mkdirSync(join(home.folder, 'backup'));
    for (const day of ['2026-01-01', '2099-01-01']) writeFileSync(join(home.folder, 'backup', `journal-${day}.db`), 'a copy of an older build');
    const journal = Journal.open(home.folder);
    for (const at of every(DAY, MIDNIGHT, MIDNIGHT + 6 * DAY)) journal.tidy(at);
    journal.close();
    expect(copies('journal').map((name) => name.slice(0, 15))).toEqual(['journal-000001-', 'journal-000002-', 'journal-000003-', 'journal-000004-', 'journal-000005-', 'journal-000006-', 'journal-2099-01']);
  });
});
