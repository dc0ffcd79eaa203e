import type { PastUse } from './past.ts';
import { gasOf, type PastGas } from './pastGas.ts';
import { sumOf, type PastPiece } from './pastSums.ts';
import { readView } from './pastView.ts';
import { periodAt, shifted, type Period, type Span } from './period.ts';

/** What a period used and cost as far as it has gone. */
export interface Used {
  readonly period: Period;
  /** Up to here it is over, ms UTC. */
  readonly until: number;
  readonly whole: PastPiece;
  /** Null where no gas meter tells. */
  readonly gas: PastGas | null;
}

interface When {
  readonly zone: string;
  /** The home's time, ms UTC. */
  readonly now: number;
}

/** Of a period that is under way nothing has to be known but when it is. */
const NOTHING = { start: 0, end: 0 };

/** The periods that a home's display adds up as they go. */
export const RUNNING = ['day', 'week', 'month', 'year'] as const satisfies readonly Span[];

/** Day, week, month and year that are now, as far as they have gone. */
export async function soFar(past: PastUse, { zone, now }: When): Promise<readonly Used[]> {
  return Promise.all(
    RUNNING.map(async (span) => {
      const { now: summed, gas } = await readView(past, { period: periodAt(span, now, zone, NOTHING), against: null, zone, now, slots: [] });
      return { period: summed.period, until: summed.until, whole: summed.whole, gas };
    }),
  );
}

/** Whole periods before the one that is now. */
export const KEPT = { day: 8, week: 5, month: 13 } as const satisfies Partial<Record<Span, number>>;

/**
 * The period that is now and those before it, the newest first: 8 days, 5 weeks, 13 months, as a display in a British
 * home keeps them (SMETS, in-home display: history).
 */
export async function lately(past: PastUse, span: keyof typeof KEPT, { zone, now }: When): Promise<readonly Used[]> {
  const current = periodAt(span, now, zone, NOTHING);
  const periods = Array.from({ length: KEPT[span] + 1 }, (_, n) => shifted(current, -n, zone));
  const start = periods.at(-1)?.start ?? current.start;
  // A stretch drawn by days, whatever its length: each period is a sum of them.
  const { now: days, gas } = await readView(past, { period: { span: 'month', start, end: current.end }, against: null, zone, now, slots: [] });
  const gases = gas === null ? [] : await Promise.all(periods.map((period) => gasOf(past, period)));
  return periods.map((period, n) => ({ period, until: Math.min(period.end, days.until), whole: sumOf(period, days.bars), gas: gases[n]?.gas ?? null }));
}
