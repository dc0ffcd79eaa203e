import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Space } from '../../../device/house/storage/space.ts';
import { Storage } from '../../../device/house/storage/storage.ts';
import { closeStores, openStores } from '../../../device/house/storage/stores.ts';
import { bundle, type Bundle } from '../../fakes/bundle.ts';
import { MIDNIGHT, MINUTE, reading, SYNCED, testFolder } from './home.ts';

const MIB = 2 ** 20;
const BALLAST = 2 * MIB;

/** A disk of its own of 12 MiB; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0) return folder;
  rmSync(folder, { recursive: true });
  console.log('skipped: this user may not mount a small disk');
  return null;
}

const disk = smallDisk();
let bundles: Bundle;
let storage: Storage | undefined;
beforeAll(async () => {
  bundles = await bundle({ storage: 'device/house/storage/thread.ts' });
});
afterEach(() => storage?.close({}, 5_000));
afterAll(async () => {
  await bundles.remove();
  // libsql holds files that were opened here until its statements are collected: the disk goes when they do.
  if (disk) spawnSync('umount', ['-l', disk]);
  if (disk) rmSync(disk, { recursive: true });
});

/** Fills a folder's disk until `left` bytes are free, or to the last byte. */
function fill(folder: string, left: number): () => void {
  const files: string[] = [];
  const free = (): number => Number(spawnSync('stat', ['-f', '-c', '%a %S', folder]).stdout.toString().split(' ').reduce((product, part) => product * Number(part), 1));
  for (let n = 0; free() > left; n++) {
    const file = join(folder, `filling-${n}`);
    files.push(file);
    try {
      writeFileSync(file, Buffer.alloc(Math.min(MIB, Math.max(1, free() - left))));
    } catch {
      break;
    }
  }
  return () => files.forEach((file) => rmSync(file, { force: true }));
}

describe.skipIf(disk === null)('a disk that fills up', () => {
  it('stops telemetry first, then gives the ballast to the journal, and both go on when there is room, with no restart', async () => {
    const folder = join(disk ?? '', 'state');
    mkdirSync(folder);
    const answers = new Map<string, string>();
    const changes: string[] = [];
    const spaces: string[] = [];
    let opened = 0;
    storage = new Storage({
      folder, ballast: BALLAST, module: bundles.url('storage'), at: () => MIDNIGHT, clock: () => SYNCED, states: () => ({}),
      opened: () => void opened++,
      stored: (id) => void answers.set(id, 'stored'),
      failed: (id, reason) => void answers.set(id, reason),
      changed: (state) => void changes.push(state),
      space: (state) => void spaces.push(state),
    });
    storage.start();
    await expect.poll(() => opened).toBe(1);
    await expect.poll(() => existsSync(join(folder, 'ballast')) && new Space(folder, BALLAST).state).toBe('ok');
    await expect.poll(() => ballastSize(folder)).toBe(BALLAST);

    const empty = fill(disk ?? '', 900_000);
    await expect.poll(() => spaces.at(-1)).toBe('low');
    const emptyAll = fill(disk ?? '', 0);
    await expect.poll(() => spaces.at(-1)).toBe('full');
    storage.addReading(reading(MIDNIGHT, 100));
    storage.flush();
    await expect.poll(() => changes).toEqual(['failed']);
    for (let n = 0; n < 20; n++) storage.store(`house/limits/${n}`, { n, filling: 'x'.repeat(20_000) }, {});
    await expect.poll(() => answers.size).toBe(20);
    expect([...new Set(answers.values())]).toEqual(['stored']);
    expect(existsSync(join(folder, 'ballast'))).toBe(false);

    emptyAll();
    empty();
    storage.addReading(reading(MIDNIGHT + MINUTE, 100));
    storage.flush();
    await expect.poll(() => changes).toEqual(['failed', 'ok']);
    await expect.poll(() => ballastSize(folder)).toBe(BALLAST);
    expect(await storage.ask('readings', { from: MIDNIGHT, to: MIDNIGHT + 2 * MINUTE })).toHaveLength(2);
    expect(opened).toBe(1);
  });
});

describe.skipIf(disk === null)('a start on a full disk', () => {
  it.each([0, 24, 68])('with %i KiB free opens, in the ballast’s room where it must', (left) => {
    const folder = join(disk ?? '', 'start');
    mkdirSync(folder);
    const kept = openStores({ folder, ballast: MIB });
    kept.space.hold();
    kept.journal.store('house/wishes/1', MIDNIGHT, {}, {});
    closeStores(kept);
    const empty = fill(disk ?? '', 0);
    writeFileSync(join(disk ?? '', 'filling-0'), Buffer.alloc(MIB - left * 1_024));
    try {
      const opened = openStores({ folder, ballast: MIB });
      expect(opened.journal.lastIds()).toEqual(['house/wishes/1']);
      closeStores(opened);
    } finally {
      empty();
      rmSync(folder, { recursive: true });
    }
  });
});

const ballastSize = (folder: string): number => Number(spawnSync('stat', ['-c', '%s', join(folder, 'ballast')]).stdout.toString());

describe('room for the journal', () => {
  // The second is a log whose index cannot grow: "disk I/O error", seen of a full disk.
  it.each(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC'])('is asked for only when the disk says that it is full, and once: %s', (code) => {
    const { folder, remove } = testFolder();
    const space = new Space(folder, 1_024);
    space.hold();
    const full = Object.assign(new Error('full'), { code });
    expect(() => space.insist(() => { throw Object.assign(new Error('something else'), { code: 'SQLITE_IOERR_READ' }); })).toThrow('something else');
    expect(existsSync(join(folder, 'ballast'))).toBe(true);
    let tries = 0;
    expect(() => space.insist(() => { tries += 1; throw full; })).toThrow('full');
    expect([tries, existsSync(join(folder, 'ballast'))]).toEqual([2, false]);
    remove();
  });
});
