import type { PlanReason } from '#wire/message/bodies.ts';
import type { Words } from '../text/en.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { formatMoney, formatPrice } from './money.ts';

/** The answer to Why? in at most three lines, each from a figure of the plan. */
export function whyLines(words: Words, reason: PlanReason | undefined, currency: string, text: WantsWords | null = null): readonly string[] {
  if (!reason) return [words.plan.whyNothing];
  const price = (micro: number): string => formatPrice(words.language.tag, micro, currency);
  const cause = words.plan.cause[reason.cause];
  const priced = words.plan.whyPrice(price(reason.price));
  const said = text && reason.weighed ? `${cause} ${text.weighed[reason.weighed]}` : cause;
  const prices = reason.nextBestPrice === null ? [priced] : [priced, words.plan.whyNext(price(reason.nextBestPrice))];
  const worth = text ? worthSaid(words, reason, currency, text) : '';
  return worth === '' ? [said, ...prices] : [said, prices.join(' '), worth];
}

/** Under one minor unit nothing is called a saving. */
const LEAST_SAID = 10_000;

/** What the act is worth by itself, and the price at which it would be nothing. */
function worthSaid({ language }: Words, { own = 0, flip, price }: PlanReason, currency: string, text: WantsWords): string {
  if (own < LEAST_SAID) return '';
  const saved = text.own(formatMoney(language.tag, own, currency));
  if (flip === undefined || flip === price) return saved;
  const said = formatPrice(language.tag, flip, currency);
  return `${saved} ${flip > price ? text.flip.dearer(said) : text.flip.cheaper(said)}`;
}
