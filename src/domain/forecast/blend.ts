import { CELLS, HALF_HOURS, habitAt, type Habit } from './habit.ts';

/** One way of expecting a half-hour: its fading mean over so many days, of any kind or of this kind. */
interface Expert {
  readonly memory: number;
  readonly byKind: boolean;
}

/** Beside the habit: as yesterday, as lately, as for weeks, as for a season, and as lately on this kind of day. */
const EXPERTS: readonly Expert[] = [
  { memory: 1, byKind: false },
  { memory: 4, byKind: false },
  { memory: 16, byKind: false },
  { memory: 60, byKind: false },
  { memory: 4, byKind: true },
];

interface Level {
  readonly mean: number;
  /** Times heard, up to the memory. */
  readonly heard: number;
}

/** What each expert expects, and what its word is worth by its record. */
export interface Blend {
  readonly levels: readonly (readonly (Level | null)[])[];
  /** Sum to 1; the last is that of the habit. */
  readonly weights: readonly number[];
  /** Mean square of the blend's own error. */
  readonly square: number;
}

export const NO_BLEND: Blend = {
  levels: EXPERTS.map(({ byKind }) => new Array<Level | null>(byKind ? CELLS : HALF_HOURS).fill(null)),
  weights: new Array<number>(EXPERTS.length + 1).fill(1 / (EXPERTS.length + 1)),
  square: 0,
};

/** Share of the weight that moves with each half-hour, and the least that an expert keeps: one that was wrong in winter may be right in summer. */
const RATE = 0.005;
const LEAST_WEIGHT = 0.005;
/** The mean square error fades over about three weeks of half-hours. */
const SQUARE_FADES = 1_000;

/** What each expert and the habit expect of a cell; null where one has never heard of it. */
const wordsOf = (blend: Blend, habit: Habit, cell: number): readonly (number | null)[] => [
  ...blend.levels.map((levels) => levels[cell % levels.length]?.mean ?? null),
  habitAt(habit, cell)?.mean ?? null,
];

function weighed(words: readonly (number | null)[], weights: readonly number[]): number | null {
  let [sum, weight] = [0, 0];
  words.forEach((word, n) => {
    if (word === null) return;
    sum += (weights[n] ?? 0) * word;
    weight += weights[n] ?? 0;
  });
  return weight > 0 ? sum / weight : null;
}

/** What is expected of a cell, each expert's word weighed by its record; null where nobody has heard of it. */
export const blendAt = (blend: Blend, habit: Habit, cell: number): number | null => weighed(wordsOf(blend, habit, cell), blend.weights);

/** Who erred less gains weight: exponentiated gradient on the square error (Kivinen and Warmuth 1997). */
function reweighed({ weights, square }: Blend, words: readonly (number | null)[], expected: number, actual: number): readonly number[] {
  const rate = (2 * RATE * (actual - expected)) / Math.max(square, 1);
  const moved = weights.map((weight, n) => {
    const word = words[n];
    return word === null || word === undefined ? weight : Math.max(LEAST_WEIGHT, weight * Math.exp(Math.max(-1, Math.min(1, rate * (word - expected)))));
  });
  const sum = moved.reduce((total, weight) => total + weight, 0);
  return moved.map((weight) => weight / sum);
}

function heardBy({ memory }: Expert, levels: readonly (Level | null)[], cell: number, value: number): readonly (Level | null)[] {
  const place = cell % levels.length;
  const before = levels[place] ?? { mean: value, heard: 0 };
  const heard = Math.min(memory, before.heard + 1);
  return levels.with(place, { mean: before.mean + (value - before.mean) / heard, heard });
}

/** After a half-hour that was `actual`. @param habit as it was before it. */
export function learnBlend(blend: Blend, habit: Habit, cell: number, actual: number): Blend {
  const levels = EXPERTS.map((expert, n) => heardBy(expert, blend.levels[n] ?? [], cell, actual));
  const words = wordsOf(blend, habit, cell);
  const expected = weighed(words, blend.weights);
  if (expected === null) return { ...blend, levels };
  const square = blend.square + ((actual - expected) ** 2 - blend.square) / SQUARE_FADES;
  return { levels, weights: reweighed({ ...blend, square }, words, expected, actual), square };
}
