import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { added } from '#domain/answers/added.ts';
import { cheapest, type KnownPrice } from '#domain/answers/cheapest.ts';
import { contractedPower, type MeanPower } from '#domain/answers/contracted.ts';
import { highUse } from '#domain/answers/highUse.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';
import { at } from './past.ts';

const price = (from: number, to: number, importPrice: number, known = true): KnownPrice => ({ start: at(0, from), end: at(0, to), importPrice, known });
const samples = (...watts: number[]) => watts.map((one, n) => ({ at: n * 10_000, watts: one }));

describe('the cheapest time', () => {
  const day = [price(0, 7, 100_000), price(7, 16, 300_000), price(16, 19, 400_000), price(19, 24, 200_000)];
  const ask = (from: number, by: number, length: number, prices = day) => cheapest(prices, { from: at(0, from), by: at(0, by), length: length * HOUR });

  it.each([
    ['two hours before 22:00, asked at 15:00', 15, 22, 2, 19, 200_000, 350_000],
    ['at once where it is cheap now', 5, 24, 2, 5, 100_000, 100_000],
    ['over two prices where one is too short', 6, 16, 2, 6, 200_000, 200_000],
    ['the earliest of equals', 19.5, 24, 1, 19.5, 200_000, 200_000],
    ['as late as it may end', 15, 20, 2, 18, 300_000, 350_000],
  ])('%s', (_name, from, by, length, start, mean, now) => expect(ask(from, by, length)).toMatchObject({ kind: 'found', start: at(0, start), end: at(0, start + length), price: mean, priceNow: now, pricesEnd: null }));

  it('says when prices end before the time asked for, and goes no further', () => {
    const found = ask(15, 36, 3);
    expect(found).toMatchObject({ kind: 'found', start: at(0, 19), pricesEnd: at(0, 24) });
  });

  it('does not reckon with a guess, nor over a hole', () => {
    expect(ask(15, 24, 2, [price(0, 16, 300_000), price(16, 24, 1, false)])).toEqual({ kind: 'no-prices', pricesEnd: at(0, 16) });
    expect(ask(15, 24, 2, [price(0, 16, 300_000), price(17, 24, 1)])).toEqual({ kind: 'no-prices', pricesEnd: at(0, 16) });
    expect(ask(15, 24, 2, [])).toEqual({ kind: 'no-prices', pricesEnd: null });
  });

  it('is not there when the time is too short', () => expect(ask(21, 22, 2)).toEqual({ kind: 'too-short' }));

  it('is never beaten by a start at any minute, negative prices among them', () => {
    const slots = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -300_000, max: 900_000 })), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(slots, fc.integer({ min: 1, max: 240 }), fc.integer({ min: 0, max: 90 }), (lengths, minutes, late) => {
        let end = 0;
        const prices = lengths.map(([quarters, micro]): KnownPrice => {
          const start = end;
          end += quarters * 15;
          return { start: at(0, start / 60), end: at(0, end / 60), importPrice: micro, known: true };
        });
        const from = at(0, Math.min(late, end) / 60);
        const length = minutes * 60_000;
        const answer = cheapest(prices, { from, by: at(0, end / 60), length });
        const mean = (start: number) => prices.reduce((sum, one) => sum + one.importPrice * Math.max(0, Math.min(one.end, start + length) - Math.max(one.start, start)), 0) / length;
        const starts = Array.from({ length: end }, (_, minute) => at(0, minute / 60)).filter((start) => start >= from && start + length <= at(0, end / 60));
        if (starts.length === 0) return answer.kind !== 'found';
        return answer.kind === 'found' && answer.price <= Math.min(...starts.map(mean)) + 1e-6 && Math.abs(answer.price - mean(answer.start)) < 1e-6;
      }),
      { numRuns: 60 },
    );
  });
});

describe('what something adds', () => {
  it('is the difference of the means, and how far it may be wrong', () => {
    // Variances 100 and 100 of three readings each: twice the root of 66.7 is 16.3.
    expect(added(samples(290, 300, 310), samples(2_290, 2_300, 2_310))).toEqual({ watts: 2_000, give: expect.closeTo(16.33, 2), unsure: false });
  });
  it('is not said where the home itself moves as much', () => expect(added(samples(200, 600, 250, 700), samples(500, 600, 400))).toMatchObject({ unsure: true }));
  it('is not said of two readings', () => expect(added(samples(1, 2), samples(1, 2, 3))).toBeNull());
  it('may be less: something was switched off', () => expect(added(samples(900, 900, 900), samples(100, 100, 100))).toEqual({ watts: -800, give: 5, unsure: false }));
});

