import { appendFileSync, closeSync, copyFileSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersOf } from '../../../device/house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../../../device/house/storage/stores.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, MINUTE, reading, slot, SYNCED, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let stores: Stores;
const open = (): Stores => (stores = openStores({ folder: home.folder, ballast: 1_024 }));

beforeEach(() => {
  home = testFolder();
  open();
  for (let day = 0; day < 2; day++) {
    const start = MIDNIGHT + day * DAY;
    stores.telemetry.flush([batch(every(30 * MINUTE, start, start + DAY).map((at) => reading(at, 100)), { slots: every(HOUR / 2, start, start + DAY).map((at) => slot(at, 50)) })], SYNCED);
  }
  stores.journal.store('house/wishes/1', MIDNIGHT, { kind: 'wish' }, { wishes: { n: 1 } });
  stores.sealer.seal(MIDNIGHT + DAY + HOUR);
});
afterEach(() => {
  closeStores(stores);
  home.remove();
});

const slotsKept = (): number => answersOf(stores).slots({ from: 0, to: 1e15, most: 10_000 }).length;
const telemetryFile = (): string => join(home.folder, 'telemetry.db');

function zeros(file: string, at: number, length: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length), 0, length, at);
  closeSync(handle);
}

const damages: readonly (readonly [string, (file: string) => void])[] = [
  ['random bytes at its start', (file) => writeFileSync(file, 'this is not a database at all, but it is a file')],
  ['zeroed pages', (file) => zeros(file, 4_096, 16_384)],
  ['half of it gone', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['its deletion', (file) => rmSync(file)],
];

describe('telemetry damaged by', () => {
  it.each(damages)('%s comes back from its newest copy, the rest from sealed days', (_name, damage) => {
    stores.telemetry.tidy(MIDNIGHT + DAY + HOUR);
    closeStores(stores);
    damage(telemetryFile());
    open();
    expect(stores.telemetry.replaced).toBe('backup');
    expect(slotsKept()).toBe(96);
    expect(answersOf(stores).rows({ kind: 'minutes', from: MIDNIGHT, to: MIDNIGHT + DAY })).toHaveLength(48);
    expect(stores.journal.lastIds()).toEqual(['house/wishes/1']);
  });

  it('random bytes before its first copy: everything comes back from what was written beside it', () => {
    closeStores(stores);
    writeFileSync(telemetryFile(), 'nonsense that is long enough to be read as a header of something');
    open();
    expect(stores.telemetry.replaced).toBe('empty');
    expect(slotsKept()).toBe(96);
    expect(readdirSync(home.folder).some((name) => name.startsWith('telemetry.db.damaged-'))).toBe(true);
  });
});

it('a log that is cut off while another program has the journal open: nothing that was stored is lost', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `house/wishes/${n + 2}`);
  for (const id of ids) stores.journal.store(id, MIDNIGHT, { kind: 'wish', filling: id.repeat(40) }, {});
  // Who looks in keeps the index of the log as it was.
  const looking = new Libsql(join(home.folder, 'journal.db'));
  const rows = looking.prepare('SELECT id FROM record');
  expect(rows.all()).toHaveLength(61);
  const log = join(home.folder, 'journal.db-wal');
  truncateSync(log, Math.floor(statSync(log).size / 2));
  open();
  expect(new Set(stores.journal.lastIds())).toEqual(new Set(['house/wishes/1', ...ids]));
  looking.close();
});

