import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { accounting, type AccountingEvent, type AccountingState, type IntervalRecord } from '#domain/ledger/accounting.ts';
import type { TodayState } from '#domain/ledger/today.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Now } from '#domain/time/now.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { todaySchema } from '#wire/message/today.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): number => Date.parse(text);
const clock = (at: number): Now => ({ wall: at, mono: at - utc('2023-01-01T00:00Z'), boot: 'b', trust: 'synced' }) as Now;
const MWH = 1_000_000;

const meter = (at: string, kwh: number | null, more: Partial<MeterReading> = {}): MeterReading =>
  ({
    meter: 'm', at: utc(at), power: null, phases: {}, period: 10_000, quality: 'measured',
    registers: kwh === null ? [] : [{ direction: 'import', rate: 0, energy: Math.round(kwh * MWH) }],
    ...more,
  }) as MeterReading;

const tariff = (zone: string, parts: unknown): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'T', currency: 'GBP', zone, parts });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const fixed = tariff('Europe/London', [{ name: 'Energy', kind: 'energy', price: '0.30' }, { name: 'Standing', kind: 'standing', pricePerDay: '0.46' }]);

/** A house of one machine, remembering what it wanted done. */
class Book {
  readonly machine;
  state: AccountingState;
  readonly records: IntervalRecord[] = [];
  readonly breaks: unknown[] = [];
  today: TodayState | undefined;

  constructor(zone = 'Europe/London', kept?: AccountingState) {
    this.machine = accounting({ zone });
    this.state = kept ?? this.machine.initial;
  }

  tell(event: AccountingEvent, now: Now): this {
    const step = this.machine.step(this.state, event, now, {});
    this.state = step.state;
    for (const effect of step.effects ?? []) {
      if (effect.kind === 'interval' && 'record' in effect) this.records.push(effect.record as IntervalRecord);
      if (effect.kind === 'register-break') this.breaks.push(effect);
    }
    this.today = step.facts?.today ?? this.today;
    return this;
  }
  hear(...readings: readonly MeterReading[]): this {
    for (const reading of readings) this.tell({ kind: 'reading', reading }, clock(reading.at));
    return this;
  }
  price(value: Tariff | null, at: string): this {
    return this.tell({ kind: 'tariff', tariff: value }, clock(utc(at)));
  }
  tick(at: string): this {
    return this.tell({ kind: 'tick' }, clock(utc(at)));
  }
  slots(): unknown[] {
    return this.records.map(({ start, import: bought, quality, revision }) => [new Date(start).toISOString().slice(5, 16), bought, quality, revision]);
  }
}

