import { HALF_HOUR } from '#domain/forecast/habit.ts';
import { forecastAt, type OutlookState } from '#domain/forecast/outlook.ts';
import { at } from '#domain/plan/at.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import { uniformSlots } from '#domain/plan/slots.ts';
import { after, type Instant, type Interval } from '#domain/time/instant.ts';
import { meanOver, type Series } from './series.ts';

/** How far a forecast lay off. */
export interface ForecastScore {
  /** W, the mean over half-hours; null where nothing could be compared. */
  readonly mae: number | null;
  /** 1 less its error as a share of that of "the same half-hour a week ago", over the half-hours that had one; null without. */
  readonly skill: number | null;
}

const WEEK = 7 * DAY;
/** Half-hours of a day are scored as they were expected when it began. */
const AHEAD = DAY;

/** Sums the errors of one flow's forecasts, made at the start of each day for its half-hours. */
export class Scorer {
  private readonly series: Series;
  private readonly flow: 'load' | 'generation';
  private own = { sum: 0, count: 0 };
  private beside = { own: 0, week: 0 };

  constructor(series: Series, flow: 'load' | 'generation') {
    this.series = series;
    this.flow = flow;
  }

  day(issued: Instant, known: OutlookState): void {
    const slots = uniformSlots(issued, after(issued, AHEAD), HALF_HOUR);
    const expected = forecastAt(known, issued, slots)[this.flow] ?? [];
    expected.forEach(({ mean }, index) => this.halfHour(at(slots, index), mean));
  }

  get score(): ForecastScore {
    const { own, beside } = this;
    return { mae: own.count === 0 ? null : own.sum / own.count, skill: beside.week === 0 ? null : 1 - beside.own / beside.week };
  }

  private measured(slot: Interval): number | null {
    const mean = meanOver(this.series, slot);
    return mean?.measured ? mean[this.flow] : null;
  }

  private halfHour(slot: Interval, expected: number): void {
    const came = this.measured(slot);
    if (came === null) return;
    const off = Math.abs(expected - came);
    this.own = { sum: this.own.sum + off, count: this.own.count + 1 };
    const before = this.measured({ start: after(slot.start, -WEEK), end: after(slot.end, -WEEK) });
    if (before !== null) this.beside = { own: this.beside.own + off, week: this.beside.week + Math.abs(before - came) };
  }
}
