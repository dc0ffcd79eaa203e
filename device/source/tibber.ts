import * as v from 'valibot';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { after } from '#domain/time/instant.ts';
import { instantOfSource, PLACES, priceOf, slotsOf, stepOf, tableTariff } from './table.ts';

const STEPS: readonly number[] = [900_000, 3_600_000];

const priceSchema = v.object({ total: v.number(), startsAt: v.string(), currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) });
const homeSchema = v.object({
  id: v.string(),
  currentSubscription: v.nullable(v.object({ priceInfo: v.object({ today: v.array(priceSchema), tomorrow: v.array(priceSchema) }) })),
});
const answerSchema = v.object({ data: v.object({ viewer: v.object({ homes: v.array(homeSchema) }) }) });
const errorsSchema = v.object({ errors: v.pipe(v.array(v.object({ message: v.string() })), v.minLength(1)) });

/** Body of the POST to `https://api.tibber.com/v1-beta/gql`, quarter-hours of today and, from about 13:00, of tomorrow. */
export const TIBBER_QUERY = JSON.stringify({
  query: '{viewer{homes{id currentSubscription{priceInfo(resolution:QUARTER_HOURLY){today{total startsAt currency}tomorrow{total startsAt currency}}}}}}',
});

/**
 * Tibber's `priceInfo`: what is paid per kWh, taxes in it. Tomorrow is an empty list until it is known; hours are read as
 * well as quarter-hours. @param home its id; null = the first with a subscription.
 * @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readTibberPrices(raw: unknown, zone: string, home: string | null): Tariff | string {
  const failed = v.safeParse(errorsSchema, raw);
  if (failed.success) return `it is an error: ${failed.output.errors[0]?.message.slice(0, 200) ?? ''}`;
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no priceInfo of Tibber';
  const homes = parsed.output.data.viewer.homes.filter(({ id, currentSubscription }) => currentSubscription !== null && (home === null || id === home));
  const prices = homes[0]?.currentSubscription?.priceInfo;
  if (!prices) return home === null ? 'no home in it has a subscription' : `the home ${home} is not in it, or has no subscription`;
  return tariffOf([...prices.today, ...prices.tomorrow], zone);
}

function tariffOf(prices: readonly v.InferOutput<typeof priceSchema>[], zone: string): Tariff | string {
  const currencies = new Set(prices.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currency === undefined) return 'it has no prices';
  if (currencies.size > 1) return 'it has no prices in one currency';
  const starts = prices.map(({ startsAt }) => instantOfSource(startsAt));
  const step = stepOf(starts.filter((start) => start !== undefined));
  if (step === undefined || !STEPS.includes(step)) return 'its prices are neither of hours nor of quarter-hours';
  const slots = slotsOf(prices.map(({ total }, index) => {
    const start = starts[index];
    return { start, end: start && after(start, step), price: priceOf(total, PLACES.perKWh) };
  }));
  if (typeof slots === 'string') return slots;
  return tableTariff({ name: 'Tibber', source: 'Tibber', currency, zone, vat: null, direction: 'import', part: 'Energy, grid and taxes' }, slots);
}