describe('energy by half-hours', () => {
  it('is the difference of registers, handed out when a reading passes the end', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:20Z', 100.2), meter('2023-01-10T10:30Z', 100.5));
    expect(book.slots()).toEqual([['01-10T10:00', 500_000, 'measured', 1]]);
  });

  it('loses nothing over a silence: the difference is shared over its slots and marked estimated', () => {
    const book = new Book().hear(meter('2023-01-10T10:10Z', 100), meter('2023-01-10T11:40Z', 100.9), meter('2023-01-10T12:00Z', 101));
    expect(book.slots()).toEqual([
      ['01-10T10:00', 200_000, 'missing', 1],
      ['01-10T10:30', 300_000, 'estimated', 1],
      ['01-10T11:00', 300_000, 'estimated', 1],
      ['01-10T11:30', 200_000, 'estimated', 1],
    ]);
    expect(book.today?.estimatedEnergy).toBe(900_000);
  });

  it('does not call a half-hour estimated for a telegram that straddles its end by seconds', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:29:55Z', 100.5), meter('2023-01-10T10:30:05Z', 100.501), meter('2023-01-10T11:00Z', 101));
    expect(book.slots()).toEqual([
      ['01-10T10:00', 500_500, 'measured', 1],
      ['01-10T10:30', 499_500, 'measured', 1],
    ]);
    expect(book.today?.estimatedEnergy).toBe(1_000);
  });

  it('comes from power where the meter has no register, held no longer than it is fresh', () => {
    const power = (at: string, watts: number): MeterReading => meter(at, null, { power: watts as never });
    const book = new Book().hear(power('2023-01-10T10:00:00Z', 3600), power('2023-01-10T10:00:10Z', -1800), power('2023-01-10T10:00:20Z', 0), power('2023-01-10T10:20Z', 9000), power('2023-01-10T10:40Z', 0));
    expect(book.records).toMatchObject([{ import: 10_000 + 9000 * 30 / 3.6, export: 5_000, quality: 'missing' }]);
  });

  it('never books a register that runs back: a new base stands and the break is reported', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 5000), meter('2023-01-10T10:10Z', 5000.1), meter('2023-01-10T10:20Z', 0.2), meter('2023-01-10T10:30Z', 0.5));
    expect(book.breaks).toMatchObject([{ at: utc('2023-01-10T10:20Z'), break: { reason: 'ran-back', register: 'import/0', before: 5000.1 * MWH, after: 0.2 * MWH } }]);
    expect(book.slots()).toEqual([['01-10T10:00', 400_000, 'missing', 1]]);
  });

  it('does not bill another meter for what the old one had counted', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 10), meter('2023-01-10T10:10Z', 900, { meter: 'new' }), meter('2023-01-10T10:30Z', 900.2, { meter: 'new' }));
    expect(book.breaks).toMatchObject([{ break: { reason: 'meter-changed' } }]);
    expect(book.records).toMatchObject([{ import: 200_000 }]);
  });

  it('adds rates up and waits for the rate that a telegram leaves out', () => {
    const rates = (at: string, ...values: readonly [number, number][]): MeterReading =>
      meter(at, null, { registers: values.map(([rate, kwh]) => ({ direction: 'import', rate, energy: kwh * MWH })) as never });
    const book = new Book().hear(rates('2023-01-10T10:00Z', [1, 50], [2, 70]), rates('2023-01-10T10:10Z', [1, 51]), rates('2023-01-10T10:30Z', [1, 51], [2, 72]));
    expect(book.records).toMatchObject([{ import: 3 * MWH }]);
    expect(book.breaks).toEqual([]);
  });

  it('books nothing at a time nobody knows: the first difference after the clock is set covers it', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100));
    book.tell({ kind: 'reading', reading: meter('1970-01-01T00:05Z', 100.1) }, { ...clock(0), trust: 'none' });
    expect(book.hear(meter('2023-01-10T10:30Z', 100.5)).records).toMatchObject([{ import: 500_000 }]);
  });

  it('books a clock set back once: the slot it falls into again is handed out with a higher revision', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:30Z', 100.5), meter('2023-01-10T10:20Z', 100.6), meter('2023-01-10T10:31Z', 100.7));
    expect(book.slots()).toEqual([
      ['01-10T10:00', 500_000, 'measured', 1],
      ['01-10T10:00', 500_000 + 100_000 + Math.round(100_000 * 10 / 11), expect.any(String), 2],
    ]);
  });

  it('hands a silence of many weeks out as the one interval it is', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-03-10T10:00Z', 400));
    expect(book.records).toEqual([{ start: utc('2023-01-10T10:00Z'), end: utc('2023-03-10T10:00Z'), import: 300 * MWH, export: null, quality: 'estimated', revision: 1, rate: null }]);
  });
});

describe('the tariff’s own slot', () => {
  const quarter = tariff('Europe/London', [{ name: 'Energy', kind: 'energy', rules: [{ rate: 'early', price: '0.1', from: '00:15', to: '07:45' }, { rate: 'late', price: '0.3' }] }]);
  it('is kept where it is shorter than half an hour, and the slot names its rate', () => {
    const book = new Book().price(quarter, '2023-01-10T00:00Z').hear(meter('2023-01-10T00:00Z', 100), meter('2023-01-10T00:15Z', 100.1), meter('2023-01-10T00:30Z', 100.3));
    expect(book.records).toMatchObject([
      { start: utc('2023-01-10T00:00Z'), end: utc('2023-01-10T00:15Z'), import: 100_000, rate: 'late' },
      { start: utc('2023-01-10T00:15Z'), end: utc('2023-01-10T00:30Z'), import: 200_000, rate: 'early' },
    ]);
    expect(book.today?.bars.map(({ cost }) => cost)).toEqual([30_000, 20_000]);
  });

  it('does not overlap the half-hour that ran when the tariff came', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:10Z', 100.1)).price(quarter, '2023-01-10T10:10Z').hear(meter('2023-01-10T10:30Z', 100.3), meter('2023-01-10T10:45Z', 100.4));
    expect(book.slots()).toEqual([['01-10T10:00', 300_000, 'measured', 1], ['01-10T10:30', 100_000, 'measured', 1]]);
  });
});

