import type { Instant, Interval } from '../time/instant.ts';

/** What somebody outside says will be made, with where it comes from; in order of time, half-hours or hours. */
export interface Told {
  /** Who says so: stands in the record. */
  readonly source: string;
  readonly issued: Instant;
  /** Mean W. */
  readonly slots: readonly (Interval & { readonly power: number })[];
}

/** How that source and our own word have erred on the same half-hours: fading means of squares and products, W². */
export interface ToldRecord {
  readonly source: string;
  readonly own: number;
  readonly told: number;
  readonly both: number;
  /** Sums of W made and told: their ratio is the source's bias. */
  readonly made: number;
  readonly said: number;
  /** Half-hours compared. */
  readonly heard: number;
}

export const noRecord = (source: string): ToldRecord => ({ source, own: 0, told: 0, both: 0, made: 0, said: 0, heard: 0 });

/** Half-hours of light that count: about four weeks of them. */
const MEMORY = 600;
/** Before so many half-hours were compared, both are taken to be equally good. */
const FIRST = 48;
const MOST_BIAS = 2;

/** What is told of an instant, W, its bias taken off; null where nothing is. */
export function toldAt({ slots }: Told, record: ToldRecord, at: number): number | null {
  const slot = slots.find(({ start, end }) => start <= at && at < end);
  return slot ? Math.max(0, slot.power) * biasOf(record) : null;
}

/** Made over told, 1 while little was compared. */
function biasOf({ made, said, heard }: ToldRecord): number {
  if (said <= 0 || made <= 0) return 1;
  const trust = heard / (heard + FIRST);
  return Math.min(MOST_BIAS, Math.max(1 / MOST_BIAS, 1 + trust * (made / said - 1)));
}

/** After a half-hour of light that made `actual` W. @param own what was expected without the source. @param told its word as {@link toldAt} gives it. */
export function learnTold(record: ToldRecord, own: number, told: number, actual: number): ToldRecord {
  const heard = Math.min(MEMORY, record.heard + 1);
  const mean = (before: number, value: number): number => before + (value - before) / heard;
  const raw = told / biasOf(record);
  return {
    source: record.source,
    own: mean(record.own, (own - actual) ** 2),
    told: mean(record.told, (told - actual) ** 2),
    both: mean(record.both, (own - actual) * (told - actual)),
    made: mean(record.made, actual),
    said: mean(record.said, raw),
    heard,
  };
}

/** The weight of a source's word, 0..1, and the share of our own deviation that is left with it: the least square of two words that err together (Bates and Granger 1969). */
export function weightOf({ own, told, both, heard }: ToldRecord): { readonly weight: number; readonly left: number } {
  const apart = own + told - 2 * both;
  const best = apart > 0 ? Math.min(1, Math.max(0, (own - both) / apart)) : 0.5;
  const weight = (FIRST * 0.5 + heard * best) / (FIRST + heard);
  const square = weight ** 2 * told + (1 - weight) ** 2 * own + 2 * weight * (1 - weight) * both;
  return { weight, left: own > 0 ? Math.sqrt(Math.max(0.1, Math.min(1, square / own))) : 1 };
}
