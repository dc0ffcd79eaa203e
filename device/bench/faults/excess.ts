import type { LineName } from './line.ts';
import type { Owed } from './owed.ts';
import { ANSWERED_S, NOTICED_S, PROMISES, tolerance, WORTH_SHEDDING } from './promises.ts';
import type { Judged, Truth } from './truth.ts';

/** The world, and what nothing controls as the meter last showed it, W. */
export interface Seen extends Omit<Truth, 'facts'> {
  readonly shown: Readonly<Partial<Record<LineName, number>>>;
}

/** W above a limit that could have been shed: not the load that no true reading has shown. */
export function excessOn({ lines, shown, isLied }: Seen, line: LineName, limit: number): number {
  const { flow, base, sheddable } = lines[line];
  const known = isLied ? 0 : (shown[line] ?? 0);
  const excess = Math.min(flow - limit - tolerance(limit) - Math.max(0, base - known), sheddable);
  return excess >= WORTH_SHEDDING ? excess : 0;
}

/** A first-order answer is within 2 % after four time constants. */
const SETTLED = 4;

interface Over {
  readonly since: number;
  wh: number;
}

type Breaks = (promise: 'over-limit' | 'over-energy', detail: string) => void;

/** Times how long each line is above what is owed, and how much flows above it (C-02, C-03). */
export class Excess {
  private readonly over = new Map<LineName, Over>();
  worstSeconds = 0;
  worstWh = 0;

  constructor(
    private readonly judged: Pick<Judged, 'lag' | 'period'>,
    private readonly breaks: Breaks,
  ) {}

  /** W on the line that is furthest above. */
  worst(seen: Seen, owed: readonly Owed[]): number {
    return smallest(owed).reduce((worst, { line, w }) => Math.max(worst, excessOn(seen, line, w)), 0);
  }

  second(seen: Seen, owed: readonly Owed[]): void {
    if (!seen.isUp) return this.over.clear();
    const limits = smallest(owed);
    for (const line of this.over.keys()) if (!limits.some((one) => one.line === line)) this.over.delete(line);
    for (const limit of limits) this.judge(seen, limit);
  }

  private judge(seen: Seen, { line, w, since }: Owed): void {
    const excess = excessOn(seen, line, w);
    if (excess <= 0) return void this.over.delete(line);
    const over = this.over.get(line) ?? { since: Math.max(seen.upSince, since, seen.at - 1_000), wh: 0 };
    this.over.set(line, over);
    over.wh += excess / 3_600;
    const seconds = (seen.at - over.since) / 1_000;
    this.worstSeconds = Math.max(this.worstSeconds, seconds);
    this.worstWh = Math.max(this.worstWh, over.wh);
    const { seconds: most, wh } = this.allowed(seen);
    if (seconds > most) this.breaks('over-limit', `${Math.round(excess)} W over ${w} W on ${line} for ${Math.round(seconds)} s`);
    if (over.wh > wh) this.breaks('over-energy', `${over.wh.toFixed(1)} Wh over ${w} W on ${line}`);
  }

  /** C-02 and C-03 are stated for devices that have answered within 5 s, and for a meter that speaks each second. */
  private allowed({ isDefied }: Seen): { readonly seconds: number; readonly wh: number } {
    const { lag: { dead, constant }, period } = this.judged;
    const late = (ms: number): number => Math.max(0, ms / 1_000 - ANSWERED_S) + period / 1_000 - 1;
    const noticing = isDefied ? NOTICED_S : 0;
    return { seconds: PROMISES.keptWithin + noticing + late(dead + SETTLED * constant), wh: PROMISES.overshootWh + (6.8 * late(dead + constant)) / 3.6 };
  }
}

/** Of all that is owed at each moment on a line the smallest; averages are judged apart. */
function smallest(owed: readonly Owed[]): readonly Owed[] {
  const found = new Map<LineName, Owed>();
  for (const one of owed) if (one.window === undefined && one.w < (found.get(one.line)?.w ?? Number.POSITIVE_INFINITY)) found.set(one.line, one);
  return [...found.values()];
}

