import { HALF_HOUR } from '#domain/forecast/habit.ts';
import { initialOutlook, learn, type OutlookState } from '#domain/forecast/outlook.ts';
import { after, floorTo, type Instant } from '#domain/time/instant.ts';
import { meanOver, type Series } from './series.ts';

/** Learns a recording half-hour by half-hour, and knows nothing of what is after the last one heard. */
export class Learner {
  private readonly series: Series;
  private heard: Instant;
  private state: OutlookState;

  constructor(series: Series, zone: string, from: Instant) {
    this.series = series;
    this.heard = floorTo(after(from, HALF_HOUR - 1), HALF_HOUR);
    this.state = initialOutlook(zone);
  }

  /** What is known by what was measured until now, and by the prices published until then. */
  at(now: Instant): OutlookState {
    for (let end = after(this.heard, HALF_HOUR); end <= now; end = after(end, HALF_HOUR)) {
      this.hear(this.heard, end);
      this.heard = end;
    }
    return this.state;
  }

  private hear(start: Instant, end: Instant): void {
    const mean = meanOver(this.series, { start, end });
    if (!mean?.measured) return;
    const generation = this.series.sees === 'load-and-generation' ? mean.generation : null;
    this.state = learn(this.state, { kind: 'measured', start, end, load: mean.load, generation });
  }
}
