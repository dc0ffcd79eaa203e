import { describe, expect, it } from 'vitest';
import type { HistoryMessage } from '#wire/message/history.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { PastDays } from '../../../src/state/pastDays.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';

const DAY = 86_400_000;
let seq = 0;

function phone(answer: HistoryMessage | null = { storeId: 's', intervals: [] }) {
  const model = new HomeModel(() => 0);
  const asked: [number, number][] = [];
  const kept: HistoryMessage[] = [];
  const past = new PastDays(model, { keepHistory: async (history) => void kept.push(history) }, async (from, to) => {
    asked.push([from, to]);
    return answer;
  });
  const today = () => model.receive('tw/state/today', JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time: TOLD_AT, body: homeMessages().today }));
  return { past, asked, kept, today };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const TODAY_THEN_FORTNIGHT = [[DAY_START, DAY_START + DAY], [DAY_START - 14 * DAY, DAY_START]];

describe('what a phone asks of its home’s past', () => {
  it('is today first, then a fortnight, as soon as it is connected and knows the day', async () => {
    const { past, asked, kept, today } = phone();
    past.connected();
    await settled();
    expect(asked).toEqual([]);
    today();
    await settled();
    expect([asked, kept.length]).toEqual([TODAY_THEN_FORTNIGHT, 2]);
  });

  it('is asked once a connection, however often today is told', async () => {
    const { past, asked, today } = phone();
    past.connected();
    today();
    today();
    await settled();
    past.connected();
    await settled();
    expect(asked).toEqual([...TODAY_THEN_FORTNIGHT, ...TODAY_THEN_FORTNIGHT]);
  });

  it('is nothing while it was never connected', async () => {
    const { asked, today } = phone();
    today();
    await settled();
    expect(asked).toEqual([]);
  });

  it('keeps nothing of a home that does not answer', async () => {
    const { past, kept, today } = phone(null);
    past.connected();
    today();
    await settled();
    expect(kept).toEqual([]);
  });
});
