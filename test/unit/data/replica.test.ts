import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../../src/data/credentials.ts';
import { Outbox, OUTBOX_NAME, OUTBOX_VERSION, type OutboxRow } from '../../../src/data/outbox.ts';
import { LastingOutbox } from '../../../src/data/openOutbox.ts';
import { HistoryStore } from '../../../src/data/historyStore.ts';
import { Replica } from '../../../src/data/replica.ts';
import type { StateEnvelope } from '#wire/envelope.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import { encodeChunk, type Chunk, type ChunkKind } from '#wire/history/chunk.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const envelope = (storeId: string, body: unknown): StateEnvelope => ({ v: 1, storeId, boot: 'b', seq: 1, time: 1_000, body });
const request = (id: string, madeAt: number, home = 'phone-1'): OutboxRow => ({ id, home, body: { kind: 'resume' }, revision: 3, madeAt, timeToLive: 60_000 });

describe('the copy on the phone', () => {
  it('keeps the latest of each name over a restart', async () => {
    const before = await Replica.open('phone-1');
    await before.put({ name: 'link', envelope: envelope('s1', 1), receivedAt: 5 });
    await before.put({ name: 'link', envelope: envelope('s1', 2), receivedAt: 6 });
    before.close();
    const after = await Replica.open('phone-1');
    expect(await after.states()).toEqual([{ name: 'link', envelope: envelope('s1', 2), receivedAt: 6 }]);
    after.close();
  });

  it('is emptied by another store, half-hours among it, and the outbox is not', async () => {
    const replica = await Replica.open('phone-1');
    const outbox = await Outbox.open();
    await outbox.add(request('r1', 1));
    await replica.put({ name: 'link', envelope: envelope('s1', 1), receivedAt: 5 });
    await replica.addHalfHours([{ start: 0, end: 1_800_000, importEnergy: 5, exportEnergy: 0, cost: null, quality: 'measured' }], 's1');
    await replica.put({ name: 'home', envelope: envelope('s2', 2), receivedAt: 7 });
    expect((await replica.states()).map(({ name }) => name)).toEqual(['home']);
    expect(await replica.halfHours(0, 10_000_000)).toEqual([]);
    expect((await outbox.all('phone-1')).map(({ id }) => id)).toEqual(['r1']);
    replica.close();
    outbox.close();
  });

  it('of one home knows nothing of another', async () => {
    const real = await Replica.open('phone-1');
    await real.put({ name: 'link', envelope: envelope('s1', 1), receivedAt: 5 });
    const demo = await Replica.open('demo');
    expect(await demo.states()).toEqual([]);
    real.close();
    demo.close();
  });

  it('made by version 1 is carried on with its states', async () => {
    const old = await openDB('tidewatt-replica-phone-1', 1, {
      upgrade(database) {
        database.createObjectStore('states', { keyPath: 'name' });
        database.createObjectStore('about');
      },
    });
    await old.put('states', { name: 'link', envelope: envelope('s1', 9), receivedAt: 5 });
    await old.put('about', 's1', 'storeId');
    old.close();
    const replica = await Replica.open('phone-1');
    expect((await replica.states())[0]?.envelope.body).toBe(9);
    await replica.addHalfHours([{ start: 0, end: 1_800_000, importEnergy: 5, exportEnergy: 0, cost: null, quality: 'measured' }], 's1');
    expect(await replica.halfHours(0, 1)).toHaveLength(1);
    replica.close();
  });

  it('made by version 2 loses its half-hours, which had no quality, and keeps its states', async () => {
    const old = await openDB('tidewatt-replica-phone-1', 2, {
      upgrade(database) {
        database.createObjectStore('states', { keyPath: 'name' });
        database.createObjectStore('about');
        database.createObjectStore('halfHours', { keyPath: 'start' });
      },
    });
    await old.put('states', { name: 'link', envelope: envelope('s1', 9), receivedAt: 5 });
    await old.put('halfHours', { start: 0, end: 1_800_000, importEnergy: 5, exportEnergy: 0, cost: null });
    old.close();
    const replica = await Replica.open('phone-1');
    expect([(await replica.states()).length, await replica.halfHours(0, 1)]).toEqual([1, []]);
    replica.close();
  });

  it('made by a newer app is left alone and named', async () => {
    const newer = await openDB('tidewatt-replica-phone-1', 99);
    newer.close();
    await expect(Replica.open('phone-1')).rejects.toMatchObject({ id: 'newer' });
  });

  it('forgets the oldest half-hours beyond a number of them, whatever their clock said', async () => {
    const replica = await Replica.open('phone-1');
    const row = (start: number) => ({ start, end: start + 1, importEnergy: 1, exportEnergy: 0, cost: null, quality: 'measured' as const });
    await replica.addHalfHours([row(10), row(20), row(30)], 's1');
    await replica.forgetHalfHours(3);
    expect(await replica.halfHours(0, 100)).toHaveLength(3);
    await replica.forgetHalfHours(2);
    expect((await replica.halfHours(0, 100)).map(({ start }) => start)).toEqual([20, 30]);
    replica.close();
  });
});

