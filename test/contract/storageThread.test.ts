import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal } from '../../device/house/storage/journal.ts';
import { Storage } from '../../device/house/storage/storage.ts';
import { Telemetry } from '../../device/house/storage/telemetry.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';

let bundles: Bundle;
let folder: string;
let storage: Storage;
let worker: Worker | undefined;
let opened = 0;
const stored = new Set<string>();
const failed = new Map<string, string>();
const changes: string[] = [];
const SYNCED = { boot: 'b', shift: 0, trust: 'synced' } as const;

const READING = { meter: 'm', at: 0, power: 250, phases: {}, registers: [], period: 1_000, quality: 'measured' };

beforeAll(async () => {
  bundles = await bundle({ storage: 'test/fakes/blockableThread.ts' });
});
afterAll(() => bundles.remove());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-storage-'));
  opened = 0;
  stored.clear();
  failed.clear();
  changes.length = 0;
  storage = new Storage({
    folder,
    module: bundles.url('storage'),
    opened: () => void opened++,
    stored: (id) => void stored.add(id),
    failed: (id, reason) => void failed.set(id, reason),
    changed: (state) => void changes.push(state),
    started: (thread) => (worker = thread),
    at: () => 0,
    clock: () => SYNCED,
    states: () => ({ wishes: 'as they are now' }),
  });
  storage.start();
  await expect.poll(() => opened).toBe(1);
});
afterEach(async () => {
  await storage.close({}, 2_000);
  rmSync(folder, { recursive: true, force: true });
});

const journalled = (): Set<string> => {
  const journal = Journal.open(folder);
  const ids = new Set(journal.lastIds());
  journal.close();
  return ids;
};
const load = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `b/wishes/${from + n}`;
    storage.store(id, { n }, { wishes: from + n });
    return id;
  });
const answered = (ids: readonly string[]): boolean => ids.every((id) => stored.has(id) || failed.has(id));

/** What was acknowledged is there, what was refused is not. */
async function expectTruth(ids: readonly string[]): Promise<void> {
  await expect.poll(() => answered(ids)).toBe(true);
  expect(ids.filter((id) => stored.has(id) && failed.has(id))).toEqual([]);
  await storage.close({}, 2_000);
  const kept = journalled();
  expect(ids.filter((id) => stored.has(id) !== kept.has(id))).toEqual([]);
}

