import type { PriceSlot } from '../tariff/price.ts';
import { HOUR, type Instant, type Interval } from '../time/instant.ts';
import { correlationOf, energyOver } from './coherence.ts';
import { movedBy, widened, type Estimate, type SlotEstimate, type Standing } from './estimate.ts';
import { firstGeneration, generationOver, learnGeneration, withTold, type Generation } from './generation.ts';
import { HALF_HOUR } from './habit.ts';
import { hear, type HalfHour, type Hearing, type Measured } from './hearing.ts';
import { FIRST_DEVIATION, loadEstimate, type LoadForecast } from './load.ts';
import { learnPrices, NO_PRICES, priceOver, type PriceEstimate, type PriceHabits } from './prices.ts';
import { learnScore, NO_SCORING, type Score, type Scoring } from './score.ts';
import { learnHalfHour, NO_SERIES, seriesAt } from './series.ts';
import type { Place } from './sun.ts';
import type { Told } from './told.ts';
import { learnWarmth, NO_WARMTH, warmthAhead, warmthAt, type Warmth, type WeatherTold } from './warmth.ts';

/** All that a home has learned of what it cannot move. JSON-able, no time series, under 100 kB. */
export interface OutlookState extends LoadForecast {
  /** Left out or null: no meter ever told it apart, and what is learned as load is the net at the meter. */
  readonly generation?: Generation | null | undefined;
  readonly prices?: PriceHabits | undefined;
  /** Where the home file says that it lies; left out or null: learned from its own array. */
  readonly place?: Place | null | undefined;
  /** W that the array made at the last reading; null or left out where nothing tells it apart. */
  readonly made?: number | null | undefined;
  /** The half-hour being heard. */
  readonly half?: Hearing | null | undefined;
  /** How the load answers to the weather; left out while no temperature was heard. */
  readonly warmth?: Warmth | undefined;
  /** How right each was, beside yesterday, last week and the mean; left out before there was anything to score. */
  readonly scorings?: Scorings | undefined;
  /** End of the last half-hour that taught something of the load; null or left out before there was one. */
  readonly heardUntil?: Instant | null | undefined;
}

interface Scorings {
  readonly load: Scoring;
  readonly generation: Scoring | null;
}

/** What a home is told, in the order of time; what it has not been told it does not use. */
export type Observation =
  | ({ readonly kind: 'measured' } & Measured)
  /** Prices as published, of any time. */
  | { readonly kind: 'prices'; readonly slots: readonly PriceSlot[] }
  /** What somebody outside says the array will make: used by its record, never alone. */
  | ({ readonly kind: 'told' } & Told)
  /** What somebody outside says of the coming temperatures. */
  | ({ readonly kind: 'weather' } & WeatherTold);

/** What is expected, an element a slot. Power in W. */
export interface Outlook {
  readonly slots: readonly Interval[];
  /** Net load of what no plan moves: load less generation. */
  readonly inflexible: readonly SlotEstimate[];
  readonly load: readonly SlotEstimate[];
  /** Positive W; null where no meter tells it apart: it is then within `load`. */
  readonly generation: readonly SlotEstimate[] | null;
  /** Null in a slot where nothing was published nor learned. */
  readonly prices: readonly (PriceEstimate | null)[];
}

/** @param zone IANA zone that the home's habits are kept in. @param place null where the home file says nothing. */
export const initialOutlook = (zone: string, place: Place | null = null): OutlookState => ({ zone, place, ...NO_SERIES, last: null, half: null });

/** W of what nobody moves as the meter last saw it, net of generation; null before the first reading. */
export const netNow = ({ last, made }: OutlookState): number | null => (last === null ? null : last - (made ?? 0));

/** What is no longer heard for so long is stale: habits go on, but nobody knows whether they hold. */
const STALE_AFTER = 24 * HOUR;
/** The state after one more observation. */
export function learn(state: OutlookState, observation: Observation): OutlookState {
  if (observation.kind === 'prices') return { ...state, prices: learnPrices(state.prices ?? NO_PRICES, observation.slots, state.zone) };
  if (observation.kind === 'told') return state.generation ? { ...state, generation: withTold(state.generation, observation) } : state;
  if (observation.kind === 'weather') return { ...state, warmth: { ...(state.warmth ?? NO_WARMTH), told: observation } };
  const { hearing, over } = hear(state.half ?? null, observation);
  const last = observation.load ?? state.last;
  return over.reduce(learnOver, { ...state, half: hearing, last, made: observation.generation });
}