describe('the history in the copy on the phone', () => {
  const DAY = 86_400_000;
  const chunk = (kind: ChunkKind, from: number, to: number, import_ = 5): Chunk => encodeChunk({ kind, start: from * DAY, end: to * DAY }, ['start', 'importEnergy'], [{ start: from * DAY, importEnergy: import_ }]);
  const total = (date: string, cost: number): DayTotal => ({ date, start: 0, end: DAY, importEnergy: 1, exportEnergy: null, cost, covered: DAY, estimated: 0, unpriced: 0 });

  it('holds a chunk once, and a month in the place of its days', async () => {
    const replica = await Replica.open('phone-1');
    const history = new HistoryStore(replica.database);
    expect(await history.put(chunk('slots', 0, 1), 'a', 's1')).toBe(true);
    await history.put(chunk('slots', 1, 2), 'b', 's1');
    await history.put(chunk('minutes', 1, 2), 'm', 's1');
    await history.put(chunk('slots', 31, 32), 'later', 's1');
    await history.put(chunk('slots', 0, 31), 'month', 's1');
    expect((await history.known()).map(([kind, , , hash]) => [kind, hash])).toEqual([['minutes', 'm'], ['slots', 'month'], ['slots', 'later']]);
    replica.close();
  });

  it('takes nothing of a store that it does not know, and is emptied with the rest by another', async () => {
    const replica = await Replica.open('phone-1');
    const history = new HistoryStore(replica.database);
    await history.put(chunk('slots', 0, 1), 'a', 's1');
    await history.putDays([total('2026-01-01', 5), total('2026-01-01', 6)], 's1');
    expect([await history.put(chunk('slots', 1, 2), 'b', 's2'), await history.putDays([total('2026-01-02', 7)], 's2')]).toEqual([false, false]);
    expect([(await history.known()).length, (await history.days()).map(({ cost }) => cost)]).toEqual([1, [6]]);
    await replica.put({ name: 'home', envelope: envelope('s2', 2), receivedAt: 7 });
    expect([await history.known(), await history.days()]).toEqual([[], []]);
    replica.close();
  });

  it('made by version 3 keeps its half-hours and states', async () => {
    const old = await openDB('tidewatt-replica-phone-1', 3, {
      upgrade(database) {
        database.createObjectStore('states', { keyPath: 'name' });
        database.createObjectStore('about');
        database.createObjectStore('halfHours', { keyPath: 'start' });
      },
    });
    await old.put('halfHours', { start: 0, end: 1_800_000, importEnergy: 5, exportEnergy: 0, cost: null, quality: 'measured' });
    await old.put('about', 's1', 'storeId');
    old.close();
    const replica = await Replica.open('phone-1');
    expect(await replica.halfHours(0, 1)).toHaveLength(1);
    expect(await new HistoryStore(replica.database).put(chunk('slots', 0, 1), 'a', 's1')).toBe(true);
    replica.close();
  });
});

