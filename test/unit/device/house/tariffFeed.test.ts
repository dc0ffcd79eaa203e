import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { priceSlots } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { FetchedTariff, type FetchedTerms } from '../../../../device/house/fetchedTariff.ts';
import { TariffFeed } from '../../../../device/house/tariffFeed.ts';
import { SourceFault } from '../../../../device/source/ask.ts';

const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));
const parts = [{ name: 'Energy', kind: 'energy', price: 0.3 }, { name: 'Grid', kind: 'grid', price: 0.1 }, { name: 'Standing', kind: 'standing', pricePerDay: 0.5 }];

function tariff(fields: Record<string, unknown>): Tariff {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'File', currency: 'EUR', zone: 'Europe/Berlin', parts, ...fields });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
}

/** Prices of hours from noon on. */
const hours = (prices: readonly number[], from = 0, currency = 'EUR'): Tariff =>
  tariff({ name: 'Source', currency, parts: [{ name: 'Market price', kind: 'energy', slots: prices.map((price, n) => ({ start: new Date(NOON + (from + n) * HOUR).toISOString(), end: new Date(NOON + (from + n + 1) * HOUR).toISOString(), price })) }] });

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tidewatt-feed-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});
const fetched = (terms: Partial<FetchedTerms> = {}): FetchedTariff => new FetchedTariff({ file: join(folder, 'prices.json'), of: 'one', cover: 'total', configured: tariff({}), example: false, ...terms });
const seen = (of: FetchedTariff, forHours: number): unknown[] => priceSlots(of.current, { start: NOON, end: after(NOON, forHours * HOUR) }).map(({ start, end, importPrice }) => [(start - NOON) / HOUR, (end - NOON) / HOUR, importPrice]);

describe('prices of a source', () => {
  it('stand in place of the tariff file’s where they are all that is paid, and beyond them nothing is known', () => {
    const home = fetched();
    expect(home.take(hours([0.2, -0.05]), NOON)).toBeNull();
    expect(seen(home, 4)).toEqual([[0, 1, 200_000], [1, 2, -50_000]]);
    expect(home.current.parts.map(({ name }) => name)).toEqual(['Market price', 'Standing']);
  });

  it('of the market are the energy part only: grid fee and VAT of the tariff file come on top', () => {
    const home = fetched({ cover: 'energy', configured: tariff({ vat: { percent: 20, included: false } }) });
    expect(home.take(hours([0.2]), NOON)).toBeNull();
    expect(seen(home, 2)).toEqual([[0, 1, 360_000]]);
  });

  it('are the newest word on their time, and kept over a restart', () => {
    const home = fetched();
    home.take(hours([0.1, 0.2, 0.3]), NOON);
    home.take(hours([0.5], 1), NOON);
    const expected = [[0, 1, 100_000], [1, 2, 500_000], [2, 3, 300_000]];
    expect(seen(home, 5)).toEqual(expected);
    expect(seen(fetched(), 5)).toEqual(expected);
  });

  it('of another source, or damaged, are not taken over', () => {
    fetched().take(hours([0.1]), NOON);
    expect(seen(fetched({ of: 'two' }), 1)).toEqual([[0, 1, 400_000]]);
    writeFileSync(join(folder, 'prices.json'), '{"version":1');
    expect(seen(fetched(), 1)).toEqual([[0, 1, 400_000]]);
  });

  it.each<[string, Tariff, Partial<FetchedTerms>, string]>([
    ['another currency', hours([0.1], 0, 'SEK'), {}, 'wrong-currency: it is in SEK, the home\'s bills in EUR'],
    ['a price out of range', hours([0.1, 42]), {}, 'price-out-of-range: 42 EUR per kWh at 2026-11-21T13:00:00.000Z'],
    ['nothing but the past', hours([0.1], -1), {}, 'tariff-late: all of it is over'],
    ['market prices beside a file with VAT in it', hours([0.1]), { cover: 'energy' }, 'vat-unclear: its prices leave VAT out, those of the tariff file do not'],
    ['all that is paid beside a file without VAT', hours([0.1]), { configured: tariff({ vat: { percent: 20, included: false } }) }, 'vat-unclear: its prices have VAT in them, those of the tariff file leave it out'],
  ])('are refused whole with %s', (_, prices, terms, reason) => {
    const home = fetched(terms);
    const before = home.current;
    expect(home.take(prices, NOON)).toBe(reason);
    expect(home.current).toBe(before);
  });
});

describe('a source', () => {
  async function asked(answers: readonly (Tariff | SourceFault | null)[], forMinutes: number): Promise<{ at: number[]; notes: string[]; reached: boolean[]; changes: number; home: FetchedTariff }> {
    vi.useFakeTimers({ now: NOON });
    const home = fetched();
    const told = { at: [] as number[], notes: [] as string[], reached: [] as boolean[], changes: 0, home };
    const fetch = (): Promise<Tariff | null> => {
      const answer = answers[told.at.push((Date.now() - NOON) / 60_000) - 1] ?? null;
      return answer instanceof SourceFault ? Promise.reject(answer) : Promise.resolve(answer);
    };
    const feed = new TariffFeed({ fetch, prices: home, now: () => instant(Date.now()), changed: () => (told.changes += 1), note: (text) => told.notes.push(text), reached: (isReached) => told.reached.push(isReached), chance: () => 0 });
    feed.start();
    await vi.advanceTimersByTimeAsync(forMinutes * 60_000);
    feed.stop();
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    return told;
  }

  it('is asked every 20 minutes while prices are awaited, every 3 hours when half a day is known', async () => {
    const day = Array.from({ length: 20 }, () => 0.1);
    const { at, changes } = await asked([null, hours([0.1]), hours(day), hours(day)], 300);
    expect(at).toEqual([0.5, 20.5, 40.5, 220.5]);
    expect(changes).toBe(2);
  });

  it('that fails is asked ever less, at most once an hour, and what is known stays', async () => {
    const { at, notes, home } = await asked([hours([0.1, 0.2]), ...Array.from({ length: 12 }, () => new SourceFault('enotfound'))], 300);
    expect(at).toEqual([0.5, 20.5, 21.5, 23.5, 27.5, 35.5, 51.5, 83.5, 143.5, 203.5, 263.5]);
    expect(notes).toEqual(['prices are known until 2026-11-21T14:00:00.000Z', 'the source of prices gave none: enotfound']);
    expect(seen(home, 5)).toEqual([[0, 1, 100_000], [1, 2, 200_000]]);
  });

  it('U37 says each time whether it could be asked: one that has nothing yet could, and so could one whose table is refused', async () => {
    expect((await asked([hours([0.1]), new SourceFault('enotfound'), new SourceFault('enotfound'), null, hours([42])], 44)).reached).toEqual([true, false, false, true, true]);
  });

  it('is left alone for as long as it wants', async () => {
    expect((await asked([new SourceFault('http-429', 90 * 60_000), null], 100)).at).toEqual([0.5, 90.5]);
  });

  it('whose table is refused is asked again, and the reason said', async () => {
    expect((await asked([hours([42])], 1)).notes).toEqual(['the source of prices gave none: refused, price-out-of-range: 42 EUR per kWh at 2026-11-21T12:00:00.000Z']);
  });
});
