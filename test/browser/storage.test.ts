import { expect } from '@open-wc/testing';
import { deleteDB, openDB } from 'idb';
import { Outbox, OUTBOX_NAME } from '../../src/data/outbox.ts';
import { Replica } from '../../src/data/replica.ts';
import { HomeModel } from '../../src/state/homeModel.ts';
import { Memory } from '../../src/state/memory.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';

const DAY = 86_400_000;
const NAME = 'tidewatt-replica-browser';
const envelope = (body: unknown, seq = 1) => ({ v: 1, storeId: 's', boot: 'b', seq, time: TOLD_AT, body });

describe('the copy on the phone, in a real browser', () => {
  afterEach(async () => {
    await deleteDB(NAME);
    await deleteDB(OUTBOX_NAME);
  });

  it('is there again after the page is closed, with the time that passed', async () => {
    let wall = 5_000_000;
    const writer = new Memory('browser', () => wall);
    await writer.open();
    await writer.restore(new HomeModel(() => 0));
    writer.keep('grid', envelope(homeMessages().grid));
    await writer.close();
    wall += 120_000;
    const model = new HomeModel(() => 0);
    const reader = new Memory('browser', () => wall);
    await reader.open();
    await reader.restore(model);
    await expect(model.facts.grid.body?.power).to.equal(820);
    await expect(model.clock.now()).to.equal(TOLD_AT + 120_000);
    await reader.close();
  });

  it('keeps the half-hours of a day that are over, once', async () => {
    const memory = new Memory('browser', () => 1);
    await memory.open();
    await memory.restore(new HomeModel(() => 0));
    await memory.keepDay(homeMessages().today, 's');
    await memory.keepDay(homeMessages().today, 's');
    await expect(memory.past.value).to.have.length(28);
    await expect(memory.past.value[1]?.power).to.equal(400);
    await memory.close();
  });

  it('has the home’s own past beside what it saw, and nothing of another home’s', async () => {
    const memory = new Memory('browser', () => 1);
    await memory.open();
    const { bars } = homeMessages().today;
    const slots = (day: number) => bars.map((bar) => ({ ...bar, start: bar.start - day * DAY, end: bar.end - day * DAY, rate: null, revision: 1 }));
    await memory.keepDay(homeMessages().today, 's');
    await memory.keepHistory({ storeId: 's', intervals: slots(1) });
    await expect(memory.past.value).to.have.length(56);
    await expect(await memory.slots(TOLD_AT - 2 * DAY, TOLD_AT - DAY)).to.have.length(28);
    await memory.keepHistory({ storeId: 'other', intervals: slots(2) });
    await expect(memory.past.value).to.have.length(28);
    await memory.close();
  });

  it('gives way to a newer app that changes the schema', async () => {
    const replica = await Replica.open('browser');
    const newer = await openDB(NAME, 50);
    await expect(newer.version).to.equal(50);
    newer.close();
    replica.close();
  });

  it('made by a newer app is said, and the app goes on without it', async () => {
    (await openDB(NAME, 50)).close();
    const memory = new Memory('browser', () => 1);
    await memory.open();
    await memory.restore(new HomeModel(() => 0));
    await expect(memory.fault.value).to.equal('newer');
    memory.keep('grid', envelope(homeMessages().grid));
    await memory.close();
  });

  it('held by a tab that does not let go is said within the patience', async () => {
    const holder = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const memory = new Memory('browser', () => 1);
    await memory.open();
    await memory.restore(new HomeModel(() => 0));
    await expect(memory.fault.value).to.equal('blocked');
    holder.close();
  }).timeout(8_000);
});

describe('the outbox, in a real browser', () => {
  it('is drained by one tab at a time', async () => {
    const outbox = await Outbox.open();
    const order: string[] = [];
    const work = (name: string) =>
      navigator.locks.request('tidewatt-outbox', async () => {
        order.push(`${name} begins`);
        await outbox.all('browser');
        order.push(`${name} ends`);
      });
    await Promise.all([work('one'), work('two')]);
    await expect(order).to.deep.equal(['one begins', 'one ends', 'two begins', 'two ends']);
    outbox.close();
    await deleteDB(OUTBOX_NAME);
  });
});
