import type { Act } from './act.ts';
import { isPlannable } from './aim.ts';
import { deviceHolds } from './checkDevice.ts';
import { checkCharges } from './checkCharges.ts';
import type { PlanDevice, PlanProblem, Proposal } from './problem.ts';

const rating = (value: number): boolean => Number.isFinite(value) && value >= 0;

const MOST_SLOTS = 2_000;
const MOST_DEVICES = 100;

/** The id of what is wrong with a problem, null when it can be planned. */
export function checkProblem(problem: PlanProblem): string | null {
  const { slots, devices } = problem;
  if (slots.length === 0) return 'no-slots';
  if (slots.length > MOST_SLOTS || devices.length > MOST_DEVICES) return 'problem-too-large';
  if (slots.some(({ start, end }, index) => end <= start || (index > 0 && slots[index - 1]?.end !== start))) return 'slots-not-contiguous';
  const lists = [problem.importPrice, problem.exportPrice, problem.inflexible, problem.spread, problem.priceKnown, ...problem.limits.map(({ w }) => w)];
  if (lists.some(({ length }) => length !== slots.length)) return 'list-not-as-long-as-slots';
  if (![...problem.importPrice, ...problem.exportPrice, problem.endValue].every(Number.isSafeInteger)) return 'price-not-whole-micro';
  if (![...problem.inflexible, ...problem.spread].every(Number.isFinite)) return 'forecast-not-finite';
  if (problem.limits.some(({ w }) => w.some((limit) => limit !== null && !rating(limit)))) return 'limit-not-positive';
  const charges = checkCharges(problem);
  if (charges !== null) return charges;
  if (new Set(devices.map(({ id }) => id)).size !== devices.length) return 'device-twice';
  return devices.every((device) => deviceHolds(device, problem)) ? null : 'device-unfit';
}

/** Whether a policy can be asked of a device, finite and within sense. */
function fits({ primitive }: PlanDevice, { policy }: Act): boolean {
  switch (policy.kind) {
    case 'run':
      return primitive.kind === 'profile';
    case 'hold':
      return Number.isFinite(policy.power) && (primitive.kind !== 'profile' || policy.power === 0);
    case 'follow':
      return primitive.kind !== 'profile' && [policy.min, policy.max, policy.grid].every(Number.isFinite) && policy.min <= policy.max;
    case 'atLeast':
      return primitive.kind !== 'profile' && [policy.power, policy.max].every(Number.isFinite) && policy.power <= policy.max;
  }
}

const MOST_ACTS = 2_000;

/** The id of what is wrong with a proposal for a problem, null when it can be evaluated. */
export function checkProposal(problem: PlanProblem, proposal: Proposal): string | null {
  if (proposal.revision !== problem.revision) return 'stale-revision';
  if (proposal.acts.length > MOST_ACTS) return 'too-many-acts';
  for (const act of proposal.acts) {
    const device = problem.devices.find(({ id }) => id === act.device);
    if (!device) return 'device-missing';
    if (!isPlannable(device)) return 'device-unfit';
    if (!(act.interval.end > act.interval.start)) return 'interval-empty';
    if (!fits(device, act)) return 'policy-unfit';
  }
  return null;
}
