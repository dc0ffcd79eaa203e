import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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
    stores.telemetry.flush([batch(every(5 * MINUTE, start, start + DAY).map((at) => reading(at, 100)), { slots: every(HOUR / 2, start, start + DAY).map((at) => slot(at, 50)) })], SYNCED);
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
    const isDeleted = _name === 'its deletion';
    expect(stores.telemetry.replaced).toBe(isDeleted ? 'new' : 'backup');
    // A file that is not there was never damaged: it begins anew, and sealed days are put back.
    expect(slotsKept()).toBe(isDeleted ? 48 : 96);
    expect(answersOf(stores).rows({ kind: 'minutes', from: MIDNIGHT, to: MIDNIGHT + DAY })).toHaveLength(288);
    expect(stores.journal.lastIds()).toEqual(['house/wishes/1']);
  });

  it('random bytes has no copy: begins empty, and sealed days are put back', () => {
    closeStores(stores);
    writeFileSync(telemetryFile(), 'nonsense that is long enough to be read as a header of something');
    open();
    expect(stores.telemetry.replaced).toBe('empty');
    expect(slotsKept()).toBe(48);
    expect(readdirSync(home.folder).some((name) => name.startsWith('telemetry.db.damaged-'))).toBe(true);
  });
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
      expect(minutes()).toBe(12);
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

describe('the day’s copies', () => {
  it('are three, each whole, and hold no raw readings', () => {
    for (let day = 0; day < 5; day++) stores.telemetry.tidy(MIDNIGHT + day * DAY);
    const copies = readdirSync(join(home.folder, 'backup')).filter((name) => name.startsWith('telemetry-'));
    expect(copies.sort()).toEqual(['telemetry-2026-01-17.db', 'telemetry-2026-01-18.db', 'telemetry-2026-01-19.db']);
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
