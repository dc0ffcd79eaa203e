import { heldWater, representativeDays, savedInYear, twoRates, whatIfDay, type Addition, type Lived, type Prices, type TwoRates, type WhatIfDay, type WhatIfHome } from '#domain/answers/whatIf.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { firstPlace } from '#domain/forecast/place.ts';
import type { Instant } from '#domain/time/instant.ts';
import { offsetAt, wallClock } from '#domain/time/zone.ts';
import type { Tariff } from '#wire/message/bodies.ts';
import { readDays } from './ownAnswers.ts';
import type { PastUse } from './past.ts';
import type { Planner } from './proposals.ts';

export interface WhatIfQuestion {
  readonly addition: Addition;
  /** Null = what energy costs now. */
  readonly rates: TwoRates | null;
}

export interface WhatIfAnswer {
  /** Micro a year; less than nothing where it would cost more. */
  readonly low: number;
  readonly high: number;
  /** Local dates of the days it is reckoned from, oldest first. */
  readonly dates: readonly string[];
}

export interface WhatIfTools {
  readonly past: PastUse;
  readonly planner: Planner;
  readonly tariff: Tariff;
  readonly zone: string;
  /** Home's wall time. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** 0..1 of the days. */
  readonly onProgress: (share: number) => void;
}

const YEAR = 366 * 86_400_000;
const AUTHOR = 'what-if';

/** What energy costs now at each minute of the day, by the table of the home; the mean where it says nothing. */
function pricesNow({ slots }: Tariff, zone: string): Prices {
  const known = slots.map((slot) => ({ ...slot, from: wallClock(slot.start as Instant, zone).minuteOfDay, minutes: (slot.end - slot.start) / 60_000 }));
  const mean = slots.reduce((sum, { importPrice }) => sum + importPrice, 0) / Math.max(1, slots.length);
  return (minute) => {
    const found = known.find(({ from, minutes }) => (minute - from + 1_440) % 1_440 < minutes);
    return { importPrice: found?.importPrice ?? Math.round(mean), exportPrice: found?.exportPrice ?? 0 };
  };
}

async function costs(problem: PlanProblem, { planner, signal }: WhatIfTools): Promise<{ readonly alone: number; readonly planned: number }> {
  const call = { author: AUTHOR, signal };
  // Panels alone leave nothing to be decided.
  const { cost, nothing } = await (problem.devices.length === 0 ? planner.sketch(problem, null, call) : planner.plan(problem, call));
  return { alone: nothing, planned: cost };
}

async function live(day: WhatIfDay, addition: Addition, tools: WhatIfTools): Promise<Lived> {
  const [least, most] = [await costs(day.least, tools), await costs(day.most, tools)];
  const water = heldWater(day.least, addition);
  return { before: day.before, alone: least.alone + water, planned: most.planned + water };
}

/**
 * What a year would have cost with something more, by the home's own days and the planner of this phone. Null where no
 * whole day is known. @throws the signal's reason when it was stopped.
 */
export async function whatIf({ addition, rates }: WhatIfQuestion, tools: WhatIfTools): Promise<WhatIfAnswer | null> {
  const prices = pricesNow(tools.tariff, tools.zone);
  const home: WhatIfHome = { zone: tools.zone, place: firstPlace(offsetAt(tools.now as Instant, tools.zone)), prices, then: rates ? twoRates(rates, prices) : prices };
  const days = representativeDays(await readDays(tools.past, tools.now, tools.zone, YEAR)).flatMap((day) => whatIfDay(day, home, addition) ?? []);
  const lived: Lived[] = [];
  for (const day of days) {
    lived.push(await live(day, addition, tools));
    tools.onProgress(lived.length / days.length);
  }
  return lived.length === 0 ? null : { ...savedInYear(lived), dates: days.map(({ date }) => date) };
}
