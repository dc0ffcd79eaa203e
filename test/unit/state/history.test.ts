import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf, HistoryError, HistorySource } from '../../../src/link/historySource.ts';
import { History, type HistoryTools } from '../../../src/state/history.ts';
import { Memory } from '../../../src/state/memory.ts';
import { homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { PastHome } from '../../fakes/pastHome.ts';
import { dayTotal, minutesText, slotsText } from '../../fakes/pastTexts.ts';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;
/** Midnight before the moment at which the home speaks. */
const TODAY = Date.UTC(2023, 2, 24);

let memories: Memory[] = [];
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(async () => {
  for (const memory of memories) await memory.close();
  memories = [];
});

/** A phone with its copy, and a home that tells its past. */
async function phone(past: PastHome, change: Partial<HistoryTools> = {}) {
  const memory = new Memory('phone-1', () => 0);
  memories.push(memory);
  await memory.open();
  const waits: number[] = [];
  const wanted = { value: true };
  let told = 0;
  const history = new History({
    source: new HistorySource(async (path, signal) => {
      if (signal.aborted) throw new HistoryError('away');
      const answer = past.answer(path);
      const failure = failureOf(answer?.status ?? 500);
      if (!answer || failure) throw new HistoryError(failure ?? 'away');
      return new TextEncoder().encode(answer.text);
    }),
    using: (work) => memory.using(work),
    ahead: { isWanted: () => wanted.value, want: (on) => void (wanted.value = on) },
    now: () => TOLD_AT,
    alone: (work) => work(),
    tell: () => void told++,
    idle: () => Promise.resolve(),
    later: (ms, signal) => (waits.push(ms), new Promise((resolve) => signal.addEventListener('abort', () => resolve()))),
    ...change,
  });
  return { memory, history, waits, wanted, told: () => told };
}

/** Three days of slots and two of minutes. */
function home(): PastHome {
  const past = new PastHome();
  past.days = [1, 2, 3].map((ago) => dayTotal(TODAY - ago * DAY, ago * 1_000_000)).reverse();
  for (const ago of [1, 2, 3]) past.add(slotsText(TODAY - ago * DAY, 48));
  for (const ago of [1, 2]) past.add(minutesText(TODAY - ago * DAY));
  return past;
}

const complete = (history: History) => vi.waitFor(() => expect(history.progress.value).toEqual({ kind: 'complete' }), { timeout: 60_000, interval: 2 });
const chunksAsked = (past: PastHome): number => past.asked.filter((path) => path.includes('/chunk/')).length;
const path = (name: string): string => `/api/history/${name}`;

describe('the past comes to a phone', () => {
  it('with its totals first, then the index, and every chunk once', async () => {
    const past = home();
    const { history, told } = await phone(past);
    history.start();
    await complete(history);
    expect(past.asked.slice(0, 2)).toEqual([path('totals'), path('index')]);
    expect([chunksAsked(past), past.asked.at(-1), told() > 3]).toEqual([5, path('piece'), true]);
    expect((await history.days())?.map(({ cost }) => cost)).toEqual([3_000_000, 2_000_000, 1_000_000]);
    history.start();
    await vi.waitFor(() => expect(past.asked.filter((one) => one === path('index'))).toHaveLength(2), { timeout: 60_000, interval: 2 });
    await complete(history);
    expect(chunksAsked(past)).toBe(5);
  });

  it('goes on where it was cut, newest first', async () => {
    const past = home();
    const first = await phone(past, { idle: async () => void (chunksAsked(past) === 2 && first.history.end()) });
    first.history.start();
    await vi.waitFor(() => expect(first.history.progress.value).toEqual({ kind: 'away', why: 'away', done: 2, total: 5 }), { timeout: 60_000, interval: 2 });
    await new Promise((resolve) => setTimeout(resolve));
    await first.memory.close();
    past.asked.length = 0;
    const again = await phone(past);
    expect((await again.history.read('slots', TODAY - DAY, TODAY)).rows).toHaveLength(48);
    expect(past.asked).toEqual([]);
    again.history.start();
    await complete(again.history);
    expect(chunksAsked(past)).toBe(3);
  });

  it('a day that was sealed again takes the place of the former, and a month that of its days', async () => {
    const past = home();
    const { history } = await phone(past);
    history.start();
    await complete(history);
    past.add(slotsText(TODAY - DAY, 48, 999));
    history.start();
    await vi.waitFor(async () => expect((await history.read('slots', TODAY - DAY, TODAY)).rows[0]).toMatchObject({ importEnergy: 999 }), { interval: 5 });
    await complete(history);
    past.clear();
    past.add(slotsText(TODAY - 20 * DAY, 20 * 48, 7));
    history.start();
    await vi.waitFor(async () => expect((await history.read('slots', TODAY - DAY, TODAY)).rows[0]).toMatchObject({ importEnergy: 7 }), { interval: 5 });
    expect((await history.read('slots', TODAY - 20 * DAY, TODAY)).rows).toHaveLength(20 * 48);
  });

  it('what the home has lost stays on the phone', async () => {
    const past = home();
    const { history } = await phone(past);
    history.start();
    await complete(history);
    past.clear();
    past.add(slotsText(TODAY - DAY, 48));
    history.start();
    await vi.waitFor(() => expect(past.asked.filter((one) => one === path('index'))).toHaveLength(2), { timeout: 60_000, interval: 2 });
    await complete(history);
    const slots = await history.read('slots', TODAY - 3 * DAY, TODAY);
    const minutes = await history.read('minutes', TODAY - 2 * DAY, TODAY);
    expect([slots.rows.length, slots.unread, minutes.rows.length, minutes.unread]).toEqual([3 * 48, [], 2 * 1_440, []]);
  });

  it('a damaged chunk keeps nobody from the others, and is asked for again after a while', async () => {
    const past = home();
    const bad = past.add(slotsText(TODAY - DAY, 48));
    past.damaged.add(bad);
    const { history, waits } = await phone(past);
    history.start();
    await vi.waitFor(() => expect(history.progress.value).toEqual({ kind: 'away', why: 'damaged', done: 4, total: 5 }), { timeout: 60_000, interval: 2 });
    expect(waits).toEqual([60_000]);
    history.end();
    past.damaged.clear();
    history.start();
    await complete(history);
  });

  it.each([
    [503, 'down'],
    [401, 'refused'],
  ] as const)('a home that answers %i is said, and asked again after a while', async (status, why) => {
    const past = home();
    past.status = status;
    const { history, waits } = await phone(past);
    history.start();
    await vi.waitFor(() => expect(history.progress.value).toMatchObject({ kind: 'away', why }), { timeout: 60_000, interval: 2 });
    expect(waits).toEqual([60_000]);
    history.end();
  });

  it('is stopped by a person, stays so, and goes on when it is wanted', async () => {
    const past = home();
    let stops = 0;
    const { history, wanted } = await phone(past, { idle: async () => void (chunksAsked(past) === 2 && stops++ === 0 && history.stop()) });
    history.start();
    await vi.waitFor(() => expect(history.progress.value).toEqual({ kind: 'stopped', done: 2, total: 5 }), { timeout: 60_000, interval: 2 });
    history.start();
    expect([history.progress.value.kind, wanted.value]).toEqual(['stopped', false]);
    history.resume();
    await complete(history);
    expect(wanted.value).toBe(true);
  });

  it('of another store empties the copy, and takes nothing of the former one', async () => {
    const past = home();
    const { history, memory } = await phone(past);
    history.start();
    await complete(history);
    memory.keep('home', { v: 1, storeId: 'store-2', boot: 'b', seq: 1, time: TOLD_AT, body: homeMessages().home });
    history.start();
    await vi.waitFor(() => expect(history.progress.value).toMatchObject({ kind: 'away' }), { timeout: 60_000, interval: 2 });
    history.end();
    past.status = 503;
    expect((await history.read('slots', TODAY - DAY, TODAY)).rows).toEqual([]);
    past.status = 200;
    past.storeId = 'store-2';
    history.start();
    await complete(history);
    expect((await history.read('slots', TODAY - DAY, TODAY)).rows).toHaveLength(48);
  });
});

describe('the past is read', () => {
  it('from the phone without asking the home, and from the home where the phone has none', async () => {
    const past = home();
    const { history } = await phone(past);
    history.start();
    await complete(history);
    past.asked.length = 0;
    expect((await history.read('minutes', TODAY - DAY + 60_000, TODAY - DAY + 180_000)).rows.map(({ start, power }) => [start, power])).toEqual([[TODAY - DAY + 60_000, 500], [TODAY - DAY + 120_000, 500]]);
    expect(past.asked).toEqual([]);
    const older = past.add(slotsText(TODAY - 9 * DAY, 48));
    expect(older).toHaveLength(64);
    expect((await history.read('slots', TODAY - 9 * DAY, TODAY - 8 * DAY)).rows).toHaveLength(48);
    expect(past.asked).toEqual([path('piece')]);
  });

  it('with what neither could tell said, which is not a gap', async () => {
    const past = home();
    const { history } = await phone(past);
    history.start();
    await complete(history);
    past.status = 503;
    const { rows, unread } = await history.read('slots', TODAY - 4 * DAY, TODAY - 2 * DAY);
    expect([rows.length, unread]).toEqual([48, [{ start: TODAY - 4 * DAY, end: TODAY - 3 * DAY }]]);
  });

  it('from what this phone saw itself where nothing else tells', async () => {
    const past = home();
    past.status = 503;
    const { history, memory } = await phone(past);
    await memory.keepDay(homeMessages().today, 'store-1');
    const { rows, unread } = await history.read('slots', TODAY, TODAY + 15 * 2 * HALF_HOUR);
    expect([rows.length, rows[0], unread]).toEqual([28, { start: TODAY, end: TODAY + HALF_HOUR, importEnergy: 200_000, exportEnergy: 0, cost: 18_400, quality: 'estimated', revision: null, currency: null, rate: null }, [{ start: TODAY + 28 * HALF_HOUR, end: TODAY + 30 * HALF_HOUR }]]);
  });

  it('from the home alone on a phone that keeps nothing', async () => {
    const past = home();
    const { history } = await phone(past, { using: async () => undefined });
    expect((await history.read('slots', TODAY - DAY, TODAY)).rows).toHaveLength(48);
    expect(await history.days()).toHaveLength(3);
    past.status = 503;
    expect(await history.days()).toBeNull();
  });

  it('with the days that were over since, on a page that stayed open, and where nothing is to be fetched', async () => {
    const past = home();
    let now = TOLD_AT;
    const { history, wanted } = await phone(past, { now: () => now });
    history.start();
    await complete(history);
    now += 10 * DAY;
    past.days = [...past.days, ...Array.from({ length: 10 }, (_, n) => dayTotal(TODAY + n * DAY, 5_000_000))];
    expect(await history.days()).toHaveLength(13);
    history.stop();
    expect([wanted.value, (await history.days())?.at(-1)?.cost]).toEqual([false, 5_000_000]);
    past.status = 503;
    expect(await history.days()).toHaveLength(3);
    past.status = 200;
    past.clear();
    expect(await history.days()).toHaveLength(3);
  });

  it('without asking the home again while no other day is over', async () => {
    const past = home();
    const { history } = await phone(past);
    history.start();
    await complete(history);
    past.asked.length = 0;
    expect(await history.days()).toHaveLength(3);
    expect(past.asked).toEqual([]);
  });

  it('without the part of a day that the home told while it ran', async () => {
    const past = home();
    past.days = [...past.days, { ...dayTotal(TODAY, 400_000), covered: DAY / 4 }];
    let now = TOLD_AT;
    const { history } = await phone(past, { now: () => now });
    history.start();
    await complete(history);
    now += DAY;
    past.status = 503;
    expect((await history.days())?.map(({ cost }) => cost)).toEqual([3_000_000, 2_000_000, 1_000_000]);
  });

  it('again when the browser threw the copy away under the open page', async () => {
    const past = home();
    const { history, memory } = await phone(past);
    memory.keep('home', { v: 1, storeId: 'store-1', boot: 'b', seq: 1, time: TOLD_AT, body: homeMessages().home });
    history.start();
    await complete(history);
    await new Promise((resolve) => (indexedDB.deleteDatabase('tidewatt-replica-phone-1').onsuccess = resolve));
    expect((await history.read('slots', TODAY - DAY, TODAY)).rows).toHaveLength(48);
    history.start();
    await vi.waitFor(() => expect(chunksAsked(past)).toBe(10), { timeout: 60_000, interval: 2 });
    await complete(history);
    memory.keep('link', { v: 1, storeId: 'store-1', boot: 'b', seq: 2, time: TOLD_AT, body: homeMessages().link });
    await vi.waitFor(async () => expect((await memory.using((replica) => replica.states()))?.map(({ name }) => name)).toEqual(['home', 'link']), { interval: 5 });
    expect(memory.fault.value).toBeNull();
  });
});
