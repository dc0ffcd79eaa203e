import type { Instant, Interval } from '../time/instant.ts';
import { stretchesOf, type Stretch } from '../tariff/schedule.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { costAt } from '../units/money.ts';
import { shareOf, type Metered } from './metered.ts';

/** Adds up what the reactive parts of a tariff charge per kvarh; what nobody measured is charged nothing. */
export class ReactiveSum {
  readonly sums = new Map<string, bigint>();
  private readonly lists: readonly { readonly name: string; readonly prices: readonly Stretch[] }[];

  constructor(tariff: Tariff, period: Interval) {
    this.lists = tariff.parts.flatMap((part) => (part.per === 'kvarh' ? [{ name: part.name, prices: stretchesOf(part.schedule, period, tariff) }] : []));
  }

  post(stretch: Metered): void {
    const energy = stretch.reactive ?? null;
    if (energy === null) return;
    for (const { name, prices } of this.lists) {
      for (const price of overlapping(prices, stretch)) {
        const piece = { start: Math.max(price.start, stretch.start) as Instant, end: Math.min(price.end, stretch.end) as Instant };
        if (price.price !== null) this.sums.set(name, (this.sums.get(name) ?? 0n) + costAt(price.price, shareOf(energy, piece, stretch)));
      }
    }
  }
}

/** Stretches fill their interval in order: the first that ends after the start is found by halving. */
function overlapping(prices: readonly Stretch[], { start, end }: Interval): readonly Stretch[] {
  let [low, high] = [0, prices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((prices[middle]?.end ?? Infinity) <= start) low = middle + 1;
    else high = middle;
  }
  const found: Stretch[] = [];
  for (let index = low; index < prices.length; index++) {
    const price = prices[index];
    if (!price || price.start >= end) break;
    found.push(price);
  }
  return found;
}
