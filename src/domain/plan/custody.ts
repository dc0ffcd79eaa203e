import type { DevicesEvent } from '../forecast/machine.ts';
import type { Limit } from '../limit/limit.ts';
import type { TariffEvent } from '../ledger/accounting.ts';
import type { StoredEvent, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { StandingCall } from '../signal/call.ts';
import type { CallsEvent } from '../signal/event.ts';
import type { RequestEvent } from '../wish/request.ts';
import { commandedOf, commit, settle } from './commit.ts';
import { actsFrom } from './course.ts';
import { initialCustodyState, type CustodyInputs, type CustodyState, type StandingFacts } from './custodyState.ts';
import type { LimitsEvent, PlannedDevice, ProposalBody, PurseEvent } from './event.ts';
import { pose } from './issue.ts';
import { outlet, type Outlet } from './outlet.ts';
import { tablesSince } from './prices.ts';
import { runsAfter } from './runs.ts';

type Event = CallsEvent | PurseEvent | TickEvent | TariffEvent | DevicesEvent | LimitsEvent | StoredEvent | StoreFailedEvent | RequestEvent<ProposalBody>;

export const CUSTODY = 'custody';
/** What of the devices changes a problem at once: which there are, and whether they are there. */
function isSamePresence(devices: readonly PlannedDevice[], before: readonly PlannedDevice[]): boolean {
  return devices.length === before.length && devices.every((device, n) => {
    const known = before[n];
    if (!known || device.descriptor.id !== known.descriptor.id || (device.report?.online ?? false) !== (known.report?.online ?? false)) return false;
    // A profile has a hundred numbers: what is the same object needs no look inside.
    return device.descriptor === known.descriptor || JSON.stringify(device.descriptor.primitive) === JSON.stringify(known.descriptor.primitive);
  });
}

/** Told every second: written out, because the copy of a long state costs more than all else here. */
function withDevices(state: CustodyState, devices: readonly PlannedDevice[]): CustodyState {
  const { n, boot, revision, problem, answered, wantedAt, tariff, limits, calls = [], purse = null, seen, runs, plan, pending, advising = false } = state;
  const due = isSamePresence(devices, state.devices) ? state.due : 'devices';
  return { n, boot, revision, problem, answered, wantedAt, due, tariff, devices, limits, calls, purse, seen, runs, plan, pending, advising };
}

/** A limit's own clock does not make it another limit. */
const standing = (limits: readonly Limit[]): string => JSON.stringify(limits.map(({ source, direction, scope, value, start, end }) => [source, direction, scope, value, start, end]));

/** Who takes part in what: a call's own clock does not make it another one. */
const asked = (calls: readonly StandingCall[]): string => JSON.stringify(calls.map(({ id, status, start, end, power }) => [id, status, start, end, power]));

function hear(state: CustodyState, event: Event, now: Now): CustodyState {
  switch (event.kind) {
    case 'tariff':
      return { ...state, tariff: event.tariff && tablesSince(event.tariff, now.wall), due: 'tariff' };
    case 'devices':
      return withDevices(state, event.devices);
    case 'limits':
      return { ...state, limits: event.limits, due: standing(event.limits) === standing(state.limits) ? state.due : 'limits' };
    case 'calls':
      return { ...state, calls: event.calls, due: asked(event.calls) === asked(state.calls ?? []) ? state.due : 'calls' };
    case 'accounts':
      return { ...state, purse: event.purse && { balance: event.purse.balance } };
    default:
      return state;
  }
}

/** A new boot voids what was under way; what was committed goes on until it expires. */
function begin(state: CustodyState, now: Now): CustodyState {
  return state.boot === now.boot ? state : { ...state, boot: now.boot, pending: null, answered: true, due: 'start' };
}

// A memo of a pure function: the wishes are the same list for days, and looked at with every event.
let lastSeen: { readonly wishes: CustodyInputs['wishes'] | undefined; readonly choices: CustodyInputs['choices'] | undefined; readonly pausedUntil: Instant | null | undefined; readonly intent: CustodyInputs['intent'] | undefined; readonly assumed: CustodyInputs['assumed']; readonly seen: string } | null = null;

function seenIn({ wishes, choices, pausedUntil, intent, assumed }: Readonly<Partial<CustodyInputs>>): string {
  if (lastSeen && lastSeen.wishes === wishes && lastSeen.choices === choices && lastSeen.pausedUntil === pausedUntil && lastSeen.intent === intent && lastSeen.assumed === assumed) return lastSeen.seen;
  const seen = JSON.stringify([[...(wishes ?? []), ...(assumed ?? [])], pausedUntil ?? null, ...(choices ?? []), ...(intent ? [intent] : [])]);
  lastSeen = { wishes, choices, pausedUntil, intent, assumed, seen };
  return seen;
}

/** Wishes and the stop button are read from facts: a change makes a problem due, a pause drops the runs it prevented. */
function observe(state: CustodyState, facts: Readonly<Partial<CustodyInputs>>, now: Instant): CustodyState {
  const seen = seenIn(facts);
  if (seen === state.seen) return state;
  const paused = (facts.pausedUntil ?? null) !== null;
  return { ...state, seen, due: 'wishes', runs: paused ? runsAfter(state.runs, [], now) : state.runs };
}

const isPaused = ({ pausedUntil }: Readonly<Partial<CustodyInputs>>): boolean => (pausedUntil ?? null) !== null;

/** Plans become advice: what was commanded ends now, and what was to begin does not. Or the plan that stands is followed from here on. */
function advise(out: Outlet, { advising }: Readonly<Partial<CustodyInputs>>, now: Instant): void {
  const { plan, runs } = out.state;
  if (advising === undefined || advising === (out.state.advising ?? false)) return;
  const acts = advising ? [] : actsFrom(plan?.acts ?? [], now);
  out.update({ advising, due: 'advice', runs: runsAfter(runs, acts, now) });
  out.want({ kind: 'acts', revision: plan?.revision ?? out.state.revision, acts });
}

function tick(out: Outlet, facts: Readonly<Partial<CustodyInputs>>, now: Now): void {
  if (out.state.plan && out.state.plan.until <= now.wall) {
    out.update({ plan: null, due: out.state.due ?? 'expired' });
    out.publish('plan', null);
  }
  if (now.trust !== 'none' && !isPaused(facts)) pose(out, facts.forecast, facts, now);
}

/** After a restart nobody out there need remember the plan: it is told again. */
function announce(out: Outlet): void {
  const { plan } = out.state;
  if (!plan) return;
  out.want({ kind: 'acts', revision: plan.revision, acts: commandedOf(out.state, plan.acts) });
  out.publish('plan', plan);
}

/** What stands is said whenever it changes, and once in each boot. */
function withStanding(step: Step<CustodyState, StandingFacts>, before: CustodyState, { boot }: Now): Step<CustodyState, StandingFacts> {
  const { problem, plan } = step.state;
  if (problem === before.problem && plan === before.plan && before.boot === boot) return step;
  return { ...step, facts: { standing: { problem, acts: plan?.acts ?? [] } } };
}

/** These change what custody knows; it acts on them at the next tick. */
const ONLY_HEARD: ReadonlySet<string> = new Set(['reading', 'tariff', 'devices', 'limits', 'calls', 'accounts']);

/**
 * Keeps the plan: states the problem, judges what is proposed for it, and commits what is better, once it is stored.
 * It stands behind the wishes and the forecast in the home's order, and reads both as facts.
 */
export const custody: Machine<CustodyState, HomeEvent, StandingFacts, CustodyInputs> = {
  name: CUSTODY,
  initial: initialCustodyState,
  step(before, event, now, facts) {
    const known = event as Event;
    const state = observe(hear(begin(before, now), known, now), facts, now.wall);
    if (ONLY_HEARD.has(known.kind) && before.boot === now.boot) return { state };
    const out = outlet(state, now);
    if (before.boot !== now.boot) announce(out);
    advise(out, facts, now.wall);
    if (known.kind === 'tick') tick(out, facts, now);
    if (known.kind === 'request' && known.body.kind === 'proposal') commit(out, known, isPaused(facts), now);
    if (known.kind === 'stored') settle(out, known.id, null);
    if (known.kind === 'store-failed') settle(out, known.id, known.reason);
    return withStanding(out.step(), before, now);
  },
};
