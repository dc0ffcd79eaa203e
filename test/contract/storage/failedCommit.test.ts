import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../device/house/storage/database.ts';
import { Journal } from '../../../device/house/storage/journal.ts';
import { Telemetry } from '../../../device/house/storage/telemetry.ts';
import { batch, MIDNIGHT, MINUTE, reading, SYNCED, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let journal: Journal;
beforeEach(() => {
  home = testFolder();
  journal = Journal.open(home.folder);
  journal.store('a', 1, { n: 1 }, { signals: { limit: 4_200 } });
});
afterEach(() => {
  journal.close();
  home.remove();
});

const file = (name: string): string => join(home.folder, name);

const databaseOf = (store: Journal | Telemetry): Database => Reflect.get(store, 'database');

/** While somebody else's program holds the store for writing, so that its commits fail. */
function whileHeld(store: Journal | Telemetry, name: string, work: () => void): void {
  databaseOf(store).pragma('busy_timeout = 0');
  const other = new Libsql(file(name));
  other.exec('BEGIN IMMEDIATE');
  try {
    expect(work).toThrow('locked');
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
}

function openAgain(damaged: boolean): void {
  journal.close();
  if (damaged) writeFileSync(file('journal.db'), 'nonsense that is long enough to be read as a header of something');
  journal = Journal.open(home.folder);
}

describe('a record whose commit failed', () => {
  it.each([
    ['at the next start', false],
    ['where the store is made again from what was written beside it', true],
  ])('is not there %s, and what was kept after it stands', (_name, damaged) => {
    whileHeld(journal, 'journal.db', () => journal.store('loosen', 2, { n: 2 }, { signals: { limit: null } }));
    if (!damaged) journal.keep(3, { signals: { limit: 3_000 } });
    openAgain(damaged);
    expect(journal.lastIds()).toEqual(['a']);
    expect(journal.states()).toEqual({ signals: { limit: damaged ? 4_200 : 3_000 } });
    journal.store('b', 4, { n: 4 }, { signals: { limit: 1 } });
    openAgain(true);
    expect(journal.lastIds()).toEqual(['a', 'b']);
  });

  it('on a disk that is full is not there at the next start', () => {
    // As a disk does that has room for the mirror and none for the store.
    databaseOf(journal).pragma('max_page_count = 1');
    const stored: string[] = [];
    expect(() => {
      for (let n = 0; n < 500; n++) {
        journal.store(`r${n}`, 2, { filling: 'y'.repeat(500) }, { signals: { n } });
        stored.push(`r${n}`);
      }
    }).toThrow('full');
    openAgain(false);
    expect(journal.lastIds()).toEqual(['a', ...stored]);
  });

  it('and of which the mirror still tells does not come over states that were kept after it', () => {
    whileHeld(journal, 'journal.db', () => journal.store('loosen', 2, { n: 2 }, { signals: { limit: null } }));
    // As it is when the disk does not let the entry be taken back.
    const twin = testFolder();
    const same = Journal.open(twin.folder);
    same.store('a', 1, { n: 1 }, { signals: { limit: 4_200 } });
    same.store('loosen', 2, { n: 2 }, { signals: { limit: null } });
    same.close();
    copyFileSync(join(twin.folder, 'backup', 'journal.mirror'), file('backup/journal.mirror'));
    twin.remove();
    journal.keep(3, { signals: { limit: 3_000 } });
    openAgain(false);
    expect([journal.lastIds(), journal.states()]).toEqual([['a'], { signals: { limit: 3_000 } }]);
  });

  it('withdraws nothing at the next start either', () => {
    whileHeld(journal, 'journal.db', () => journal.withdraw(2, ['a'], { signals: { limit: null } }));
    openAgain(false);
    expect([journal.lastIds(), journal.states()]).toEqual([['a'], { signals: { limit: 4_200 } }]);
  });
});

describe('a flush that failed and went again', () => {
  it('is stored once, where the store is made again too', () => {
    let telemetry = Telemetry.open(home.folder);
    whileHeld(telemetry, 'telemetry.db', () => telemetry.flush([batch([reading(MIDNIGHT, 100)])], SYNCED));
    telemetry.flush([batch([reading(MIDNIGHT, 100)])], SYNCED);
    telemetry.close();
    rmSync(file('telemetry.db'));
    telemetry = Telemetry.open(home.folder);
    expect(telemetry.raw.between(MIDNIGHT, MIDNIGHT + MINUTE)).toHaveLength(1);
    telemetry.close();
  });
});