/** The state after a half-hour that is over. */
export function learnOver(state: OutlookState, { start, load, generation, celsius }: HalfHour): OutlookState {
  const halfHour = { start, end: (start + HALF_HOUR) as Instant };
  const next = generation === null ? state : withGeneration(state, halfHour, generation);
  if (load === null) return next;
  const { load: scoring, generation: other } = next.scorings ?? { load: NO_SCORING, generation: null };
  const said = seriesAt({ ...next, anchor: null }, start, next.zone);
  const { warmth, more } = withWeather(next, start, load, said, celsius);
  return { ...next, warmth, ...learnHalfHour(next, start, load - more, next.zone, FIRST_DEVIATION), heardUntil: halfHour.end, scorings: { load: learnScore(scoring, start, said, load), generation: other } };
}

/** What the weather took more than usual is no habit. @returns W of it, 0 where no temperature is known. */
function withWeather({ warmth }: OutlookState, start: Instant, load: number, said: Estimate | undefined, celsius: number | null): { readonly warmth: Warmth | undefined; readonly more: number } {
  if (celsius === null) return { warmth, more: 0 };
  const before = warmth ?? NO_WARMTH;
  return { warmth: learnWarmth(before, start, celsius, said ? load - said.mean : null), more: warmthAt(before, start, celsius) };
}

/** With the first word of a generation meter the habit of the net is none of the load: it begins anew. */
function withGeneration(state: OutlookState, halfHour: Interval, power: number): OutlookState {
  const { start } = halfHour;
  const begun = state.generation ? state : { ...state, ...NO_SERIES, blend: undefined, errors: undefined, warmth: undefined, scorings: undefined };
  const before = state.generation ?? firstGeneration(state.zone, start, state.place ?? null);
  const said = before.array ? generationOver({ ...before, clearness: { ...before.clearness, anchor: null } }, start, halfHour) : undefined;
  const { load, generation } = begun.scorings ?? { load: NO_SCORING, generation: null };
  return { ...begun, generation: learnGeneration(before, start, power), scorings: { load, generation: learnScore(generation ?? NO_SCORING, start, said, power) } };
}

/** How right the forecasts of the last four weeks were; null of what was never compared. */
export function scoresOf({ scorings }: OutlookState): { readonly load: Score | null; readonly generation: Score | null } {
  const compared = (scoring: Scoring | null | undefined): Score | null => (scoring && scoring.score.heard > 0 ? scoring.score : null);
  return { load: compared(scorings?.load), generation: compared(scorings?.generation) };
}

/** The energy of consecutive slots of an outlook together, Wh, with quantiles that fit those of the slots. */
export function energyOf(state: OutlookState, { slots, load, generation }: Pick<Outlook, 'slots' | 'load' | 'generation'>): { readonly load: Estimate; readonly generation: Estimate | null } {
  return {
    load: energyOver(correlationOf(state.errors, state.zone), slots, load),
    generation: generation && energyOver(correlationOf(state.generation?.clearness.errors, 'UTC'), slots, generation),
  };
}

function loadSlot(state: OutlookState, now: Instant, slot: Interval): SlotEstimate {
  const { known, ...usual } = loadEstimate(state, slot);
  const estimate = state.warmth?.told ? movedBy(usual, warmthAhead(state.warmth, (slot.start + slot.end) / 2)) : usual;
  if (!known) return { ...estimate, standing: 'missing' };
  const isStale = state.heardUntil !== undefined && state.heardUntil !== null && now - state.heardUntil > STALE_AFTER;
  return isStale ? { ...widened(estimate), standing: 'stale' } : { ...estimate, standing: 'known' };
}

const WORST: readonly Standing[] = ['missing', 'stale', 'known'];
const worse = (one: Standing, other: Standing): Standing => (WORST.indexOf(one) <= WORST.indexOf(other) ? one : other);

/** Load less generation, taken to err independently of each other. */
function netOf(load: SlotEstimate, generation: SlotEstimate | undefined): SlotEstimate {
  if (!generation) return load;
  const off = (low: number, high: number): number => Math.hypot(low, high);
  const p50 = load.p50 - generation.p50;
  return {
    mean: load.mean - generation.mean,
    spread: Math.hypot(load.spread, generation.spread),
    p10: p50 - off(load.p50 - load.p10, generation.p90 - generation.p50),
    p50,
    p90: p50 + off(load.p90 - load.p50, generation.p50 - generation.p10),
    standing: worse(load.standing, generation.standing),
  };
}

/** What the home expects of slots from what it was told until `now`, which is at or after the last observation. */
export function forecastAt(state: OutlookState, now: Instant, slots: readonly Interval[]): Outlook {
  const load = slots.map((slot) => loadSlot(state, now, slot));
  const { generation: array } = state;
  const generation = array ? slots.map((slot) => generationOver(array, now, slot)) : null;
  return {
    slots,
    load,
    generation,
    inflexible: load.map((slot, n) => netOf(slot, generation?.[n])),
    prices: slots.map((slot) => priceOver(state.prices ?? NO_PRICES, slot, state.zone)),
  };
}
