import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HomeLink, LinkStatus } from '../../../src/link/link.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { Memory } from '../../../src/state/memory.ts';
import { openHistory } from '../../../src/state/openHistory.ts';
import { PreferenceStore } from '../../../src/state/preferences.ts';
import { Store } from '../../../src/state/store.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { PastHome } from '../../fakes/pastHome.ts';
import { dayTotal } from '../../fakes/pastTexts.ts';

const DAY = 86_400_000;
const past = new PastHome();

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (url: URL) => {
    const answer = past.answer(`${url.pathname}${url.search}`);
    return new Response(answer?.text ?? null, { status: answer?.status ?? 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

it('a page that stays linked fetches each day when it is over, and today’s messages alone fetch nothing', async () => {
  const model = new HomeModel(() => 0);
  const memory = new Memory('phone-1', () => 0);
  await memory.open();
  let seq = 0;
  const { today } = homeMessages();
  const told = (days: number): void => {
    const body = { ...today, start: today.start + days * DAY, end: today.end + days * DAY, until: today.until + days * DAY, slots: [] };
    model.receive('tw/state/today', JSON.stringify({ v: 1, storeId: 'store-1', boot: 'b', seq: ++seq, time: TOLD_AT + days * DAY, body }));
  };
  past.days = [dayTotal(DAY_START - DAY, 2_000_000)];
  // Nothing of the link is used but whether it stands.
  const history = openHistory({ credential: { credential: 'phone-1', secret: 's' }, link: {} as HomeLink, status: new Store<LinkStatus>('connected'), memory, model, preferences: new PreferenceStore(undefined), base: new URL('http://home/') });
  const asked = (): number => past.asked.filter((path) => path.endsWith('/totals')).length;
  await expect.poll(() => history.progress.value.kind).toBe('complete');
  told(0);
  told(0);
  expect([model.facts.today.body?.start, asked()]).toEqual([DAY_START, 1]);
  past.days = [...past.days, dayTotal(DAY_START, 1_340_000)];
  told(1);
  await expect.poll(asked).toBe(2);
  await expect.poll(() => history.progress.value.kind).toBe('complete');
  past.status = 503;
  expect((await history.days())?.map(({ cost }) => cost)).toEqual([2_000_000, 1_340_000]);
  history.end();
  await memory.close();
});

it('a home restored as another store, whose past is told before its first word, is fetched as soon as this phone knows the store', async () => {
  const other = new PastHome('store-2');
  other.days = [dayTotal(DAY_START - DAY, 1)];
  past.status = 200;
  past.days = [dayTotal(DAY_START - DAY, 2_000_000), dayTotal(DAY_START - 2 * DAY, 2_000_000)];
  let home = past;
  vi.stubGlobal('fetch', async (url: URL) => {
    const answer = home.answer(`${url.pathname}${url.search}`);
    return new Response(answer?.text ?? null, { status: answer?.status ?? 404 });
  });
  const memory = new Memory('phone-1', () => 0);
  await memory.open();
  const say = (storeId: string): void => memory.keep('link', { v: 1, storeId, boot: 'b', seq: 1, time: TOLD_AT, body: {} });
  const status = new Store<LinkStatus>('connected');
  const history = openHistory({ credential: { credential: 'phone-1', secret: 's' }, link: {} as HomeLink, status, memory, model: new HomeModel(() => 0), preferences: new PreferenceStore(undefined), base: new URL('http://home/') });
  say('store-1');
  await expect.poll(() => history.progress.value.kind).toBe('complete');
  home = other;
  status.set('waiting');
  status.set('connected');
  await expect.poll(() => history.progress.value.kind).toBe('away');
  say('store-2');
  await expect.poll(() => history.progress.value.kind).toBe('complete');
  expect((await history.days())?.map(({ cost }) => cost)).toEqual([1]);
  history.end();
  await memory.close();
});
