import { between, chance } from './chance.ts';

/** One use of something: ms of the local day, W, and the phase (0..2) its socket is on. */
export interface Use {
  readonly start: number;
  readonly end: number;
  readonly power: number;
  readonly phase: 0 | 1 | 2;
}

/** A habit of the house: times are hours of the local day, lengths minutes. */
interface Habit {
  readonly stream: number;
  readonly from: number;
  readonly to: number;
  readonly minutes: readonly [number, number];
  readonly power: readonly [number, number];
  readonly phase: 0 | 1 | 2;
  /** Chance that it happens on a day, for each person, on working days and at the weekend. */
  readonly working: number;
  readonly weekend: number;
}

/** What a household does in a day. Working days are out of the house from nine to five, weekends are later and longer. */
const HABITS: readonly Habit[] = [
  { stream: 100, from: 6.3, to: 7.8, minutes: [2, 4], power: [2_000, 2_400], phase: 0, working: 0.95, weekend: 0.2 },
  { stream: 101, from: 8.2, to: 10.5, minutes: [2, 4], power: [2_000, 2_400], phase: 0, working: 0.1, weekend: 0.95 },
  { stream: 102, from: 12, to: 14.5, minutes: [2, 4], power: [2_000, 2_400], phase: 0, working: 0.15, weekend: 0.7 },
  { stream: 103, from: 15, to: 21.5, minutes: [2, 4], power: [2_000, 2_400], phase: 0, working: 0.6, weekend: 0.9 },
  { stream: 104, from: 6.5, to: 8, minutes: [2, 3], power: [800, 1_000], phase: 1, working: 0.7, weekend: 0.5 },
  { stream: 105, from: 12, to: 13.2, minutes: [15, 40], power: [900, 1_800], phase: 2, working: 0.08, weekend: 0.55 },
  { stream: 106, from: 17.2, to: 19.2, minutes: [20, 55], power: [1_200, 2_600], phase: 2, working: 0.75, weekend: 0.7 },
  { stream: 107, from: 17.5, to: 19.5, minutes: [20, 45], power: [1_600, 2_200], phase: 1, working: 0.25, weekend: 0.4 },
  { stream: 108, from: 17, to: 19.5, minutes: [150, 280], power: [90, 190], phase: 0, working: 0.9, weekend: 0.9 },
  { stream: 109, from: 16.5, to: 19, minutes: [200, 330], power: [60, 140], phase: 1, working: 0.95, weekend: 0.95 },
  { stream: 110, from: 9, to: 11, minutes: [75, 120], power: [400, 700], phase: 2, working: 0.12, weekend: 0.35 },
  { stream: 111, from: 9.5, to: 16, minutes: [20, 60], power: [700, 1_100], phase: 1, working: 0.05, weekend: 0.3 },
  { stream: 112, from: 9, to: 14, minutes: [120, 300], power: [60, 120], phase: 0, working: 0.3, weekend: 0.6 },
];

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DRAWS = 4;

/** 1970-01-01 was a Thursday. */
export const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);

function useOf(seed: number, habit: Habit, day: number, person: number): Use | null {
  const at = (day * 8 + person) * DRAWS;
  const draw = (n: number): number => chance(seed, habit.stream, at + n);
  if (draw(0) >= (isWeekend(day) ? habit.weekend : habit.working)) return null;
  const start = Math.round(between(habit.from, habit.to, draw(1)) * 3600) * 1000;
  const end = Math.min(24 * HOUR, start + Math.round(between(...habit.minutes, draw(2))) * MINUTE);
  return { start, end, power: Math.round(between(...habit.power, draw(3))), phase: habit.phase };
}

/** Everything that is switched on in one local day, by start. The same seed and day give the same list. */
export function dayOfUse(seed: number, day: number, people: number): readonly Use[] {
  const uses: Use[] = [];
  for (const habit of HABITS)
    for (let person = 0; person < people; person++) {
      const use = useOf(seed, habit, day, person);
      if (use) uses.push(use);
    }
  return uses.sort((a, b) => a.start - b.start || a.end - b.end || a.power - b.power);
}