describe('contracted power', () => {
  const quarter = (day: number, hour: number, power: number): MeanPower => ({ start: at(day, hour), end: at(day, hour + 0.25), power });
  const means = [quarter(0, 18, 3_200), quarter(0, 18.25, 3_900), quarter(1, 7, 5_100), quarter(2, 8, 4_100), quarter(2, 20, 4_000)];
  const steps = [{ power: 6_000, perYear: 90_000_000 }, { power: 3_000, perYear: 60_000_000 }, { power: 9_000, perYear: 130_000_000 }];

  it('is used so far, by the highest quarter-hour of each day', () => {
    const found = contractedPower(means, { contracted: 9_000, operator: 6_000, steps }, 'Europe/Madrid');
    expect(found?.highest.map(({ power }) => power)).toEqual([5_100, 4_100, 3_900]);
    expect(found).toMatchObject({ share: expect.closeTo(5_100 / 9_000, 9), operator: 6_000, assumed: { margin: 0.1, window: 15, days: 3 } });
  });

  it('that would do is the least that leaves a tenth, with what it saves', () => {
    expect(contractedPower(means, { contracted: 9_000, operator: null, steps }, 'UTC')).toMatchObject({ recommended: { power: 6_000 }, saves: 40_000_000 });
    expect(contractedPower([...means, quarter(3, 9, 5_500)], { contracted: 6_000, operator: null, steps }, 'UTC')).toMatchObject({ recommended: { power: 9_000 }, saves: -40_000_000 });
  });

  it('is not recommended where none is enough, nor without a price saved on', () => {
    expect(contractedPower([quarter(0, 1, 9_000)], { contracted: null, operator: null, steps }, 'UTC')).toMatchObject({ share: null, recommended: null, saves: null });
    expect(contractedPower([], { contracted: 1, operator: null, steps }, 'UTC')).toBeNull();
  });
});

describe('high use', () => {
  const minutes = (...powers: number[]) => powers.map((power, n) => ({ start: (at(0) + n * 60_000) as Instant, end: (at(0) + (n + 1) * 60_000) as Instant, power }));
  const none = { power: null, dayEnergy: null, dayCost: null };
  const still = { lately: [], dayEnergy: null, dayCost: null };

  it('is no kettle: a peak under five minutes says nothing, whatever was asked', () => {
    const limits = { ...none, power: { watts: 2_000, minutes: 1 } };
    expect(highUse(limits, { ...still, lately: minutes(300, 3_000, 3_000, 3_000, 3_000) })).toEqual([]);
    expect(highUse(limits, { ...still, lately: minutes(300, 3_000, 3_000, 3_000, 3_000, 4_000) })).toEqual([{ kind: 'power', watts: 3_200, lasts: 300_000 }]);
  });

  it('is over when it is, and a hole breaks it', () => {
    const limits = { ...none, power: { watts: 2_000, minutes: 5 } };
    expect(highUse(limits, { ...still, lately: minutes(3_000, 3_000, 3_000, 3_000, 3_000, 200) })).toEqual([]);
    const holed = minutes(3_000, 3_000, 3_000, 3_000, 3_000, 3_000);
    expect(highUse(limits, { ...still, lately: holed.toSpliced(2, 1) })).toEqual([]);
  });

  it.each([
    [{ dayEnergy: 8_000_000 }, { dayEnergy: 8_500_000 }, [{ kind: 'day-energy', over: 500_000 }]],
    [{ dayEnergy: 8_000_000 }, { dayEnergy: 8_000_000 }, []],
    [{ dayCost: 2_000_000 }, { dayCost: 2_100_000 }, [{ kind: 'day-cost', over: 100_000 }]],
    [{ dayCost: 2_000_000 }, { dayCost: null }, []],
  ])('of a day: %j with %j', (limits, now, expected) => expect(highUse({ ...none, ...limits }, { ...still, ...now })).toEqual(expected));
});
