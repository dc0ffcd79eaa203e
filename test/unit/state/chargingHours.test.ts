import { describe, expect, it } from 'vitest';
import { added, daysOf, toggled, withWindow } from '../../../src/state/chargingHours.ts';

const MORNING = { days: [1, 2, 3, 4, 5], from: 480, to: 660 };
const NIGHT = { days: null, from: 1_320, to: 360 };

describe('the hours in which a car does not charge by itself', () => {
  it('change in one window, and leave the others', () => expect(withWindow([MORNING, NIGHT], 0, { to: 600 })).toEqual([{ ...MORNING, to: 600 }, NIGHT]));
  it('have days put in and taken out; all seven are every day', () => {
    expect(toggled(MORNING, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(toggled(MORNING, 3)).toEqual([1, 2, 4, 5]);
    expect(toggled({ ...MORNING, days: [1, 2, 3, 4, 5, 6] }, 7)).toBeNull();
    expect(toggled(NIGHT, 7)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(daysOf(NIGHT)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('lose a window that is left no day', () => expect(withWindow([{ ...MORNING, days: [1] }, NIGHT], 0, { days: [] })).toEqual([NIGHT]));
  it('begin a further window on weekdays in the early evening', () => expect(added([NIGHT])).toEqual([NIGHT, { days: [1, 2, 3, 4, 5], from: 960, to: 1_200 }]));
});
