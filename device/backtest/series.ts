import { commonestStep, type Usage, type UsageRow } from '#domain/meter/usage.ts';
import type { UsageKind } from '#domain/meter/columns.ts';
import { after, HOUR, type Instant, type Interval } from '#domain/time/instant.ts';
import { EXACT_PER_KWH } from '#domain/units/money.ts';
import { Refusal } from '#domain/units/refusal.ts';

/** What a stretch of the recording was like: mean W. */
export interface Stretch extends Interval {
  /** Of the home's load; where only a meter was recorded, of the grid: import less export. */
  readonly load: number;
  /** 0 where the recording has no generation of its own. */
  readonly generation: number;
  /** False where the recording has a hole, filled from the same time of a near day: it is played, and nothing is learned from it. */
  readonly measured: boolean;
}

/** A recorded home. Stretches ascend, and follow each other without a hole. */
export interface Series {
  readonly stretches: readonly Stretch[];
  /** Which of a home's flows the recording tells apart. */
  readonly sees: 'load-and-generation' | 'load' | 'import-and-export' | 'import';
}

type Means = Pick<Stretch, 'load' | 'generation'>;

const DAY = 24 * HOUR;
/** A hole is filled from a day at most this far away, earlier days first. */
const NEAR_DAYS = 7;
const WATTS_PER_KW = 1_000;

function seenIn(kinds: readonly UsageKind[]): Series['sees'] {
  if (kinds.includes('load')) return kinds.includes('generation') ? 'load-and-generation' : 'load';
  return kinds.includes('export') ? 'import-and-export' : 'import';
}

/** Mean W of a kind, null where the row does not tell it, 0 where the recording has no such column. */
function meanOf({ start, end, energy }: UsageRow, kind: UsageKind): number | null {
  if (!energy.has(kind)) return 0;
  const exact = energy.get(kind) ?? null;
  return exact === null ? null : ((Number(exact) / Number(EXACT_PER_KWH)) * WATTS_PER_KW * HOUR) / (end - start);
}

const less = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one - other);

function meansOf(row: UsageRow, times: number): { readonly load: number | null; readonly generation: number | null } {
  const generation = meanOf(row, 'generation');
  const load = row.energy.has('load') ? meanOf(row, 'load') : less(meanOf(row, 'import'), meanOf(row, 'export'));
  return { load, generation: generation === null ? null : generation * times };
}

/** The start of the same time on the days around, the day before first. */
const sameTimes = (start: Instant): readonly Instant[] => {
  const days = Array.from({ length: NEAR_DAYS }, (_, index) => (index + 1) * DAY);
  return [...days.map((by) => after(start, -by)), ...days.map((by) => after(start, by))];
};

const holeAt = (start: Instant): Refusal =>
  new Refusal({
    id: 'usage-hole',
    message: `The usage file has a hole at ${new Date(start).toISOString()} and no day within a week to fill it from.`,
    remedy: 'Choose --from and --to where the recording has no hole of two weeks.',
  });

/** Fills what a row does not tell, field by field. */
class Filler {
  private readonly known: ReadonlyMap<Instant, ReturnType<typeof meansOf>>;
  private readonly playedFrom: Instant;

  constructor(known: ReadonlyMap<Instant, ReturnType<typeof meansOf>>, playedFrom: Instant) {
    this.known = known;
    this.playedFrom = playedFrom;
  }

  private nearest(start: Instant, field: keyof Means): number {
    for (const other of sameTimes(start)) {
      const value = this.known.get(other)?.[field] ?? null;
      if (value !== null) return value;
    }
    // What is only learned from needs no filling: a hole teaches nothing.
    if (start < this.playedFrom) return 0;
    throw holeAt(start);
  }

  stretch(start: Instant, end: Instant): Stretch {
    const { load, generation } = this.known.get(start) ?? { load: null, generation: null };
    const measured = load !== null && generation !== null;
    return { start, end, load: load ?? this.nearest(start, 'load'), generation: generation ?? this.nearest(start, 'generation'), measured };
  }
}

/** The stretches of a window, those of holes as long as the recording's commonest. */
function* withoutHoles(rows: readonly UsageRow[], step: number, { start, end }: Interval): Generator<Interval> {
  let told = start;
  for (const row of rows) {
    if (row.end <= start) continue;
    if (row.start >= end) break;
    for (; told < row.start; told = after(told, step)) yield { start: told, end: Math.min(after(told, step), row.start) as Instant };
    yield row;
    told = row.end;
  }
}

/**
 * The recording of a home as mean powers, its holes filled.
 * @param window what is needed of it. @param playedFrom before it the recording is only learned from. @param times generation is multiplied by this: 1, or kWp where the file says Wh per kWp.
 * @throws Refusal `usage-hole` where there is nothing within a week to fill a hole from.
 */
export function seriesOf({ rows, kinds }: Usage, window: Interval, playedFrom: Instant, times: number): Series {
  const known = new Map(rows.map((row) => [row.start, meansOf(row, times)]));
  const filler = new Filler(known, playedFrom);
  const step = commonestStep(rows.map(({ start }) => start)) || HOUR;
  const first = rows.find(({ end }) => end > window.start);
  const from = { start: first && first.start > window.start ? first.start : window.start, end: window.end };
  return { stretches: [...withoutHoles(rows, step, from)].map(({ start, end }) => filler.stretch(start, end)), sees: seenIn(kinds) };
}

/** Number of the first stretch that ends after an instant. */
function firstAfter(stretches: readonly Stretch[], at: Instant): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mean W over an interval of what of it was recorded; null where nothing was. `measured` where none of it was filled. */
export function meanOver({ stretches }: Series, { start, end }: Interval): (Means & { readonly measured: boolean }) | null {
  let [covered, load, generation, measured] = [0, 0, 0, true];
  for (let index = firstAfter(stretches, start); index < stretches.length; index++) {
    const stretch = stretches[index];
    if (!stretch || stretch.start >= end) break;
    const shared = Math.min(end, stretch.end) - Math.max(start, stretch.start);
    covered += shared;
    load += shared * stretch.load;
    generation += shared * stretch.generation;
    measured &&= stretch.measured;
  }
  return covered === 0 ? null : { load: load / covered, generation: generation / covered, measured };
}

/** Mean net W over an interval, the last known carried on past the recording's end. */
export function netOver(series: Series, interval: Interval): number {
  const mean = meanOver(series, interval) ?? series.stretches.at(-1) ?? { load: 0, generation: 0 };
  return mean.load - mean.generation;
}
