import type { Instant, Interval } from '../time/instant.ts';
import { HALF_HOUR, HALF_HOURS } from './habit.ts';

/** Degrees below which a home is heated and above which it is cooled: degree days by the half-hour. */
const HEATED_BELOW = 15;
const COOLED_ABOVE = 22;

/** Degrees that call for heat and for cold. */
interface Need {
  readonly heat: number;
  readonly cold: number;
}

/** How a load answers to the weather: W a degree, from the half-hours that were warmer or colder than those before. */
export interface Warmth {
  /** What each half-hour of the day has needed lately; null where no temperature was heard. */
  readonly usual: readonly (Need | null)[];
  /** Fading sums of the normal equations. */
  readonly heat: number;
  readonly cold: number;
  readonly both: number;
  readonly heatLoad: number;
  readonly coldLoad: number;
  /** What somebody says of the coming temperatures; null = nothing. */
  readonly told: WeatherTold | null;
}

export interface WeatherTold {
  readonly source: string;
  readonly issued: Instant;
  /** Mean °C, in order of time. */
  readonly slots: readonly (Interval & { readonly celsius: number })[];
}

export const NO_WARMTH: Warmth = { usual: new Array<null>(HALF_HOURS).fill(null), heat: 0, cold: 0, both: 0, heatLoad: 0, coldLoad: 0, told: null };

/** Days that count as lately, as the habits of load follow them. */
const LATELY = 4;
/** The answer fades over about two months of half-hours. */
const KEPT = 1 - 1 / 3_000;
/** Degrees squared, in sum, before which an answer is hardly believed: about three weeks of days that differ by two degrees. */
const RIDGE = 4_000;

const placeAt = (at: number): number => Math.floor(at / HALF_HOUR) % HALF_HOURS;
const needOf = (celsius: number): Need => ({ heat: Math.max(0, HEATED_BELOW - celsius), cold: Math.max(0, celsius - COOLED_ABOVE) });

/** More or less need than lately at that time of day. */
function newsOf({ usual }: Warmth, at: number, celsius: number): Need {
  const need = needOf(celsius);
  const before = usual[placeAt(at)];
  return before ? { heat: need.heat - before.heat, cold: need.cold - before.cold } : { heat: 0, cold: 0 };
}

/** W a degree; a home that used less when it got colder would be noise. */
function answerOf({ heat, cold, both, heatLoad, coldLoad }: Warmth): Need {
  const [a, b] = [heat + RIDGE, cold + RIDGE];
  const determinant = a * b - both ** 2;
  return { heat: Math.max(0, (b * heatLoad - both * coldLoad) / determinant), cold: Math.max(0, (a * coldLoad - both * heatLoad) / determinant) };
}

/** W that a half-hour from `at` takes more than habits say, at a temperature. */
export function warmthAt(warmth: Warmth, at: number, celsius: number): number {
  const news = newsOf(warmth, at, celsius);
  const answer = answerOf(warmth);
  return answer.heat * news.heat + answer.cold * news.cold;
}

/** W that an instant is expected to take more than habits say, by what is told of its temperature; 0 where nothing is. */
export function warmthAhead(warmth: Warmth, at: number): number {
  const slot = warmth.told?.slots.find(({ start, end }) => start <= at && at < end);
  return slot ? warmthAt(warmth, at, slot.celsius) : 0;
}

/** After a half-hour at a temperature. @param above W that it took more than its habit; null where it has none. */
export function learnWarmth(warmth: Warmth, at: Instant, celsius: number, above: number | null): Warmth {
  const news = newsOf(warmth, at, celsius);
  const place = placeAt(at);
  const before = warmth.usual[place];
  const need = needOf(celsius);
  const usual = warmth.usual.with(place, before ? { heat: before.heat + (need.heat - before.heat) / LATELY, cold: before.cold + (need.cold - before.cold) / LATELY } : need);
  if (above === null) return { ...warmth, usual };
  return {
    usual,
    heat: KEPT * warmth.heat + news.heat ** 2,
    cold: KEPT * warmth.cold + news.cold ** 2,
    both: KEPT * warmth.both + news.heat * news.cold,
    heatLoad: KEPT * warmth.heatLoad + news.heat * above,
    coldLoad: KEPT * warmth.coldLoad + news.cold * above,
    told: warmth.told,
  };
}
