import { energyOf, forecastAt, initialOutlook, learn, type Observation, type OutlookState } from '#domain/forecast/outlook.ts';
import { after, HOUR, type Instant, type Interval } from '#domain/time/instant.ts';
import { HALF_HOUR, type Row } from './forecastSeries.ts';

const DAY = 24 * HOUR;
const SLOTS = 96;
const LEARNED = 14 * DAY;
const EVERY = 6 * HOUR;

/** Mean absolute errors, W, of ours (the mean, and the median), and of what is to be beaten, on the same half-hours. */
export interface Score {
  readonly n: number;
  readonly ours: number;
  readonly median: number;
  readonly yesterday: number;
  readonly week: number;
  readonly mean: number;
  /** Mean pinball loss over p10, p50 and p90. */
  readonly pinball: number;
  /** Share of half-hours, and of the next 24 h together, that came to lie between p10 and p90. */
  readonly covered: number;
  readonly coveredDays: number;
}

type Series = 'load' | 'generation';
const pinball = (share: number, quantile: number, actual: number): number => (actual > quantile ? share : share - 1) * (actual - quantile);

class Tally {
  #sums: Record<string, number> = {};
  #n = 0;
  add(errors: Record<string, number>): void {
    this.#n++;
    for (const [name, error] of Object.entries(errors)) this.#sums[name] = (this.#sums[name] ?? 0) + error;
  }
  score(days: readonly number[]): Score {
    const mean = (name: string): number => (this.#sums[name] ?? 0) / this.#n;
    const coveredDays = days.reduce((sum, one) => sum + one, 0) / days.length;
    return { n: this.#n, ours: mean('ours'), median: mean('median'), yesterday: mean('yesterday'), week: mean('week'), mean: mean('mean'), pinball: mean('pinball'), covered: mean('covered'), coveredDays };
  }
}

/** By half-hours of UTC: the mean of all that was heard. */
export class Means {
  #sums = new Map<number, { sum: number; n: number }>();
  add(at: number, value: number): void {
    const { sum, n } = this.at(at);
    this.#sums.set(at % DAY, { sum: sum + value, n: n + 1 });
  }
  at(at: number): { sum: number; n: number } {
    return this.#sums.get(at % DAY) ?? { sum: 0, n: 0 };
  }
}

export const slotsAfter = (at: number, count = SLOTS): readonly Interval[] => Array.from({ length: count }, (_, n) => ({ start: after(at as Instant, n * HALF_HOUR), end: after(at as Instant, (n + 1) * HALF_HOUR) }));

export const observationOf = ({ at, load, generation, celsius }: Row): Observation => ({ kind: 'measured', start: at as Instant, end: after(at as Instant, HALF_HOUR), load, generation, celsius });

/** What is told from outside: the owner's forecast as the file has it; the weather as it will be, which no service knows. */
export interface Told {
  readonly tells?: boolean;
  readonly weather?: boolean;
}

/** Forecasts of 48 h every six hours from what was known then, against what came; the first two weeks are only learned. */
export function scoreOf(rows: readonly Row[], zone: string, series: Series, { tells = false, weather = false }: Told = {}): Score {
  const actual = new Map(rows.flatMap((row) => (row[series] === null ? [] : [[row.at, row[series]] as const])));
  const told = rows.flatMap((row) => (row.told === null ? [] : [{ start: row.at as Instant, end: after(row.at as Instant, HALF_HOUR), power: row.told }]));
  const temperatures = rows.flatMap((row) => (row.celsius === undefined ? [] : [{ start: row.at as Instant, end: after(row.at as Instant, HALF_HOUR), celsius: row.celsius }]));
  const tally = new Tally();
  const means = new Means();
  const days: number[] = [];
  const first = rows[0]?.at ?? 0;
  let state = initialOutlook(zone);
  for (const row of rows) {
    if ((row.at - first) % EVERY === 0) {
      if (tells) state = learn(state, { kind: 'told', source: 'owner', issued: row.at as Instant, slots: told.filter(({ start }) => start >= row.at && start < row.at + 2 * DAY) });
      if (weather) state = learn(state, { kind: 'weather', source: 'perfect', issued: row.at as Instant, slots: temperatures.filter(({ start }) => start >= row.at && start < row.at + 2 * DAY) });
      if (row.at - first >= LEARNED) {
        compare(state, row.at, actual, means, series, tally);
        if ((row.at - first) % DAY === 0) days.push(...dayWithin(state, row.at, actual, series));
      }
    }
    state = learn(state, observationOf(row));
    const value = row[series];
    if (value !== null) means.add(row.at, value);
  }
  return tally.score(days);
}

/** Whether the energy of the next 24 h came to lie between its quantiles: 1 or 0; nothing where not all of it was measured. */
function dayWithin(state: OutlookState, now: number, actual: ReadonlyMap<number, number>, series: Series): readonly number[] {
  const outlook = forecastAt(state, now as Instant, slotsAfter(now, 48));
  const energy = energyOf(state, outlook)[series];
  const came = outlook.slots.flatMap(({ start }) => actual.get(start) ?? []);
  const least = series === 'load' ? 48 : 20;
  if (!energy || came.length < least) return [];
  const sum = came.reduce((total, one) => total + one / 2, 0);
  return [sum >= energy.p10 && sum <= energy.p90 ? 1 : 0];
}

function compare(state: OutlookState, now: number, actual: ReadonlyMap<number, number>, means: Means, series: Series, tally: Tally): void {
  const slots = slotsAfter(now);
  const estimates = forecastAt(state, now as Instant, slots)[series];
  slots.forEach(({ start }, n) => {
    const [came, yesterday, week] = [actual.get(start), actual.get(start - (n < 48 ? 1 : 2) * DAY), actual.get(start - 7 * DAY)];
    const estimate = estimates?.[n];
    const { sum, n: heard } = means.at(start);
    if (came === undefined || yesterday === undefined || week === undefined || !estimate || heard === 0) return;
    tally.add({
      ours: Math.abs(estimate.mean - came),
      median: Math.abs(estimate.p50 - came),
      yesterday: Math.abs(yesterday - came),
      week: Math.abs(week - came),
      mean: Math.abs(sum / heard - came),
      pinball: (pinball(0.1, estimate.p10, came) + pinball(0.5, estimate.p50, came) + pinball(0.9, estimate.p90, came)) / 3,
      covered: came >= estimate.p10 && came <= estimate.p90 ? 1 : 0,
    });
  });
}
