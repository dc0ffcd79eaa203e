import type { OutlookState } from '#domain/forecast/outlook.ts';
import type { Limit } from '#domain/limit/limit.ts';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { actsFrom, joinActs } from '#domain/plan/course.ts';
import { judge } from '#domain/plan/judge.ts';
import { poseProblem } from '#domain/plan/pose.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { nextBoundary } from '#domain/plan/slots.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Choose, Moment } from './choose.ts';
import { netOver, type Series } from './series.ts';
import { planDevice, plannedDevice, wishesOf, type Present } from './setup.ts';

/** A planner that counts work and never looks at a clock. */
export type Planner = (problem: PlanProblem) => PlanAnswer;

/** What a planner may go by, at any moment. */
export interface Outlook {
  readonly tariffAt: (now: Instant) => Tariff;
  readonly knownAt: (now: Instant) => OutlookState;
  /** Of the load that is to come; null = it is not known. */
  readonly truth: Series | null;
  /** ms between two plans, while nobody comes or leaves. */
  readonly every: number;
}

/** The forecast replaced by what is to come, without a doubt. */
const asItComes = (problem: PlanProblem, series: Series): PlanProblem => ({
  ...problem,
  inflexible: problem.slots.map((slot) => Math.round(netOver(series, slot))),
  spread: problem.slots.map(() => 0),
  loadKnown: problem.slots.map(() => true),
});

function posed({ now, present, powers, acts }: Moment, { tariffAt, knownAt, truth }: Outlook, limits: readonly Limit[], revision: number): PlanProblem | undefined {
  const known = knownAt(now);
  if (known.last === null) return undefined;
  const problem = poseProblem(
    {
      tariff: tariffAt(now), forecast: known, devices: present.map((device) => plannedDevice(device, powers.get(device.id) ?? 0)),
      limits, wishes: wishesOf(present), choices: [], runs: [], running: { acts: actsFrom(acts, nextBoundary(now)), revision },
    },
    now,
    revision,
  );
  if (!problem) return undefined;
  const neutral = new Map(present.map((device) => [device.id, planDevice(device).neutral]));
  const own = { ...problem, devices: problem.devices.map((device) => ({ ...device, neutral: neutral.get(device.id) ?? device.neutral })) };
  return truth ? asItComes(own, truth) : own;
}

/** Who is there and for how long: a plan is made anew when it changes. */
const company = (present: readonly Present[]): string => present.map(({ id, session }) => `${id} ${session?.end ?? ''}`).join();

/** States a problem, plans it, and commits the plan where the gateway would: proposed, verified, better by a cent or a hundredth. */
export function choosePlanned(planner: Planner, outlook: Outlook, limits: readonly Limit[]): Choose {
  let revision = 0;
  let last: { readonly at: Instant; readonly company: string } | null = null;
  return (moment) => {
    const { now, acts, present } = moment;
    if (present.length === 0 || (last && now - last.at < outlook.every && last.company === company(present))) return acts;
    const problem = posed(moment, outlook, limits, ++revision);
    if (!problem) return acts;
    last = { at: now, company: company(present) };
    const judged = judge(problem, acts, planner(problem).proposal, nextBoundary(now));
    return judged.outcome === 'refused' ? acts : actsFrom(joinActs(judged.acts), now);
  };
}