describe('the storage thread', () => {
  it('killed under load is started again; what it had not acknowledged is answered as failed and is not there', async () => {
    // From within: ended from outside in the middle of a call, the database's library can take the whole process along.
    const before = load(0, 50);
    worker?.postMessage({ exit: true });
    before.push(...load(50, 50));
    await expect.poll(() => failed.size).toBeGreaterThan(10);
    await expect.poll(() => opened).toBe(2);
    const after = load(100, 10);
    await expect.poll(() => answered(after)).toBe(true);
    expect(after.filter((id) => failed.has(id))).toEqual([]);
    await expectTruth([...before, ...after]);
  });

  it('blocked for 15 s is given up after 5, and another one answers', async () => {
    worker?.postMessage({ block: 15_000 });
    const before = load(0, 20);
    await expect.poll(() => answered(before)).toBe(true);
    expect(new Set(failed.values())).toEqual(new Set(['storage-blocked']));
    await expect.poll(() => opened).toBe(2);
    await expectTruth([...before, ...load(20, 5)]);
    expect(changes).toEqual(['failed', 'ok']);
  });

  it('is not taken for blocked because a flush has just begun', async () => {
    // As a replay at speed does it: the queue fills within the minute, and is handed over between two flushes.
    for (let at = 0; at <= 600; at++) storage.addReading({ ...READING, at } as never);
    storage.flush();
    const readings = (): ReturnType<typeof storage.ask<'readings'>> => storage.ask('readings', { from: 0, to: 60_000 });
    await expect.poll(readings).toHaveLength(600);
    storage.flush();
    await expect.poll(readings).toHaveLength(601);
    expect([opened, changes]).toEqual([1, []]);
  });

  it('that has not flushed for half a minute is given up, and what it had goes to the next', async () => {
    const thread = worker;
    thread?.postMessage({ block: 60_000 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      storage.addReading(READING as never);
      storage.flush();
      vi.advanceTimersByTime(29_999);
      storage.flush();
      expect(changes).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(changes).toEqual(['failed']);
      vi.advanceTimersByTime(200);
    } finally {
      vi.useRealTimers();
    }
    await expect.poll(() => opened).toBe(2);
    storage.flush();
    await expect.poll(() => storage.ask('readings', { from: 0, to: 60_000 })).toHaveLength(1);
  });

  it('out of memory takes nobody along, and is started again', async () => {
    worker?.postMessage({ hog: true });
    load(0, 1);
    // On a busy machine it stands still collecting before it gives up: then it is taken for blocked.
    await expect.poll(() => failed.get('b/wishes/0')).toMatch(/^(?:ERR_WORKER_OUT_OF_MEMORY|storage-blocked)$/);
    await expect.poll(() => opened).toBe(2);
    await expectTruth(load(1, 5));
  });

  it('refuses the 257th store under way, at once', async () => {
    worker?.postMessage({ block: 2_000 });
    const ids = load(0, 257);
    await Promise.resolve();
    expect([...failed]).toEqual([['b/wishes/256', 'queue-full']]);
    await expectTruth(ids);
  });

  it('keeps readings by the minute and slots by their revision', async () => {
    const reading = (at: number) => ({ ...READING, at }) as never;
    const kept = (): ReturnType<typeof storage.ask<'slots'>> => storage.ask('slots', { from: 0, to: 1, most: 10 });
    const slot = (revision: number, energy: number) => ({ start: 0, end: 1_800_000, import: energy, export: null, quality: 'measured', revision, rate: 'day', cost: 7, currency: 'EUR' }) as never;
    for (const at of [1_000, 59_000, 61_000]) storage.addReading(reading(at));
    storage.addSlot(slot(1, 500));
    storage.flush();
    await expect.poll(kept).toHaveLength(1);
    storage.addReading(reading(30_000));
    storage.addSlot(slot(2, 600));
    storage.addSlot(slot(1, 999));
    storage.flush();
    await expect.poll(async () => (await kept())[0]?.import).toBe(600);
    await storage.close({}, 2_000);
    const telemetry = Telemetry.open(folder);
    expect(telemetry.raw.between(0, 60_000).map(({ at }) => at)).toEqual([1_000, 59_000, 30_000]);
    expect(telemetry.raw.between(60_000, 120_000).map(({ at }) => at)).toEqual([61_000]);
    expect(telemetry.slots.between(0, 1, 10)).toEqual([{ start: 0, end: 1_800_000, import: 600, export: null, quality: 'measured', revision: 2, rate: 'day', cost: 7, currency: 'EUR' }]);
    telemetry.close();
  });

  it('keeps sags and swells for three months of days that had one, and the oldest goes first (E7)', async () => {
    const DAY = 86_400_000;
    const sag = (day: number) => ({ kind: 'sag', phase: 'L1', start: day * DAY, end: day * DAY + 1_000, extreme: 201.5, threshold: 207, by: 'gateway', count: 1, cut: false }) as const;
    for (let day = 1; day <= 94; day++) storage.addExcursion(sag(day) as never);
    storage.addExcursion({ ...sag(94), phase: 'L2' } as never);
    storage.flush();
    await storage.close({}, 5_000);
    const telemetry = Telemetry.open(folder);
    const kept = telemetry.excursions();
    telemetry.close();
    expect(kept).toHaveLength(93);
    expect([kept[0], kept.at(-1)]).toEqual([sag(3), { ...sag(94), phase: 'L2' }]);
  });
});
