import type { HomeEvent } from '#wire/message/bodies.ts';
import type { Words } from '../text/en.ts';
import { formatMoney, formatPrice } from './money.ts';
import { formatPower } from './power.ts';

/** "4.20 kW at most", "as far as it goes". */
export function askedPower(words: Words, { demand, power }: HomeEvent): string {
  if (power === null) return words.events.asFar;
  const figure = formatPower(words.language.tag, power);
  return demand === 'less-demand' || demand === 'less-generation' ? words.events.atMost(figure) : words.events.atLeast(figure);
}

/** What an operator offers; null = nothing is stated. */
export function rewardOf(words: Words, { reward }: HomeEvent, currency: string): string | null {
  if (reward === null) return null;
  const { tag } = words.language;
  return reward.per === 'event' ? words.events.perEvent(formatMoney(tag, reward.micro, currency)) : words.events.perKwh(formatPrice(tag, reward.micro, currency));
}

/** A call that nobody of the home may refuse (U31). */
export const isFirm = ({ firmness }: HomeEvent): boolean => firmness === 'firm';
