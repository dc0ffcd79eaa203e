import { MS_PER_DAY } from '../time/civil.ts';
import { HOUR, type Instant, type Interval } from '../time/instant.ts';
import { offsetAt } from '../time/zone.ts';
import { clearPower, fitArray, type ArrayModel, type Peak } from './array.ts';
import { meanOver, normal, widened, type Estimate, type SlotEstimate } from './estimate.ts';
import { HALF_HOUR, HALF_HOURS } from './habit.ts';
import { firstPlace, learnPlace, type LearnedPlace } from './place.ts';
import { learnHalfHour, NO_SERIES, seriesAt, type Series } from './series.ts';
import type { Place } from './sun.ts';
import { learnTold, noRecord, toldAt, weightOf, type Told, type ToldRecord } from './told.ts';

/** What an array has told of itself. */
export interface Generation {
  /** Where the home file says that it lies; null = learned from the length of its days. */
  readonly given: Place | null;
  readonly learned: LearnedPlace;
  /** The most that each half-hour of the solar day made lately. */
  readonly peaks: readonly (Peak | null)[];
  /** Of today, and the longest of the days since the place was learned from last: ms UTC. */
  readonly lit: Lit | null;
  readonly longest: Lit | null;
  /** The solar day that is under way. */
  readonly day: number | null;
  readonly array: ArrayModel | null;
  /** What it made over what a clear sky would have, by half-hours UTC: clouds, shade and what is wrong with the plane. */
  readonly clearness: Series;
  /** Half-hours in a row of a high sun in which it made nothing. */
  readonly silent: number;
  readonly heardUntil: Instant | null;
  readonly told: Told | null;
  readonly record: ToldRecord | null;
}

interface Lit {
  readonly first: number;
  readonly last: number;
}

/** @param given from the home file; null where it says nothing. */
export function firstGeneration(zone: string, at: Instant, given: Place | null): Generation {
  const clearness = NO_SERIES;
  return { given, learned: firstPlace(offsetAt(at, zone)), peaks: new Array<null>(HALF_HOURS).fill(null), lit: null, longest: null, day: null, array: null, clearness, silent: 0, heardUntil: null, told: null, record: null };
}

/** Share of the highest peak from which an array counts as lit. */
const LIT = 0.01;
/** A peak of days ago is believed less by so much a day: a season goes by, and a cloud's edge shines brighter than a clear sky. */
const PEAK_FADES = 0.985;
/** The place is learned from the longest of so many days. */
const PLACE_EVERY = 5;
/** Below this share of what it can make, the clearness of the sky is a guess about a horizon. */
const LEAST_LIGHT = 0.03;
const MOST_CLEARNESS = 1.4;
const FIRST_DEVIATION = 0.3;
/** An array that makes less than a hundredth of a clear sky under a sun that would give it 30 % of its most is not clouded. */
const DEAD = 0.01;
const HIGH_SUN = 0.3;
/** Four hours of that are no accident. */
const SILENT_AFTER = 8;
const STALE_AFTER = 24 * HOUR;
/** Before its plane is known, it is taken to make this share of the most it ever made then. */
const OF_PEAK = 0.6;

export const placeOf = ({ given, learned }: Generation): Place => given ?? learned;
const middle = (at: number): number => at + HALF_HOUR / 2;
const cellAt = (at: number): number => Math.floor((at % MS_PER_DAY) / HALF_HOUR);
const solarDay = ({ learned }: Generation, at: number): number => Math.floor((at + (learned.longitude / 360) * MS_PER_DAY) / MS_PER_DAY);
const highest = ({ peaks }: Generation): number => Math.max(1, ...peaks.map((peak) => peak?.power ?? 0));
const clearAt = ({ array }: Generation, place: Place, at: number): number => (array ? clearPower(array, place, at) : 0);
const mostOf = ({ scale }: ArrayModel): number => 1_000 * scale;

/** After a half-hour from `at` in which it made `power` W on average, with nothing holding it back. */
export function learnGeneration(before: Generation, at: Instant, power: number): Generation {
  const day = solarDay(before, at);
  const today = before.day === day ? before : overDay({ ...before, day }, at);
  const end = (at + HALF_HOUR) as Instant;
  return learnSky({ ...today, peaks: withPeak(today, at, power), lit: withLight(today, at, power), heardUntil: end }, at, power);
}

function withPeak({ peaks }: Generation, at: Instant, power: number): Generation['peaks'] {
  const cell = cellAt(at);
  const peak = peaks[cell];
  const left = peak ? peak.power * PEAK_FADES ** ((at - peak.at) / MS_PER_DAY) : 0;
  return power > 0 && power >= left ? peaks.with(cell, { at: middle(at), power }) : peaks;
}

function withLight(generation: Generation, at: Instant, power: number): Lit | null {
  const { lit } = generation;
  if (power < LIT * highest(generation)) return lit;
  return { first: lit?.first ?? at, last: at + HALF_HOUR };
}

const lengthOf = (lit: Lit | null): number => (lit ? lit.last - lit.first : 0);

