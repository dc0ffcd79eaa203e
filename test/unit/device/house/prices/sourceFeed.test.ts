import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paidPrices, priceSlots } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, instant } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';
import type { Ground } from '../../../../../device/house/prices/fetched.ts';
import { FetchedSlots } from '../../../../../device/house/prices/fetchedSlots.ts';
import { layered } from '../../../../../device/house/prices/layers.ts';
import { NEIGHBOUR, PUBLIC, SourceFeed, type Patience } from '../../../../../device/house/prices/sourceFeed.ts';
import { SourceFault } from '../../../../../device/source/ask.ts';
import type { Cover, Fetched } from '../../../../../device/source/priceSource.ts';
import { tableTariff } from '../../../../../device/source/table.ts';

const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));
const parts = [{ name: 'Energy', kind: 'energy', price: 0.3 }, { name: 'Grid', kind: 'grid', price: 0.1 }, { name: 'Standing', kind: 'standing', pricePerDay: 0.5 }];

function tariff(fields: Record<string, unknown>): Tariff {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'File', currency: 'EUR', zone: 'Europe/Berlin', parts, ...fields });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
}

/** Prices of hours from noon on. */
const hours = (prices: readonly number[], from = 0, currency = 'EUR'): Fetched => ({
  form: 'slots',
  tariff: tariff({ name: 'Source', currency, parts: [{ name: 'Market price', kind: 'energy', slots: prices.map((price, n) => ({ start: new Date(NOON + (from + n) * HOUR).toISOString(), end: new Date(NOON + (from + n + 1) * HOUR).toISOString(), price })) }] }),
});

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tidewatt-feed-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

interface Terms {
  readonly of: string;
  readonly cover: Cover;
  readonly ground: Tariff;
}

/** A home of one source over a tariff file. */
class OneSource {
  readonly prices: FetchedSlots;
  readonly ground: Ground;

  constructor({ of = 'one', cover = 'total', ground = tariff({}) }: Partial<Terms>, private readonly kind = cover) {
    this.prices = new FetchedSlots({ file: join(folder, 'fetched', 'import.json'), of, cover, gives: 'import' });
    this.ground = { tariff: ground, example: false };
  }

  take(fetched: Fetched): string | null {
    return this.prices.take(fetched, this.ground, NOON);
  }

  get current(): Tariff {
    const said = this.prices.heldAt();
    return layered(this.ground, said ? [{ gives: 'import', cover: this.kind, said }] : []);
  }
}
const fetched = (terms: Partial<Terms> = {}): OneSource => new OneSource(terms);
const seen = (of: OneSource, forHours: number): unknown[] => priceSlots(of.current, { start: NOON, end: after(NOON, forHours * HOUR) }).map(({ start, end, importPrice }) => [(start - NOON) / HOUR, (end - NOON) / HOUR, importPrice]);

