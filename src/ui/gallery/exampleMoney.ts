import type { Money } from '#wire/message/moneyBody.ts';
import { DAY_START, TOLD_AT } from './exampleHome.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MARCH = Date.UTC(2023, 2, 1);
const stand = (kiloWattHours: number): Money['bills'][number]['opening'] => ({ import: kiloWattHours * 1e6, export: null });

/** A home with a prepayment meter, a bill that was put right, and advice of which some was followed. */
export const homeMoney = (): Money => ({
  alarms: { power: { watts: 4_000, minutes: 15 }, dayEnergy: null, dayCost: 6_000_000 },
  bills: [
    {
      key: '2023-03-01', start: MARCH, end: Date.UTC(2023, 2, 31, 23), import: 211_400_000, export: 0, total: 63_210_000,
      parts: [{ name: 'Energy', kind: 'import', money: 52_170_000 }, { name: 'Standing charge', kind: 'standing', money: 11_040_000 }],
      unpriced: 0, estimated: 0, known: 0.94, opening: stand(4_214.6), closing: null, closedAt: null, closedTotal: null, adjustment: null,
    },
    {
      key: '2023-02-01', start: Date.UTC(2023, 1, 1), end: MARCH, import: 301_000_000, export: 0, total: 88_620_000,
      parts: [{ name: 'Energy', kind: 'import', money: 75_740_000 }, { name: 'Standing charge', kind: 'standing', money: 12_880_000 }],
      unpriced: 0, estimated: 0, known: 1, opening: stand(3_913.6), closing: stand(4_214.6), closedAt: MARCH + HOUR, closedTotal: 88_120_000, adjustment: 500_000,
    },
  ],
  purse: {
    at: TOLD_AT - 120_000, balance: 4_310_000, debt: 12_000_000, emergency: false, supply: 'credit', paid: DAY_START + DAY + 20 * HOUR, supplyEnds: DAY_START + 2 * DAY + 9 * HOUR,
    terms: { emergencyCredit: 10_000_000, recovery: { by: 'week', amount: 2_000_000 }, neverCut: [{ from: 18 * 60, to: 10 * 60 }] },
  },
  contract: { contracted: 9_000, operator: 7_400, steps: [{ power: 6_000, perYear: 90_000_000 }, { power: 9_000, perYear: 135_000_000 }] },
  advice: [
    { id: 'a', kind: 'always-on', at: TOLD_AT - DAY, perWeek: 1_530_000, figure: 300, aim: 262, putAway: false, outcome: null },
    { id: 'b', kind: 'dear-hours', at: TOLD_AT - DAY, perWeek: 900_000, figure: 0.41, aim: 0.31, putAway: false, outcome: null },
    { id: 'c', kind: 'contract', at: TOLD_AT - 20 * DAY, perWeek: 860_000, figure: 9_000, aim: 6_000, putAway: false, outcome: { followed: 'no', perWeek: 0, checkedAt: TOLD_AT - DAY } },
  ],
});
