import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { open, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStateFile, StateFile } from '../../../../device/control/stateFile.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'tidewatt-slots-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Room in bytes for each write on a real file: what a full disk leaves of it. */
class Disk {
  room = Number.POSITIVE_INFINITY;
  stuck = false;

  on(handle: FileHandle): FileHandle {
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === 'write') return (bytes: Buffer, offset: number, length: number, position: number) => this.write(target, bytes, offset, length, position);
        const found: unknown = Reflect.get(target, name);
        return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      },
    });
  }

  private write(target: FileHandle, bytes: Buffer, offset: number, length: number, position: number) {
    if (this.room === 0 && !this.stuck) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const some = Math.min(length, this.room);
    this.room -= some;
    return target.write(bytes, offset, some, position);
  }
}

async function fileOn(disk: Disk): Promise<StateFile> {
  const handles = await Promise.all(['control-a.0', 'control-a.1'].map((name) => open(join(folder, name), 'w+')));
  return new StateFile(handles.map((handle) => disk.on(handle)), 0, -1);
}

async function kept(): Promise<unknown> {
  const { file, content } = await openStateFile(folder, 'control-a');
  await file.close();
  return content;
}

it.each([['says so', false], ['takes nothing and says nothing', true]])('a disk that fills in the middle of a write and then %s: refused each time, and what was acknowledged stands', async (_how, stuck) => {
  const disk = new Disk();
  const file = await fileOn(disk);
  await file.write({ limit: 4_200 });
  for (const room of [40, 40, 0]) {
    Object.assign(disk, { room, stuck });
    await expect(file.write({ limit: 9_000 })).rejects.toThrow();
  }
  expect(await kept()).toEqual({ limit: 4_200 });
  Object.assign(disk, { room: Number.POSITIVE_INFINITY });
  await file.write({ limit: 3_000 });
  await file.close();
  expect(await kept()).toEqual({ limit: 3_000 });
});

it('a write in small pieces is a write', async () => {
  const disk = new Disk();
  const file = await fileOn(disk);
  const pieces = { write: (handle: FileHandle, bytes: Buffer, offset: number, length: number, position: number) => handle.write(bytes, offset, Math.min(length, 7), position) };
  Object.assign(disk, pieces);
  await file.write({ limit: 4_200, why: 'x'.repeat(500) });
  await file.close();
  expect(await kept()).toEqual({ limit: 4_200, why: 'x'.repeat(500) });
});

it('homes in one folder keep their states apart', async () => {
  const first = await openStateFile(folder, 'control-a');
  await first.file.write({ limit: 4_200 });
  await first.file.close();
  const other = await openStateFile(folder, 'control-b');
  expect(other.found).toBe('empty');
  for (const n of [1, 2, 3]) await other.file.write({ n });
  await other.file.close();
  expect(await kept()).toEqual({ limit: 4_200 });
});

it('slots that were emptied count as lost, not as those of a first start', async () => {
  const first = await openStateFile(folder, 'control');
  expect(first.found).toBe('empty');
  await first.file.write({ limit: 1 });
  await first.file.write({ limit: 2 });
  await first.file.close();
  for (const slot of ['control.0', 'control.1']) await truncate(join(folder, slot), 0);
  const second = await openStateFile(folder, 'control');
  expect(second).toMatchObject({ found: 'lost', content: null });
  await second.file.close();
});

it('slots that were deleted count as lost where anything of ours stands beside them, and another home’s files are not ours', async () => {
  const first = await openStateFile(folder, 'control-a');
  await first.file.write({ limit: 1 });
  await first.file.close();
  for (const slot of ['control-a.0', 'control-a.1']) await rm(join(folder, slot));
  const second = await openStateFile(folder, 'control-a');
  expect(second).toMatchObject({ found: 'lost', content: null });
  await second.file.close();
  await writeFile(join(folder, 'control-b.revoked'), 'dso stolen\n');
  const withKeys = await openStateFile(folder, 'control-b');
  expect(withKeys.found).toBe('lost');
  await withKeys.file.close();
  const other = await openStateFile(folder, 'control-c');
  expect(other.found).toBe('empty');
  await other.file.close();
});