describe('prices of a source', () => {
  it('of gas are kept for thirteen months back, of all else for eight days', () => {
    const MONTH = 30 * 24 * HOUR;
    /** What it says of a price since long, half a month later of the one that followed it; how far back the first is kept. */
    const keptBack = (gives: 'gas' | 'import'): readonly (readonly [number, number])[] => {
      const prices = new FetchedSlots({ file: join(folder, 'fetched', `${gives}.json`), of: 'one', cover: 'aside', gives });
      const says = (months: number, from: number, price: number): unknown => prices.take({ form: 'slots', tariff: tableTariff({ name: 'G', source: 'S', currency: 'EUR', zone: 'UTC', vat: null, direction: 'import', part: 'Energy' }, [{ start: after(NOON, from * MONTH), end: after(NOON, 90 * MONTH), rate: 'standard', price: (price * 1e12) as ExactPrice }]) }, { tariff: tariff({}), example: false }, after(NOON, months * MONTH));
      expect([says(0, -20, 0.05), says(0.5, 0.4, 0.06), says(6, 5, 0.07), says(12, 11, 0.08)]).toEqual([null, null, null, null]);
      return paidPrices(prices.heldAt() as Tariff, { start: NOON, end: after(NOON, 12 * MONTH) }).flatMap(({ start, importPrice }) => (importPrice === null ? [] : [[(start - NOON) / MONTH, importPrice / 1e12] as const]));
    };
    expect(keptBack('gas')).toEqual([[0, 0.05], [0.4, 0.06], [5, 0.07], [11, 0.08]]);
    expect(keptBack('import').map(([, price]) => price)).toEqual([0.08]);
  });

  it('stand in place of the tariff file’s where they are all that is paid, and beyond them nothing is known', () => {
    const home = fetched();
    expect(home.take(hours([0.2, -0.05]))).toBeNull();
    expect(seen(home, 4)).toEqual([[0, 1, 200_000], [1, 2, -50_000]]);
    expect(home.current.parts.map(({ name }) => name)).toEqual(['Market price', 'Standing']);
  });

  it('of the market are the energy part only: grid fee and VAT of the tariff file come on top', () => {
    const home = fetched({ cover: 'energy', ground: tariff({ vat: { percent: 20, included: false } }) });
    expect(home.take(hours([0.2]))).toBeNull();
    expect(seen(home, 2)).toEqual([[0, 1, 360_000]]);
  });

  it('are the newest word on their time, and kept over a restart with the time they were said', () => {
    const home = fetched();
    home.take(hours([0.1, 0.2, 0.3]));
    home.take(hours([0.5], 1));
    const expected = [[0, 1, 100_000], [1, 2, 500_000], [2, 3, 300_000]];
    expect(seen(home, 5)).toEqual(expected);
    expect([seen(fetched(), 5), fetched().prices.at, fetched().prices.horizon]).toEqual([expected, NOON, NOON + 3 * HOUR]);
  });

  it('of another source, or damaged, are not taken over', () => {
    fetched().take(hours([0.1]));
    expect(seen(fetched({ of: 'two' }), 1)).toEqual([[0, 1, 400_000]]);
    writeFileSync(join(folder, 'fetched', 'import.json'), '{"version":2');
    expect(seen(fetched(), 1)).toEqual([[0, 1, 400_000]]);
  });

  it.each<[string, Fetched, Partial<Terms>, string]>([
    ['another currency', hours([0.1], 0, 'SEK'), {}, 'wrong-currency: it is in SEK, the home\'s bills in EUR'],
    ['a price out of range', hours([0.1, 42]), {}, 'price-out-of-range: 42 EUR per kWh at 2026-11-21T13:00:00.000Z'],
    ['nothing but the past', hours([0.1], -1), {}, 'tariff-late: all of it is over'],
    ['market prices beside a file with VAT in it', hours([0.1]), { cover: 'energy' }, 'vat-unclear: its prices leave VAT out, those of the tariff file do not'],
    ['all that is paid beside a file without VAT', hours([0.1]), { ground: tariff({ vat: { percent: 20, included: false } }) }, 'vat-unclear: its prices have VAT in them, those of the tariff file leave it out'],
  ])('are refused whole with %s', (_, prices, terms, reason) => {
    const home = fetched(terms);
    const before = seen(home, 5);
    expect(home.take(prices)).toBe(reason);
    expect(seen(home, 5)).toEqual(before);
  });
});

describe('a source', () => {
  interface Told {
    readonly at: number[];
    readonly notes: string[];
    readonly reached: boolean[];
    readonly said: (string | null)[];
    changes: number;
    readonly home: OneSource;
  }

  async function asked(answers: readonly (Fetched | SourceFault | null)[], forMinutes: number, patience: Patience = PUBLIC): Promise<Told> {
    vi.useFakeTimers({ now: NOON });
    const home = fetched();
    const told: Told = { at: [], notes: [], reached: [], said: [], changes: 0, home };
    const fetch = (): Promise<Fetched | null> => {
      const answer = answers[told.at.push((Date.now() - NOON) / 60_000) - 1] ?? null;
      return answer instanceof SourceFault ? Promise.reject(answer) : Promise.resolve(answer);
    };
    const feed = new SourceFeed({
      fetch, prices: home.prices, patience, now: () => instant(Date.now()), chance: () => 0,
      take: (one, at) => home.prices.take(one, home.ground, at),
      changed: () => (told.changes += 1), note: (text) => told.notes.push(text), reached: (isReached) => told.reached.push(isReached), said: (reason) => told.said.push(reason),
    });
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

  it('in the home’s own network is asked at once, and again within seconds', async () => {
    const down = new SourceFault('econnrefused');
    expect((await asked([down, down, hours([0.1])], 0.5, NEIGHBOUR)).at).toEqual([1 / 60, 3 / 60, 7 / 60]);
  });

  it('U37 says each time whether it could be asked: one that has nothing yet could, and so could one whose table is refused', async () => {
    const { reached, said } = await asked([hours([0.1]), new SourceFault('enotfound'), new SourceFault('enotfound'), null, hours([42])], 44);
    expect(reached).toEqual([true, false, false, true, true]);
    expect(said).toEqual([null, 'enotfound', 'enotfound', null, 'refused, price-out-of-range: 42 EUR per kWh at 2026-11-21T12:00:00.000Z']);
  });

  it('is left alone for as long as it wants', async () => {
    expect((await asked([new SourceFault('http-429', 90 * 60_000), null], 100)).at).toEqual([0.5, 90.5]);
  });

  it('whose table is refused is asked again, and the reason said', async () => {
    expect((await asked([hours([42])], 1)).notes).toEqual(['the source of prices gave none: refused, price-out-of-range: 42 EUR per kWh at 2026-11-21T12:00:00.000Z']);
  });
});
