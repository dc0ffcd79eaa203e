import type { Seen } from './excess.ts';
import type { Owed } from './owed.ts';
import { PROMISES, tolerance } from './promises.ts';

/** W that a mean may be above its limit: the measuring error of C-04, and the energy of C-03 once a window. */
const allowance = (limit: number, window: number): number => tolerance(limit) + (PROMISES.overshootWh * 3_600_000) / window;

/** Holds every window that lies wholly within one word against its limit, second by second. */
export class MeanJudge {
  private since: number | null = null;
  /** W of each second since, as far as it could have been other. */
  private readonly flows: number[] = [];
  private sum = 0;

  constructor(private readonly breaks: (detail: string) => void) {}

  second(seen: Seen, owed: readonly Owed[]): void {
    const word = owed.find(({ window }) => window !== undefined);
    if (word?.window === undefined) return this.forget(null);
    if (word.since !== this.since) this.forget(word.since);
    this.count(keepable(seen, word), word.window / 1_000);
    const mean = this.sum / this.flows.length;
    if (this.flows.length * 1_000 === word.window && mean > word.w + allowance(word.w, word.window)) this.breaks(`${Math.round(mean)} W on average over ${word.w} W`);
  }

  private forget(since: number | null): void {
    this.since = since;
    this.flows.length = 0;
    this.sum = 0;
  }

  private count(flow: number, most: number): void {
    this.flows.push(flow);
    this.sum += flow;
    if (this.flows.length > most) this.sum -= this.flows.shift() ?? 0;
  }
}

/** What nobody could have kept out counts as the limit: base load above it, devices out of reach, control that was not there. */
function keepable(seen: Seen, { line, w }: Owed): number {
  const { flow, sheddable, base } = seen.lines[line];
  if (!seen.isUp) return Math.min(flow, w);
  const unseen = Math.max(0, base - (seen.isLied ? 0 : (seen.shown[line] ?? 0)));
  return Math.max(Math.min(flow, w), Math.min(flow - unseen, w + sheddable));
}

