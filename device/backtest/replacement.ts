import { DAY } from '#domain/plan/tolerance.ts';
import { after, lengthOf, type Instant } from '#domain/time/instant.ts';
import { WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { chooseNothing } from './choose.ts';
import { momentsOf } from './moments.ts';
import type { Ground } from './play.ts';
import type { Prices } from './prices.ts';
import { Run, type RunState } from './run.ts';
import type { Setup } from './setup.ts';
import { Tally, TermsAt } from './tally.ts';

interface Home extends Ground {
  readonly setup: Setup;
  readonly zone: string;
  readonly carbon: (at: Instant) => number | null;
}

/** ms that the batteries together take to be filled. */
const fillingTime = ({ batteries }: Setup): number =>
  Math.max(0, ...batteries.map(({ store }) => (store.capacity * WATT_MS_PER_MWH) / (store.maxCharge * store.chargeEfficiency)));

/**
 * What a kWh in a battery is worth at an instant, in micro: what filling the battery anew within the next day would cost
 * where nobody plans, by the prices and the load that came. Surplus that would be sold costs what it would be sold for.
 * @param state of doing nothing at that instant.
 */
export function replacementPrice(home: Home, prices: Prices, state: RunState, at: Instant): number {
  const { batteries } = home.setup;
  const needed = fillingTime(home.setup);
  if (needed === 0) return 0;
  const day = { start: at, end: after(at, DAY) };
  const paid = prices.paidOver(day);
  const run = new Run(chooseNothing, home, new TermsAt(paid, home.carbon), new Tally(home.zone), state);
  const moments = momentsOf(day, home.setup.cars);
  moments.forEach((start, index) => run.advance({ start, end: moments[index + 1] ?? day.end }));
  const terms = new TermsAt(paid, home.carbon);
  const offers = run.tally.metered.flatMap((slot) => {
    const { price } = terms.at(slot.start);
    if (!price) return [];
    return [{ length: lengthOf(slot), price: slot.export !== null && slot.export > 0n ? (price.exportPrice ?? 0) : price.importPrice }];
  });
  const efficiency = Math.min(...batteries.map(({ store }) => store.chargeEfficiency));
  return cheapestMean(offers, needed) / efficiency;
}

/** Mean price of the cheapest stretches that together last so long; 0 where there is none. */
function cheapestMean(offers: readonly { readonly length: number; readonly price: number }[], needed: number): number {
  let [taken, sum] = [0, 0];
  for (const { length, price } of [...offers].sort((a, b) => a.price - b.price)) {
    const share = Math.min(length, needed - taken);
    if (share <= 0) break;
    taken += share;
    sum += share * price;
  }
  return taken === 0 ? 0 : sum / taken;
}