/** A new solar day: the one before is learned from. */
function overDay(generation: Generation, at: Instant): Generation {
  const longest = lengthOf(generation.lit) > lengthOf(generation.longest) ? generation.lit : generation.longest;
  const isTime = generation.day !== null && generation.day % PLACE_EVERY === 0;
  const learned = isTime && longest ? learnPlace(generation.learned, longest.first, longest.last) : generation.learned;
  const next = { ...generation, learned, lit: null, longest: isTime ? null : longest };
  const recent = next.peaks.flatMap((peak) => (peak && at - peak.at < 30 * MS_PER_DAY ? [peak] : []));
  return { ...next, array: fitArray(recent, placeOf(next), next.array) ?? next.array };
}

/** What the sky was like; an array that makes nothing under a high sun says nothing of the sky. */
function learnSky(generation: Generation, at: Instant, power: number): Generation {
  const { array } = generation;
  const clear = clearAt(generation, placeOf(generation), middle(at));
  if (!array || clear < LEAST_LIGHT * mostOf(array)) return generation;
  if (power < DEAD * clear) return clear < HIGH_SUN * mostOf(array) ? generation : { ...generation, silent: generation.silent + 1 };
  const compared = withRecord(generation, at, clear, power);
  return { ...compared, silent: 0, clearness: learnHalfHour(generation.clearness, at, Math.min(MOST_CLEARNESS, power / clear), 'UTC', FIRST_DEVIATION) };
}

/** Compares what was told of a half-hour, and what we would have said a day before, with what came. */
function withRecord(generation: Generation, at: Instant, clear: number, actual: number): Generation {
  const { told, clearness } = generation;
  if (!told) return generation;
  const record = recordOf(generation, told);
  const word = toldAt(told, record, middle(at));
  const own = seriesAt({ ...clearness, anchor: null }, at, 'UTC');
  return word === null || !own ? generation : { ...generation, record: learnTold(record, clear * own.mean, word, actual) };
}

const recordOf = ({ record }: Generation, { source }: Told): ToldRecord => (record?.source === source ? record : noRecord(source));

/** Takes up what somebody says will be made; another's record does not speak for them. */
export const withTold = (generation: Generation, told: Told): Generation => ({ ...generation, told, record: recordOf(generation, told) });

/** A dead array, an inverter that lost its line, snow: it is not taken for a cloud, and nothing is expected of it until it makes something again. */
export const isSilent = ({ silent }: Generation): boolean => silent >= SILENT_AFTER;

/** Near the last half-hours the sky itself knows better than whoever spoke the day before: so much of their weight is left. */
const nearly = ({ clearness: { anchor } }: Generation, at: number): number => (anchor ? 1 - 0.7 * Math.exp(-Math.max(0, at - anchor.at) / (2 * HOUR)) : 1);

const scaled = ({ mean, spread, p10, p50, p90 }: Estimate, by: number): Estimate => ({ mean: by * Math.max(0, mean), spread: by * spread, p10: by * Math.max(0, p10), p50: by * Math.max(0, p50), p90: by * Math.max(0, p90) });

/** Moved to what another says too, and narrowed to what both together leave open. */
function joined(own: Estimate, word: number, weight: number, left: number): Estimate {
  const mean = own.mean + weight * (word - own.mean);
  const off = (quantile: number): number => Math.max(0, mean + left * (quantile - own.mean));
  return { mean, spread: left * own.spread, p10: off(own.p10), p50: off(own.p50), p90: off(own.p90) };
}

/** What is expected at a moment, W. */
function momentOf(generation: Generation, place: Place, at: number): Estimate {
  if (!generation.array) {
    const peak = generation.peaks[cellAt(at)]?.power ?? 0;
    return normal(OF_PEAK * peak, (1 - OF_PEAK) * peak);
  }
  const clear = clearAt(generation, place, at);
  const own = scaled(seriesAt(generation.clearness, at as Instant, 'UTC') ?? normal(OF_PEAK, FIRST_DEVIATION), clear);
  if (!generation.told) return own;
  const record = recordOf(generation, generation.told);
  const word = toldAt(generation.told, record, at);
  if (word === null) return own;
  const { weight, left } = weightOf(record);
  const near = nearly(generation, at);
  return joined(own, word, weight * near, 1 + near * (left - 1));
}

/** Nothing, but it may come back. */
const silentOf = ({ p90, mean }: Estimate): Estimate => ({ mean: 0, spread: mean, p10: 0, p50: 0, p90 });

/** What the array is expected to make over a slot, W. */
export function generationOver(generation: Generation, now: Instant, slot: Interval): SlotEstimate {
  const place = placeOf(generation);
  const half = Math.min(HALF_HOUR, slot.end - slot.start) / 2;
  const usual = meanOver(slot, (at) => momentOf(generation, place, at + half));
  if (generation.heardUntil === null) return { ...usual, standing: 'missing' };
  if (isSilent(generation)) return { ...silentOf(usual), standing: 'stale' };
  const isStale = generation.array === null || now - generation.heardUntil > STALE_AFTER;
  return isStale ? { ...widened(usual), standing: 'stale' } : { ...usual, standing: 'known' };
}