describe('a sealed day', () => {
  const files = (): string[] => [join(home.folder, 'history'), join(home.folder, 'backup', 'history')].flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith('minutes-')).map((name) => join(folder, name)));
  const minutes = (): number => answersOf(stores).rows({ kind: 'minutes', from: MIDNIGHT, to: MIDNIGHT + HOUR }).length;

  it('that is damaged or gone is mended from its copy', () => {
    const [file = '', copy = ''] = files();
    const whole = readFileSync(file);
    for (const damage of [() => writeFileSync(file, 'x'), () => rmSync(file), () => zeros(file, 20, 40)]) {
      damage();
      closeStores(stores);
      open();
      stores.telemetry.database.exec('DELETE FROM minute');
      expect(minutes()).toBe(2);
      expect(readFileSync(file)).toEqual(whole);
    }
    expect(readFileSync(copy)).toEqual(whole);
  });

  it('that is damaged with its copy is dropped and said, and not served', () => {
    const entry = stores.segments.entry('minutes', '2026-01-15');
    for (const file of files()) writeFileSync(file, 'x');
    expect(answersOf(stores).chunk({ hash: entry?.hash ?? '' })).toBeNull();
    expect(stores.segments.notes.join()).toMatch(/minutes-2026-01-15\.[0-9a-f]{64}\.json\.gz is damaged, and so is its copy/);
    expect(stores.segments.entry('minutes', '2026-01-15')).toBeUndefined();
  });

  it('cut off while it was written is none, and is written again', () => {
    writeFileSync(join(home.folder, 'history', `slots-2026-01-16.${'0'.repeat(64)}.json.gz.unfinished`), 'half');
    closeStores(stores);
    open();
    expect(readdirSync(join(home.folder, 'history')).filter((name) => name.includes('unfinished'))).toEqual([]);
    stores.sealer.seal(MIDNIGHT + 2 * DAY + HOUR);
    expect(stores.segments.entry('slots', '2026-01-16')).toBeDefined();
  });
});

describe('the journal', () => {
  it.each(damages)('damaged by %s loses no acknowledged record, with an old copy or none', (_name, damage) => {
    for (const copied of [false, true]) {
      for (let n = 0; n < 40; n++) stores.journal.store(`house/limits/${copied}-${n}`, MIDNIGHT, { n, filling: 'x'.repeat(400) }, { limits: { n } });
      stores.journal.withdraw(MIDNIGHT, [`house/limits/${copied}-7`], {});
      const before = new Set(stores.journal.lastIds());
      closeStores(stores);
      damage(join(home.folder, 'journal.db'));
      open();
      expect(stores.journal.replaced).toBe(copied ? 'backup' : _name === 'its deletion' ? 'new' : 'empty');
      expect(new Set(stores.journal.lastIds())).toEqual(before);
      expect(stores.journal.states()).toMatchObject({ limits: { n: 39 } });
      stores.journal.tidy(MIDNIGHT);
    }
  });

  it('that lost the end of its log takes up what it had acknowledged', () => {
    for (let n = 0; n < 10; n++) stores.journal.store(`house/limits/${n}`, MIDNIGHT, { n }, { limits: { n } });
    const whole = stores.journal.lastIds();
    // As it lies there when the process is killed.
    for (const name of ['journal.db', 'journal.db-wal']) copyFileSync(join(home.folder, name), join(home.folder, `${name}.killed`));
    closeStores(stores);
    for (const name of ['journal.db', 'journal.db-wal']) renameSync(join(home.folder, `${name}.killed`), join(home.folder, name));
    rmSync(join(home.folder, 'journal.db-shm'), { force: true });
    truncateSync(join(home.folder, 'journal.db-wal'), Math.floor(statSync(join(home.folder, 'journal.db-wal')).size / 2));
    open();
    expect(stores.journal.replaced).toBeNull();
    expect(stores.journal.lastIds()).toEqual(whole);
    expect(stores.journal.states()).toMatchObject({ limits: { n: 9 } });
  });

  it('whose log is cut off after copies of several days loses nothing that was in it', () => {
    for (let n = 0; n < 5; n++) {
      stores.journal.store(`house/limits/${n}`, MIDNIGHT + n * DAY, { n }, { limits: { n } });
      stores.journal.tidy(MIDNIGHT + n * DAY);
    }
    const whole = stores.journal.lastIds();
    copyFileSync(join(home.folder, 'journal.db'), join(home.folder, 'journal.db.killed'));
    closeStores(stores);
    renameSync(join(home.folder, 'journal.db.killed'), join(home.folder, 'journal.db'));
    open();
    expect(stores.journal.replaced).toBeNull();
    expect(stores.journal.lastIds()).toEqual(whole);
  });

  it('that is sound and older than its newest copy is set aside for it, and nothing is lost', () => {
    stores.journal.store('house/limits/0', MIDNIGHT, { n: 0 }, { limits: { n: 0 } });
    closeStores(stores);
    copyFileSync(join(home.folder, 'journal.db'), join(home.folder, 'journal.db.old'));
    open();
    for (let n = 1; n < 5; n++) {
      stores.journal.store(`house/limits/${n}`, MIDNIGHT + n * DAY, { n }, { limits: { n } });
      stores.journal.tidy(MIDNIGHT + n * DAY);
    }
    stores.journal.store('house/limits/5', MIDNIGHT + 5 * DAY, { n: 5 }, { limits: { n: 5 } });
    const whole = stores.journal.lastIds();
    closeStores(stores);
    renameSync(join(home.folder, 'journal.db.old'), join(home.folder, 'journal.db'));
    open();
    expect(stores.journal.replaced).toBe('backup');
    expect(stores.journal.lastIds()).toEqual(whole);
    expect(stores.journal.states()).toMatchObject({ limits: { n: 5 } });
    expect(readdirSync(home.folder).some((name) => name.startsWith('journal.db.damaged-'))).toBe(true);
  });

  it('takes no half line of its mirror for a record, and goes on after one', () => {
    const mirror = join(home.folder, 'backup', 'journal.mirror');
    appendFileSync(mirror, '12345678 half a li');
    stores.journal.store('house/after/1', MIDNIGHT, {}, {});
    closeStores(stores);
    writeFileSync(join(home.folder, 'journal.db'), 'nonsense that is long enough to be read as a header of something');
    open();
    expect(stores.journal.lastIds()).toEqual(['house/wishes/1', 'house/after/1']);
  });
});

