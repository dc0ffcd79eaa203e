import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../../src/data/credentials.ts';
import { Outbox, OUTBOX_NAME, OUTBOX_VERSION, type OutboxRow } from '../../../src/data/outbox.ts';
import { Replica } from '../../../src/data/replica.ts';
import type { StateEnvelope } from '#wire/envelope.ts';

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

  it('forgets half-hours that are older than asked', async () => {
    const replica = await Replica.open('phone-1');
    const row = (start: number) => ({ start, end: start + 1, importEnergy: 1, exportEnergy: 0, cost: null, quality: 'measured' as const });
    await replica.addHalfHours([row(10), row(20), row(30)], 's1');
    await replica.forgetHalfHours(20);
    expect((await replica.halfHours(0, 100)).map(({ start }) => start)).toEqual([20, 30]);
    replica.close();
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
    const credentials = await Credentials.open();
    expect(await credentials.get()).toBeUndefined();
    await credentials.keep({ credential: 'phone-1', secret: 's' });
    expect(await credentials.get()).toEqual({ credential: 'phone-1', secret: 's' });
    await credentials.forget();
    expect(await credentials.get()).toBeUndefined();
    credentials.close();
  });
});
