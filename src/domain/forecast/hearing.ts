import { floorTo, type Instant, type Interval } from '../time/instant.ts';
import { HALF_HOUR } from './habit.ts';

/** What was measured over a time: mean W; null where it was not measured. */
export interface Measured extends Interval {
  /** What nobody moves, + = consumption; net of generation where no meter tells that apart. */
  readonly load: number | null;
  /** Positive; null without a meter, and while something holds the array back. */
  readonly generation: number | null;
  /** °C outside; left out or null where nobody measures it. */
  readonly celsius?: number | null | undefined;
}

/** W·ms heard, and for how many ms. */
interface Sum {
  readonly work: number;
  readonly covered: number;
}

/** The half-hour being heard. */
export interface Hearing {
  readonly start: Instant;
  readonly load: Sum;
  readonly generation: Sum;
  /** °C·ms. */
  readonly celsius: Sum;
}

/** A half-hour that is over: mean W, null where too little was heard. */
export interface HalfHour {
  readonly start: Instant;
  readonly load: number | null;
  readonly generation: number | null;
  readonly celsius: number | null;
}

const NOTHING: Sum = { work: 0, covered: 0 };
/** A half-hour of which less was heard teaches nothing. */
const LEAST_COVERED = HALF_HOUR / 2;

const added = ({ work, covered }: Sum, power: number | null, length: number): Sum => (power === null ? { work, covered } : { work: work + power * length, covered: covered + length });
const meanOf = ({ work, covered }: Sum): number | null => (covered < LEAST_COVERED ? null : work / covered);

const closed = ({ start, load, generation, celsius }: Hearing): HalfHour => ({ start, load: meanOf(load), generation: meanOf(generation), celsius: meanOf(celsius) });

/** Takes up what was measured, of any length; each half-hour that is over with it is handed out, oldest first. */
export function hear(before: Hearing | null, { start, end, load, generation, celsius = null }: Measured): { readonly hearing: Hearing; readonly over: readonly HalfHour[] } {
  const first = floorTo(start, HALF_HOUR);
  const over: HalfHour[] = before && before.start < first ? [closed(before)] : [];
  let hearing = before && before.start >= first ? before : { start: first, load: NOTHING, generation: NOTHING, celsius: NOTHING };
  for (let from: number = start; from < end; ) {
    const boundary = (hearing.start + HALF_HOUR) as Instant;
    const length = Math.min(end, boundary) - from;
    hearing = { start: hearing.start, load: added(hearing.load, load, length), generation: added(hearing.generation, generation, length), celsius: added(hearing.celsius, celsius, length) };
    from += length;
    if (from < boundary) break;
    over.push(closed(hearing));
    hearing = { start: boundary, load: NOTHING, generation: NOTHING, celsius: NOTHING };
  }
  return { hearing, over };
}
