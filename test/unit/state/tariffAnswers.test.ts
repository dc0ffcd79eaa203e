import { describe, expect, it } from 'vitest';
import type { Money } from '#wire/message/moneyBody.ts';
import type { PastUse } from '../../../src/state/past.ts';
import { checkOwnBill, type OwnTerms, type TypedBill } from '../../../src/state/tariffAnswers.ts';

const HALF_HOUR = 1_800_000;
const MARCH = Date.UTC(2023, 2, 1);
const APRIL = Date.UTC(2023, 3, 1);

/** Half-hours of 0.25 kWh at 5p, and a gas meter that counts 10 kWh a day. */
const past: PastUse = {
  days: async () => [],
  read: async (kind, start, end) => {
    const step = kind === 'others' ? 24 * 2 * HALF_HOUR : HALF_HOUR;
    const rows = Array.from({ length: Math.floor((end - Math.ceil(start / step) * step) / step) + (kind === 'others' ? 1 : 0) }, (_, n) => {
      const at = (Math.ceil(start / step) + n) * step;
      return kind === 'others' ? { at, meter: 'g', medium: 'gas', litres: null, energy: (at / step) * 10_000_000 } : { start: at, end: at + HALF_HOUR, importEnergy: 250_000, exportEnergy: 0, cost: 50_000, quality: 'measured' };
    });
    return { rows, unread: [] };
  },
};
const bill = (parts: Money['bills'][number]['parts']): Money['bills'][number] => ({
  key: '2023-03-01', start: MARCH, end: APRIL, import: 372_000_000, export: 0, total: 0, parts, unpriced: 0, estimated: 0, known: 1, opening: null, closing: null, closedAt: null, closedTotal: null, adjustment: null,
});
const terms = (change: Partial<OwnTerms> = {}): OwnTerms => ({ zone: 'UTC', standing: 400_000, gas: null, bills: [], ...change });
const claim = (change: Partial<TypedBill>): TypedBill => ({ from: '2023-03-01', to: '2023-03-31', energy: null, energyMoney: null, standing: null, power: null, gas: null, gasMoney: null, total: 0, ...change });

describe('a supplier’s bill of many parts', () => {
  const own = bill([
    { name: 'Energy', kind: 'import', money: 93_000_000 },
    { name: 'Levy', kind: 'relative', money: 7_000_000 },
    { name: 'Standing charge', kind: 'standing', money: 12_400_000 },
    { name: 'Capacity', kind: 'capacity', money: 20_000_000 },
  ]);

  it('is held against the home’s own bill of the same days: power by power, levies with the energy they are charged on', async () => {
    const checked = await checkOwnBill(past, claim({ energy: 372_000_000, energyMoney: 100_000_000, standing: 12_400_000, power: 26_000_000, total: 138_400_000 }), terms({ bills: [own] }));
    expect(checked?.check).toMatchObject({ difference: 6_000_000, agrees: false, unexplained: 0 });
    expect(checked?.check.lines.map(({ name, money }) => [name, money])).toEqual([['energy', 0], ['standing', 0], ['power', 6_000_000]]);
  });

  it('of other days goes by the half-hours; what it asks for power that the home does not know is said', async () => {
    // Ten days of 12 kWh at 20p are 24.00, and 4.00 standing.
    const checked = await checkOwnBill(past, claim({ to: '2023-03-10', energy: 120_000_000, energyMoney: 24_000_000, standing: 4_000_000, power: 5_000_000, total: 33_000_000 }), terms({ bills: [own] }));
    expect(checked?.check).toMatchObject({ difference: 5_000_000, unexplained: 0 });
    expect(checked?.check.lines.at(-1)).toMatchObject({ name: 'power', money: 5_000_000 });
    expect(checked?.thin).toBe(0);
  });

  it('with gas on it is explained by gas too', async () => {
    // 31 days of 10 kWh at 6p and 30p a day: 18.60 + 9.30; asked is 32.90 for 360 kWh.
    const gas = { price: 60_000, standingCharge: 300_000, perCubicMetre: null };
    const checked = await checkOwnBill(past, claim({ energy: 372_000_000, energyMoney: 100_000_000, standing: 12_400_000, power: 20_000_000, gas: 360_000_000, gasMoney: 32_900_000, total: 165_300_000 }), terms({ bills: [own], gas }));
    const line = checked?.check.lines.find(({ name }) => name === 'gas');
    expect(line).toMatchObject({ energy: 50_000_000, money: 5_000_000 });
    expect(checked?.check).toMatchObject({ difference: 5_000_000, unexplained: 0 });
    expect(checked?.gasAtPriceNow).toBe(true);
    // 4p until the 16th, 6p from then on: 15 days of 10 kWh at 4p and 16 at 6p are 15.60, and 9.30 standing.
    const risen = await checkOwnBill(past, claim({ gas: 310_000_000, gasMoney: 24_900_000, total: 24_900_000 }), terms({ gas: { ...gas, past: [[0, 40_000], [Date.parse('2023-03-16T00:00Z'), 60_000]] } }));
    expect(risen?.check.lines.find(({ name }) => name === 'gas')).toMatchObject({ money: 0 });
    expect(risen?.gasAtPriceNow).toBe(false);
    const unpriced = await checkOwnBill(past, claim({ gas: 310_000_000, gasMoney: 20_000_000, total: 20_000_000 }), terms());
    expect(unpriced?.check.lines.find(({ name }) => name === 'gas')).toMatchObject({ energy: 0, money: null });
  });

  it('of dates that are none is not checked', async () => expect(await checkOwnBill(past, claim({ to: '2023-02-01' }), terms())).toBeUndefined());
});
