import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { after, HOUR, MINUTE, type Instant, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

/** What they take in W by quarter-hours, and the hours after the window's first instant between which they are wanted. */
const COURSES: Readonly<Record<string, { readonly powers: readonly number[]; readonly from: number; readonly by: number; readonly after?: string }>> = {
  washer: { powers: [2_000, 2_000, 300, 200, 200, 400, 500, 300], from: 0, by: 12 },
  dryer: { powers: [800, 2_400, 2_400, 2_200, 1_800, 1_000], from: 0, by: 18, after: 'washer' },
  dishwasher: { powers: [150, 1_900, 1_900, 200, 150, 1_700, 100], from: 1, by: 14 },
  oven: { powers: [2_500, 1_200, 1_100, 1_000], from: 20, by: 30 },
  pool: { powers: Array.from({ length: 16 }, () => 1_100), from: 8, by: 40 },
};

export const appliances = (): readonly PlanDevice[] =>
  Object.entries(COURSES).map(([id, { powers, after }]) => ({
    id,
    primitive: { kind: 'profile', powers, step: (15 * MINUTE) as Milliseconds },
    stored: null,
    runningSince: null,
    neutral: { kind: 'hold', power: watts(0) },
    ...(after !== undefined && { after }),
  }));

export const readyBy = (begin: Instant): PlanProblem['wishes'] =>
  Object.entries(COURSES).map(([device, { from, by }]) => ({ kind: 'readyBy', id: `${device}-ready`, device, rank: 2, from: after(begin, from * HOUR), by: after(begin, by * HOUR) }));
