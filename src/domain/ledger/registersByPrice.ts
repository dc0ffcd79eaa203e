import type { Instant, Interval } from '../time/instant.ts';
import { pricesOver, sumOfPrices, type PartPrices } from '../tariff/price.ts';
import { unitParts, type Direction, type Tariff } from '../tariff/tariff.ts';
import type { ExactEnergy, ExactPrice } from '../units/money.ts';
import { shareOf, type Metered } from './metered.ts';

/** The register of one price period (E9): its energy, and what a kWh in it costs before VAT at the base tier; null unpriced. */
export interface PriceRegister extends Interval {
  readonly direction: Direction;
  readonly rate: string | null;
  readonly price: ExactPrice | null;
  readonly energy: ExactEnergy;
}

/** A register for every price period of a direction in which something was metered, in order of time. */
export function registersByPrice(tariff: Tariff, direction: Direction, period: Interval, metered: Iterable<Metered>): readonly PriceRegister[] {
  const prices = pricesOver(unitParts(tariff, direction), period, tariff);
  const energies = new Map<number, bigint>();
  let place = 0;
  for (const stretch of metered) {
    const energy = stretch[direction];
    if (energy === null) continue;
    while ((prices[place]?.end ?? Infinity) <= stretch.start) place++;
    for (let index = place; (prices[index]?.start ?? Infinity) < stretch.end; index++) {
      energies.set(index, (energies.get(index) ?? 0n) + shareOf(energy, overlap(prices[index] ?? stretch, stretch), stretch));
    }
  }
  return [...energies].map(([index, energy]) => registerOf(prices[index], direction, energy as ExactEnergy)).filter((register) => register !== null);
}

const overlap = (a: Interval, b: Interval): Interval => ({ start: Math.max(a.start, b.start) as Instant, end: Math.min(a.end, b.end) as Instant });

const registerOf = (prices: PartPrices | undefined, direction: Direction, energy: ExactEnergy): PriceRegister | null =>
  prices ? { start: prices.start, end: prices.end, direction, rate: prices.rate, price: sumOfPrices(prices.prices), energy } : null;
