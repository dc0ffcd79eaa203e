import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeSlot } from '../../../../device/control/slots.ts';
import { openStateFile } from '../../../../device/control/stateFile.ts';
import { Keeper } from '../../../../device/control/keeper.ts';

/** A disk that answers when it is told to. */
function slowDisk() {
  const writes: { content: unknown; done: () => void; fail: (reason: string) => void }[] = [];
  const file = {
    write: (content: unknown) => new Promise<void>((resolve, reject) => writes.push({ content, done: resolve, fail: (reason) => reject(new Error(reason)) })),
    close: () => Promise.resolve(),
  };
  return { writes, file };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('keeping the state', () => {
  it('writes at once when something was tightened, and everybody who comes meanwhile shares one write of the newest', async () => {
    const { writes, file } = slowDisk();
    let state = 1;
    const keeper = new Keeper(file, () => state, () => undefined);
    const first = keeper.now();
    state = 2;
    const second = keeper.now();
    state = 3;
    const third = keeper.now();
    writes[0]?.done();
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(writes.map(({ content }) => content)).toEqual([1, 3]);
    writes[1]?.done();
    expect(await Promise.all([second, third])).toEqual([true, true]);
  });

  it('what is acknowledged stands in both slots before it is: one that is lost takes nothing with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tidewatt-keeper-'));
    const { file } = await openStateFile(folder, 'control');
    await file.write({ limit: null });
    await file.write({ limit: null });
    const keeper = new Keeper(file, () => ({ limit: 4_200 }), () => undefined);
    expect(await keeper.both()).toBe(true);
    for (const slot of ['control.0', 'control.1']) expect(decodeSlot(await readFile(join(folder, slot)))?.content).toEqual({ limit: 4_200 });
    await keeper.close();
    await rm(folder, { recursive: true });
  });

  it('a second slot that fails is said, and takes nothing back that the first one has', async () => {
    const { writes, file } = slowDisk();
    const said: string[] = [];
    const keeper = new Keeper(file, () => 'state', (reason) => said.push(reason));
    const kept = keeper.both();
    writes[0]?.done();
    await vi.advanceTimersByTimeAsync(0);
    writes[1]?.fail('EIO');
    expect([await kept, said]).toEqual([true, ['EIO']]);
  });

  it('writes what is only newer once a minute', async () => {
    const { writes, file } = slowDisk();
    const keeper = new Keeper(file, () => 'state', () => undefined);
    for (let second = 0; second < 59; second++) {
      keeper.soon();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(writes).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(writes).toHaveLength(1);
  });

  it('says once that the disk fails, answers false, and goes on trying', async () => {
    const { writes, file } = slowDisk();
    const said: string[] = [];
    const keeper = new Keeper(file, () => 'state', (reason) => said.push(reason));
    for (let attempt = 0; attempt < 2; attempt++) {
      const kept = keeper.now();
      writes[attempt]?.fail('ENOSPC');
      expect(await kept).toBe(false);
    }
    const kept = keeper.now();
    writes[2]?.done();
    expect(await kept).toBe(true);
    expect(said).toEqual(['ENOSPC']);
  });

  it('is silent after it is closed: what others still say is kept by nobody', async () => {
    const { writes, file } = slowDisk();
    const said: string[] = [];
    const keeper = new Keeper(file, () => 'state', (reason) => said.push(reason));
    const before = keeper.now();
    const closing = keeper.close();
    const late = keeper.now();
    writes[0]?.done();
    await before;
    await vi.advanceTimersByTimeAsync(0);
    writes[1]?.done();
    await closing;
    keeper.soon();
    await vi.advanceTimersByTimeAsync(120_000);
    expect([await late, await keeper.now()]).toEqual([false, false]);
    expect(writes).toHaveLength(2);
    expect(said).toEqual([]);
  });
});