describe('the outbox of an open page', () => {
  const deleted = () => new Promise((resolve) => (indexedDB.deleteDatabase(OUTBOX_NAME).onsuccess = resolve));

  it('is made again, with what was asked on this page, when the browser throws it away', async () => {
    const outbox = await LastingOutbox.open();
    await outbox.add(request('r1', 1));
    await deleted();
    expect((await outbox.all('phone-1')).map(({ id }) => id)).toEqual(['r1']);
    const another = await Outbox.open();
    expect((await another.all('phone-1')).map(({ id }) => id)).toEqual(['r1']);
    another.close();
    outbox.close();
  });

  it('does not bring back what another tab has ended', async () => {
    const [one, two] = [await LastingOutbox.open(), await LastingOutbox.open()];
    await one.add(request('r1', 1));
    await two.remove('r1');
    expect(await one.all('phone-1')).toEqual([]);
    one.close();
    await deleted();
    expect(await one.all('phone-1')).toEqual([]);
    two.close();
  });

  it('lasts as long as the page in a browser that keeps no databases', async () => {
    globalThis.indexedDB = { open: () => { throw new DOMException('forbidden', 'SecurityError'); } } as unknown as IDBFactory;
    const outbox = await LastingOutbox.open();
    await outbox.add(request('r1', 1));
    expect((await outbox.all('phone-1')).map(({ id }) => id)).toEqual(['r1']);
    await outbox.remove('r1');
    expect(await outbox.all('phone-1')).toEqual([]);
  });
});

describe('the outbox', () => {
  it('gives back, in the order of the acts, only what was asked of this home', async () => {
    const outbox = await Outbox.open();
    await outbox.add(request('late', 20));
    await outbox.add(request('early', 10));
    await outbox.add(request('other', 5, 'demo'));
    expect((await outbox.all('phone-1')).map(({ id }) => id)).toEqual(['early', 'late']);
    await outbox.remove('early');
    expect((await outbox.all('phone-1')).map(({ id }) => id)).toEqual(['late']);
    outbox.close();
  });

  it('has the schema that every version of the app can read', async () => {
    (await Outbox.open()).close();
    const raw = await openDB(OUTBOX_NAME);
    expect([raw.version, [...raw.objectStoreNames]]).toEqual([1, ['requests']]);
    expect(OUTBOX_VERSION).toBe(1);
    expect(raw.transaction('requests').store.keyPath).toBe('id');
    raw.close();
  });
});

describe('the credential of this browser', () => {
  it('is kept until it is forgotten', async () => {
    const credentials = await Credentials.open(undefined);
    expect(await credentials.get()).toBeUndefined();
    await credentials.keep({ credential: 'phone-1', secret: 's' });
    expect(await credentials.get()).toEqual({ credential: 'phone-1', secret: 's' });
    await credentials.forget();
    expect(await credentials.get()).toBeUndefined();
    credentials.close();
  });

  it('is there when the browser threw its databases away, and without any', async () => {
    const kept = new Map<string, string>();
    const second = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text), removeItem: (key: string) => void kept.delete(key) } as Storage;
    const before = await Credentials.open(second);
    await before.keep({ credential: 'phone-1', secret: 's' });
    before.close();
    globalThis.indexedDB = new IDBFactory();
    const after = await Credentials.open(second);
    expect(await after.get()).toEqual({ credential: 'phone-1', secret: 's' });
    kept.clear();
    expect(await after.get()).toEqual({ credential: 'phone-1', secret: 's' });
    expect(kept.size).toBe(1);
    await after.forget();
    expect(await after.get()).toBeUndefined();
    after.close();
    globalThis.indexedDB = { open: () => { throw new DOMException('forbidden', 'SecurityError'); } } as unknown as IDBFactory;
    const without = await Credentials.open(second);
    await without.keep({ credential: 'phone-2', secret: 't' });
    expect(await without.get()).toEqual({ credential: 'phone-2', secret: 't' });
  });
});
