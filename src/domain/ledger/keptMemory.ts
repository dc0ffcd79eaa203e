import type { Instant } from '../time/instant.ts';
import type { ExactPrice } from '../units/money.ts';
import type { AccountMemory, Peak, Peaks } from './memory.ts';

interface RateKept {
  readonly power: string;
  readonly price: number;
}

/** An account's memory as JSON: exact numbers are texts of digits. */
export interface KeptMemory {
  readonly blocks: Readonly<Record<string, string>>;
  /** By part, by month, by rate. */
  readonly peaks: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, RateKept>>>>>>;
  readonly windows: Readonly<Record<string, { readonly start: number; readonly energy: string }>>;
}

/** A map as an object, each value made anew. */
const objectOf = <From, To>(map: ReadonlyMap<string, From>, made: (value: From) => To): Record<string, To> => Object.fromEntries([...map].map(([key, value]) => [key, made(value)]));

/** The same back. The keys are those that were put in. */
const mapOf = <Key extends string, From, To>(kept: Readonly<Record<string, From>>, made: (value: From) => To): ReadonlyMap<Key, To> => new Map(Object.entries(kept).map(([key, value]) => [key as Key, made(value)]));

const keptPeaks = (peaks: Peaks): KeptMemory['peaks'][string] => objectOf(peaks, (rates) => objectOf(rates, ({ power, price }) => ({ power: String(power), price })));
const peaksOf = (kept: KeptMemory['peaks'][string]): Peaks => mapOf(kept, (rates) => mapOf<string, RateKept, Peak>(rates, ({ power, price }) => ({ power: BigInt(power), price: price as ExactPrice })));

export const keptMemory = ({ blocks, peaks, windows }: AccountMemory): KeptMemory => ({
  blocks: objectOf(blocks, String),
  peaks: objectOf(peaks, keptPeaks),
  windows: objectOf(windows, ({ start, energy }) => ({ start, energy: String(energy) })),
});

export const memoryOf = ({ blocks, peaks, windows }: KeptMemory): AccountMemory => ({
  blocks: mapOf(blocks, BigInt),
  peaks: mapOf(peaks, peaksOf),
  windows: mapOf(windows, ({ start, energy }) => ({ start: start as Instant, energy: BigInt(energy) })),
});
