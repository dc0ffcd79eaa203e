import { describe, expect, it } from 'vitest';
import { begunBetween, prepaid, supplyOf, type PrepaymentEvent, type PrepaymentState } from '#domain/ledger/prepayment.ts';
import { combine } from '#domain/tariff/combine.ts';
import { energyOfGas, GB_CORRECTION, type ExactVolume } from '#domain/tariff/gas.ts';
import { easterOf } from '#domain/tariff/holidays.ts';
import { paidPrices, standingCharge, tariffState } from '#domain/tariff/price.ts';
import type { PrepaymentTerms } from '#domain/tariff/prepayment.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { civilDate } from '#domain/time/civil.ts';
import { periodsTouched } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { micro } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const tariff = (parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'Europe/Brussels', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};

describe('gas', () => {
  const cubicMetres = (n: bigint): ExactVolume => (n * 10n ** 18n) as ExactVolume;
  it.each([
    // 36 m3 x 39.5 x 1.02264 / 3.6 = 403.9428 kWh.
    ['GB', { country: 'GB', calorificValue: '39.5', correction: GB_CORRECTION } as const, 403_942_800_000_000_000_000n],
    ['FR', { country: 'FR', coefficient: '11.2' } as const, 403_200_000_000_000_000_000n],
    // 36 x 11.3 x 0.9500 = 386.46 kWh.
    ['DE', { country: 'DE', calorificValue: '11.3', stateNumber: '0.9500' } as const, 386_460_000_000_000_000_000n],
  ])('is energy by the rule of %s', (_country, conversion, energy) => expect(energyOfGas(cubicMetres(36n), conversion)).toBe(energy));
});

describe('a purse', () => {
  const terms = (recovery: PrepaymentTerms['recovery']): PrepaymentTerms => ({ emergencyCredit: micro(10_000_000), recovery, neverCut: [{ from: 16 * 60, to: 10 * 60 }] });
  const start: PrepaymentState = { balance: micro(5_000_000), debt: micro(8_000_000), emergency: false };
  const after = (events: readonly PrepaymentEvent[], of: PrepaymentTerms): PrepaymentState => events.reduce((state, event) => prepaid(state, event, of), start);

  it('pays use, and a debt by the week until it is paid', () => {
    const weekly = terms({ by: 'week', amount: micro(3_500_000) });
    expect(after([{ kind: 'charge', money: micro(1_000_000) }, { kind: 'day' }, { kind: 'week' }], weekly)).toMatchObject({ balance: 500_000, debt: 4_500_000 });
    expect(after([{ kind: 'top-up', amount: micro(20_000_000) }, { kind: 'week' }, { kind: 'week' }, { kind: 'week' }], weekly)).toMatchObject({ balance: 17_000_000, debt: 0 });
  });

  it('takes a share of a top-up for the debt, no more than it is, and the rest pays back what was lent', () => {
    const share = terms({ by: 'top-up', share: 400_000 });
    const lent = after([{ kind: 'charge', money: micro(5_000_000) }, { kind: 'emergency' }, { kind: 'charge', money: micro(4_000_000) }], share);
    expect(lent).toMatchObject({ balance: -4_000_000, emergency: true });
    expect(prepaid(lent, { kind: 'top-up', amount: micro(5_000_000) }, share)).toEqual({ balance: -1_000_000, debt: 6_000_000, emergency: true });
    expect(prepaid(lent, { kind: 'top-up', amount: micro(30_000_000) }, share)).toEqual({ balance: 18_000_000, debt: 0, emergency: false });
  });

  it('says whether there is supply: on credit, lent once asked for, in hours that are never cut, or not', () => {
    const none = terms(null);
    const at = (balance: number, emergency: boolean, hour: number): string => supplyOf({ balance: micro(balance), debt: micro(0), emergency }, none, hour * 60);
    expect([at(1, false, 12), at(0, false, 12), at(0, false, 17), at(0, false, 9), at(-9_999_999, true, 12), at(-10_000_000, true, 12), at(-10_000_000, true, 3)]).toEqual(['credit', 'ended', 'protected', 'protected', 'emergency', 'ended', 'protected']);
    expect(prepaid(start, { kind: 'emergency' }, none).emergency).toBe(false);
  });

  it('knows the days and weeks that began, over a clock change too', () => {
    const begun = begunBetween(utc('2026-03-27T12:00Z'), utc('2026-03-29T23:00Z'), 'Europe/London');
    expect(begun).toEqual([{ kind: 'day' }, { kind: 'day' }, { kind: 'day' }, { kind: 'week' }]);
  });
});

