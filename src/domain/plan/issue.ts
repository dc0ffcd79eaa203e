import { netNow, type OutlookState } from '../forecast/outlook.ts';
import type { TodayState } from '../ledger/today.ts';
import { MINUTE, contains, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { at } from './at.ts';
import type { CustodyInputs, CustodyState } from './custodyState.ts';
import { actsFrom } from './course.ts';
import type { Outlet } from './outlet.ts';
import { poseProblem } from './pose.ts';
import type { UsedToday } from './poseWishes.ts';
import { nextBoundary } from './slots.ts';

/** A new problem this often, in the home's time; later where nobody has answered the last one. */
const EVERY = 5 * MINUTE;
/** Long, because a replay at speed spends an hour of home time while a planner thinks for seconds. */
const UNANSWERED = 120 * MINUTE;
/** A planner that was ended, or whose broker was, is wanted again. */
const WANT_AGAIN = MINUTE;
/** A load this many spreads off its forecast, and at least this many W, is another situation. */
const SPREADS_OFF = 3;
const WATTS_OFF = 500;
const SINCE_LAST = MINUTE;

function deviates({ problem }: CustodyState, forecast: OutlookState, now: Instant): boolean {
  const net = netNow(forecast);
  if (!problem || net === null || now - problem.issued < SINCE_LAST) return false;
  const slot = problem.slots.findIndex((one) => contains(one, now));
  if (slot < 0) return false;
  return Math.abs(net - at(problem.inflexible, slot)) > Math.max(WATTS_OFF, SPREADS_OFF * at(problem.spread, slot));
}

/** Whether a problem is to be stated now: something changed, the load went another way, or it is time. */
function isDue(state: CustodyState, forecast: OutlookState, now: Instant): boolean {
  if (state.due !== null || !state.problem) return true;
  const age = now - state.problem.issued;
  if (age < 0 || age >= UNANSWERED) return true;
  return state.answered && (age >= EVERY || deviates(state, forecast, now));
}

/** States a new problem where one is due, and wants a planner for it; tells that there is none where nothing can be planned. */
export function pose(out: Outlet, forecast: OutlookState | undefined, facts: Readonly<Partial<CustodyInputs>>, { wall }: Now): void {
  const { tariff, devices, limits, runs, plan, revision, calls = [], purse = null } = out.state;
  const { wishes = [], assumed = [], choices = [], intent, tally: memory, today } = facts;
  if (!tariff || !forecast || forecast.last === null) return;
  if (!isDue(out.state, forecast, wall)) return wantAgain(out, wall);
  const running = plan ? { acts: actsFrom(plan.acts, nextBoundary(wall)), revision: plan.revision } : null;
  const problem = poseProblem({ tariff, forecast, devices, limits, wishes: [...wishes, ...assumed], choices, runs, running, calls, purse, ...(intent && { intent }), ...(memory && { memory }), ...(today && { used: usedOf(today, wall) }) }, wall, revision + 1);
  if (!problem) return withdraw(out);
  out.update({ revision: problem.revision, problem, answered: false, due: null });
  out.publish('problem', problem);
  wantPlanner(out, wall);
}

/** Of a day that is over nothing counts for the next. */
const usedOf = ({ end, importEnergy, energyCost }: TodayState, now: Instant): UsedToday => (now < end ? { money: energyCost ?? 0, energy: importEnergy } : { money: 0, energy: 0 });

function wantPlanner(out: Outlet, wall: Instant): void {
  out.update({ wantedAt: wall });
  out.want({ kind: 'plan-wanted' });
}

function wantAgain(out: Outlet, wall: Instant): void {
  const { problem, answered, wantedAt } = out.state;
  if (problem && !answered && wall - wantedAt >= WANT_AGAIN) wantPlanner(out, wall);
}

function withdraw(out: Outlet): void {
  if (out.state.problem) out.publish('problem', null);
  out.update({ problem: null, answered: true, due: null });
}