describe('today', () => {
  it('is the wire’s shape, with money rounded once and the standing charge beside it', () => {
    const book = new Book().price(fixed, '2023-01-10T00:00Z').hear(meter('2023-01-10T00:00Z', 100), meter('2023-01-10T00:30Z', 100.1234567), meter('2023-01-10T01:00Z', 100.2));
    const strict = v.strictObject(todaySchema.entries);
    expect(v.parse(strict, book.today)).toEqual(book.today);
    expect(book.today).toMatchObject({ day: '2023-01-10', importEnergy: 200_000, energyCost: 60_000, standingCharge: 460_000, unpricedEnergy: 0 });
    expect(book.today?.bars.map(({ cost }) => cost)).toEqual([37_037, 22_963]);
  });

  it('has unpriced energy and no cost without a tariff, and is priced when one comes', () => {
    const book = new Book().hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:30Z', 101));
    expect(book.today).toMatchObject({ energyCost: null, standingCharge: null, unpricedEnergy: MWH });
    expect(book.price(fixed, '2023-01-10T10:31Z').today).toMatchObject({ energyCost: 300_000, unpricedEnergy: 0 });
  });

  it('takes off what is paid for export, and calls export without a price unpriced', () => {
    const both = (at: string, bought: number, sold: number): MeterReading =>
      meter(at, null, { registers: [{ direction: 'import', rate: 0, energy: bought * MWH }, { direction: 'export', rate: 0, energy: sold * MWH }] as never });
    const paid = tariff('Europe/London', [{ name: 'Energy', kind: 'energy', price: '0.30' }, { name: 'Feed-in', kind: 'export', price: '0.12' }]);
    const book = new Book().price(paid, '2023-06-10T10:00Z').hear(both('2023-06-10T10:00Z', 10, 20), both('2023-06-10T10:30Z', 11, 25));
    expect(book.today).toMatchObject({ energyCost: 300_000 - 600_000, exportEnergy: 5 * MWH });
    expect(book.price(fixed, '2023-06-10T10:31Z').today).toMatchObject({ energyCost: 300_000, unpricedEnergy: 5 * MWH });
  });

  it('shows slots nobody measured as missing, not as nothing used', () => {
    const book = new Book().hear(meter('2023-01-10T01:00Z', 100), meter('2023-01-10T01:30Z', 101));
    expect(book.today?.bars.map(({ importEnergy, quality }) => [importEnergy, quality])).toEqual([[null, 'missing'], [null, 'missing'], [MWH, 'measured']]);
  });

  it('has 46 half-hours in spring and 50 in autumn', () => {
    for (const [day, start, end, count] of [['2023-03-26', '2023-03-26T00:00Z', '2023-03-26T23:00Z', 46], ['2023-10-29', '2023-10-28T23:00Z', '2023-10-30T00:00Z', 50]] as const) {
      const book = new Book().price(fixed, start);
      for (let at = utc(start), kwh = 0; at <= utc(end) - 300_000; at += 300_000, kwh += 0.01) book.hear(meter(new Date(at).toISOString(), kwh));
      expect(book.today?.day).toBe(day);
      expect(book.today?.bars).toHaveLength(count);
    }
  });

  it('is a new day at local midnight, with or without a meter', () => {
    const book = new Book().price(fixed, '2023-06-10T22:00Z').hear(meter('2023-06-10T22:30Z', 100), meter('2023-06-10T22:59:58Z', 100.5));
    expect(book.tick('2023-06-10T22:59:59Z').today?.day).toBe('2023-06-10');
    expect(book.tick('2023-06-10T23:00Z').today).toMatchObject({ day: '2023-06-11', importEnergy: 0, energyCost: null, standingCharge: 460_000, bars: [] });
    book.hear(meter('2023-06-10T23:00:08Z', 100.51));
    expect(book.slots()).toEqual([['06-10T22:30', 502_000, 'measured', 1]]);
    expect(book.today).toMatchObject({ day: '2023-06-11', importEnergy: 8_000 });
  });

  it('goes on after a restart within the day from what was kept as JSON', () => {
    const before = new Book().price(fixed, '2023-01-10T10:00Z').hear(meter('2023-01-10T10:00Z', 100), meter('2023-01-10T10:40Z', 100.4));
    const after = new Book('Europe/London', JSON.parse(JSON.stringify(before.state)) as AccountingState);
    after.hear(meter('2023-01-10T10:50Z', 100.5), meter('2023-01-10T11:00Z', 100.6));
    expect(after.slots()).toEqual([['01-10T10:30', 300_000, 'estimated', 1]]);
    expect(after.today).toMatchObject({ importEnergy: 600_000, energyCost: 180_000 });
  });

  it('holds no more than its day, and loses no mWh over two weeks', () => {
    const book = new Book('Asia/Kathmandu').price(tariff('Asia/Kathmandu', [{ name: 'Energy', kind: 'energy', price: 1 }]), '2023-01-01T00:00Z');
    let total = 0;
    for (let at = utc('2023-01-01T00:00Z'), kwh = 0; at < utc('2023-01-15T00:00Z'); at += 600_000, kwh += 1) {
      book.hear(meter(new Date(at).toISOString(), kwh));
      total = kwh;
    }
    expect(book.state.bars.length).toBeLessThanOrEqual(97);
    const handed = book.records.reduce((sum, record) => sum + (record.import ?? 0), 0);
    const open = book.state.bars.filter((bar) => bar.open).reduce((sum, bar) => sum + (bar.import ?? 0), 0);
    expect(handed + open).toBe(total * MWH);
    expect(JSON.stringify(book.state).length).toBeLessThan(100_000);
  });
});
