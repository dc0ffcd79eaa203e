import type { Device } from '#wire/message/bodies.ts';
import { boostCost } from '../../state/boost.ts';
import type { Facts } from '../../state/facts.ts';
import type { Words } from '../text/en.ts';
import { formatMoney } from '../format/money.ts';
import { formatClock } from '../format/time.ts';

interface Told {
  readonly words: Words;
  readonly now: number;
  readonly zone: string;
  readonly currency: string;
}

/** When a device taken by hand is given back, and what that costs at most, where a tariff and its power are known (U19). */
export function boostSaid({ words: { override, language }, now, zone, currency }: Told, { tariff, problem }: Pick<Facts, 'tariff' | 'problem'>, { id }: Device, until: number): string {
  const planned = problem.body?.devices.find((one) => one.id === id);
  const cost = planned && tariff.body ? boostCost(planned, tariff.body.slots, now, until) : null;
  const end = override.until(formatClock(language.tag, until, zone));
  return cost === null ? end : [end, override.cost(formatMoney(language.tag, cost, currency))].join(language.comma);
}
