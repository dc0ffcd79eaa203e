import { stretchesOf } from '../tariff/schedule.ts';
import type { Rule } from '../tariff/tariff.ts';
import type { Interval } from '../time/instant.ts';
import type { ExactPrice } from '../units/money.ts';
import type { DayHours } from '../wish/wish.ts';

const rule = (rate: string, hours: Rule['hours']): Rule => ({ rate, price: 0 as ExactPrice, months: null, weekdays: null, hours });

/** The stretches of an interval that lie in some hours of the local day, by the tariff's own calendar of clock changes. @throws RangeError for an unknown zone. */
export function hoursIn(hours: DayHours, interval: Interval, zone: string): readonly Interval[] {
  const rules = [rule('in', hours), rule('out', null)];
  return stretchesOf({ kind: 'time-of-use', rules }, interval, { zone }).flatMap(({ rate, start, end }) => (rate === 'in' ? [{ start, end }] : []));
}