describe('a supplier’s and an operator’s table', () => {
  const operator = tariff([{ name: 'Network', kind: 'grid', price: '0.07' }, { name: 'Network standing', kind: 'standing', pricePerDay: '0.1' }], { name: 'Operator', vat: { percent: 21, included: false } });
  const vat = { percent: 6, included: false };

  it('add up, each with its VAT', () => {
    const combined = combine(tariff([{ name: 'Energy', kind: 'energy', price: '0.1' }], { vat }), operator);
    if (!combined.ok) throw new Error(combined.reason);
    expect(combined).toMatchObject({ left: [], reason: null });
    // 0.1 x 1.06 + 0.07 x 1.21.
    expect(paidPrices(combined.tariff, { start: utc('2026-01-10T00:00Z'), end: utc('2026-01-10T01:00Z') })).toMatchObject([{ importPrice: 190_700_000_000 }]);
  });

  it('never add a fee to a total price: it is left out and said', () => {
    const combined = combine(tariff([{ name: 'All in', kind: 'energy', price: '0.3', total: true }], { name: 'Supplier', vat }), operator);
    expect(combined).toMatchObject({ ok: true, left: ['Network'], reason: '"All in" of Supplier is a total price and holds them already' });
    expect(combined.ok && combined.tariff.parts.map(({ name }) => name)).toEqual(['All in', 'Network standing']);
  });

  it.each<[string, object, unknown, RegExp]>([
    ['another currency', { currency: 'CHF', vat }, [{ name: 'Energy', kind: 'energy', price: 1 }], /CHF.*EUR/],
    ['another zone', { zone: 'Europe/Paris', vat }, [{ name: 'Energy', kind: 'energy', price: 1 }], /clock of Europe\/Paris/],
    ['VAT told otherwise', {}, [{ name: 'Energy', kind: 'energy', price: 1 }], /VAT/],
    ['one name twice', { vat }, [{ name: 'Network', kind: 'energy', price: 1 }], /part named "Network"/],
  ])('are refused with %s', (_name, more, parts, expected) => expect(combine(tariff(parts, more), operator)).toMatchObject({ ok: false, reason: expect.stringMatching(expected) }));
});

describe('what is shown', () => {
  it('is the first tier’s price, as an estimate', () => {
    const made = tariff([{ name: 'Energy', kind: 'energy', blocks: 'month', tiers: [{ price: '0.1' }, { aboveKWh: 100, price: '0.2' }] }]);
    expect(tariffState(made, { start: utc('2026-01-10T00:00Z'), end: utc('2026-01-10T01:00Z') }).slots).toMatchObject([{ importPrice: 100_000, known: false }]);
  });

  it('holds no price of a sub-meter, and a monthly charge by the days of its month', () => {
    const made = tariff([{ name: 'Energy', kind: 'energy', price: '0.1' }, { name: 'Heat', kind: 'energy', price: '5', scope: { meter: 'heat' } }, { name: 'Standing', kind: 'standing', pricePerMonth: '2.8' }]);
    expect(paidPrices(made, { start: utc('2026-01-10T00:00Z'), end: utc('2026-01-10T01:00Z') })).toMatchObject([{ importPrice: 100_000_000_000 }]);
    expect(standingCharge(made, utc('2026-02-10T00:00Z'))).toBe(100_000_000_000);
  });
});

describe('the calendar', () => {
  it('knows Easter', () => expect([2024, 2025, 2026, 2027, 2038].map((year) => civilDate(easterOf(year)))).toEqual(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25']));

  it('has billing periods of its own months; the last day of a month stands for one that it has not', () => {
    const bills = periodsTouched('billing', { start: utc('2026-01-31T12:00Z'), end: utc('2026-06-01T00:00Z') }, 'UTC', { from: '2025-10-31' as never, months: 1 });
    expect(bills.map(({ key }) => key)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  it('has weeks from Monday, over a clock change', () =>
    expect(periodsTouched('week', { start: utc('2026-03-26T00:00Z'), end: utc('2026-03-30T00:00Z') }, 'Europe/Berlin').map(({ key, start, end }) => [key, (end - start) / 3_600_000])).toEqual([['2026-03-23', 167], ['2026-03-30', 168]]));
});

describe('clock changes', () => {
  const zones = ['Europe/London', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo'];
  it.each(zones)('lose and double no slot in ten years of %s', (zone) => {
    const made = tariff([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.1', from: '00:30', to: '05:30' }, { rate: 'day', price: '0.3' }] }], { zone });
    const decade = { start: utc('2017-01-01T12:00Z'), end: utc('2027-01-01T12:00Z') };
    const days = periodsTouched('day', decade, zone);
    const broken = days.filter((day, index) => {
      const prices = paidPrices(made, day);
      const whole = prices[0]?.start === day.start && prices.at(-1)?.end === day.end && prices.every(({ start }, place) => place === 0 || prices[place - 1]?.end === start);
      return !whole || (index > 0 && days[index - 1]?.end !== day.start);
    });
    expect(broken).toEqual([]);
    expect(days.length).toBe(10 * 365 + 2 + 1);
    // The wall clock of each half-hour of a changed day as ICU says it, no word of ours: night is from 00:30 to 05:30.
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const wrong = days.filter(({ start, end }) => end - start !== 86_400_000).flatMap((day) => Array.from({ length: (day.end - day.start) / 1_800_000 }, (_, n) => day.start + n * 1_800_000).filter((at) => {
      const wall = clock.format(at);
      const night = wall >= '00:30' && wall < '05:30';
      const [price, ...more] = paidPrices(made, { start: at as Instant, end: (at + 1_800_000) as Instant });
      return more.length > 0 || price?.rate !== (night ? 'night' : 'day');
    }));
    expect(wrong).toEqual([]);
    const lengths = new Set(days.map(({ start, end }) => (end - start) / 3_600_000));
    expect([...lengths].sort((a, b) => a - b)).toEqual(zone === 'Australia/Lord_Howe' ? [23.5, 24, 24.5] : [23, 24, 25]);
  });
});
