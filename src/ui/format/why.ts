import type { PlanReason } from '#wire/message/bodies.ts';
import type { Words } from '../text/en.ts';
import { formatPrice } from './money.ts';

/** The answer to Why? in at most three lines, each from a figure of the plan. */
export function whyLines(words: Words, reason: PlanReason | undefined, currency: string): readonly string[] {
  if (!reason) return [words.plan.whyNothing];
  const price = (micro: number): string => formatPrice(words.language.tag, micro, currency);
  const lines = [words.plan.cause[reason.cause], words.plan.whyPrice(price(reason.price))];
  return reason.nextBestPrice === null ? lines : [...lines, words.plan.whyNext(price(reason.nextBestPrice))];
}