describe('the day’s copies', () => {
  it('are three, each whole, and hold no raw readings', () => {
    for (let day = 0; day < 5; day++) stores.telemetry.tidy(MIDNIGHT + day * DAY);
    const copies = readdirSync(join(home.folder, 'backup')).filter((name) => name.startsWith('telemetry-'));
    expect(copies.sort()).toEqual(['telemetry-000003-2026-01-17.db', 'telemetry-000004-2026-01-18.db', 'telemetry-000005-2026-01-19.db']);
  });
});

describe('a minute whose packed readings a damaged page took', () => {
  it('is missing; the others are read, and what comes is stored and rolled up', () => {
    const start = MIDNIGHT + 2 * DAY;
    const minutes = every(MINUTE, start, start + 5 * MINUTE);
    stores.telemetry.flush([batch(minutes.map((at) => reading(at, 100)))], SYNCED);
    stores.telemetry.database.prepare('UPDATE raw SET packed = zeroblob(LENGTH(packed)) WHERE minute IN (?, ?)').run(start + MINUTE, start + 4 * MINUTE);
    expect(stores.telemetry.raw.between(start, start + 5 * MINUTE).map(({ at }) => at)).toEqual([start, start + 2 * MINUTE, start + 3 * MINUTE]);
    stores.telemetry.flush([batch([reading(start + 20 * MINUTE, 100)])], SYNCED);
    stores.telemetry.flush([batch([reading(start + 40 * MINUTE, 100)])], SYNCED);
    expect(stores.telemetry.raw.between(start, start + HOUR)).toHaveLength(5);
    expect(answersOf(stores).rows({ kind: 'minutes', from: start + 20 * MINUTE, to: start + 21 * MINUTE })).toHaveLength(1);
  });
});

describe('everything erased', () => {
  it('leaves no byte of what was measured, wished or named in any file', () => {
    stores.telemetry.flush([batch([reading(MIDNIGHT, 1, { meter: 'marked-meter' })], { slots: [slot(MIDNIGHT + 3 * DAY, 1, { rate: 'marked-rate' })] })], SYNCED);
    stores.journal.store('marked-record', MIDNIGHT, { name: 'marked-wish' }, { wishes: 'marked-state' });
    stores.telemetry.tidy(MIDNIGHT);
    stores.journal.tidy(MIDNIGHT);
    writeFileSync(join(home.folder, 'telemetry.db.damaged-2026-01-01T00-00-00-000Z'), 'marked-aside');
    writeFileSync(join(home.folder, 'journal.db.before-2'), 'marked-before');
    writeFileSync(join(home.folder, 'credentials.json'), '{}');
    expect(filesUnder(home.folder).filter((file) => readFileSync(file).includes('marked-')).length).toBeGreaterThan(4);
    answersOf(stores).erase(null);
    expect(filesUnder(home.folder).map((file) => file.slice(home.folder.length + 1))).toEqual(['credentials.json']);
    open();
    expect([slotsKept(), stores.journal.lastIds(), stores.journal.states()]).toEqual([0, [], {}]);
  });
});

const filesUnder = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
