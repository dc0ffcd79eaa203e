import type { ActAnsweredEvent } from '../wish/acts.ts';
import type { HouseholderEvent } from '../wish/householder.ts';
import type { CapabilitiesEvent, ReportEvent, WrittenEvent } from '../device/event.ts';
import type { DeviceReport } from '../device/device.ts';
import type { ActsEvent, PauseEvent } from '../follow/event.ts';
import type { DevicesEvent } from '../forecast/machine.ts';
import type { GuardState } from '../guard/event.ts';
import type { LimitsEvent } from '../plan/event.ts';
import type { GuardEvent } from '../proof/event.ts';
import type { Limit } from '../limit/limit.ts';
import type { AdmitEffect, RepliedEvent } from '../wish/request.ts';
import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { StoredEvent, TickEvent } from '../machine/effect.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { descriptorsOf, reportOf, SIMULATED_DEVICES, type SimulatedDevice } from '../sim/devices.ts';
import { readingOf } from '../sim/meter.ts';
import { simulatedHome, stepHome, told, type SimulatedHome } from '../sim/simulatedHome.ts';
import type { HomeSpec } from '../sim/spec.ts';
import { MINUTE, ms, SECOND, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { CallsEvent } from '../signal/event.ts';
import type { ControlEffect, ControlFacts } from './control.ts';
import { initialHome, opened, pass, type AnyMachine, type HomeState, type OpenHome, type Outcome } from './home.ts';
import type { HouseEffect, HouseFacts } from './house.ts';
import { nothingOutside, type Outside } from './outside.ts';

/** What a whole home in one place is made of: the physics, and the machines of control and of house. */
export interface DemoParts {
  readonly spec: HomeSpec;
  readonly control: readonly AnyMachine<ControlFacts>[];
  readonly house: readonly AnyMachine<HouseFacts>[];
  readonly boot: string;
}

/** A home with its gateway as one value. */
export interface Demo {
  readonly started: Instant;
  readonly plant: SimulatedHome;
  readonly control: HomeState<ControlFacts>;
  readonly house: HomeState<HouseFacts>;
  /** Each device's report as control last heard it. */
  readonly heard: Readonly<Partial<Record<SimulatedDevice, DeviceReport>>>;
}

export interface Stepped {
  readonly demo: Demo;
  readonly outside: Outside;
}

type Process = 'control' | 'house';
interface Post {
  readonly to: Process;
  readonly event: HomeEvent;
}

/** One step under way: what is still to be delivered, and what has come of it. */
interface Run {
  readonly parts: DemoParts;
  readonly now: Now;
  readonly outside: Outside;
  readonly posts: Post[];
  readonly started: Instant;
  readonly control: OpenHome<ControlFacts>;
  readonly house: OpenHome<HouseFacts>;
  plant: SimulatedHome;
  heard: Demo['heard'];
}

/** More posts than this from one event are a circle between machines. */
const MOST_POSTS = 1_000;
/** A device that has nothing new to say says so this often, ms. */
const REPORT_EVERY = 10_000;
const TICK: TickEvent = { kind: 'tick' };
/** Every reading carries the time; the tick is for what waits without one, ms. */
const TICK_EVERY = 5_000;

/** The home's clock: wall and monotonic time run together, as in a house whose clock is right. */
const nowAt = (parts: DemoParts, at: Instant, started: Instant): Now => ({ wall: at, mono: ms(at - started), boot: parts.boot, trust: 'synced' });
export const demoNow = (parts: DemoParts, demo: Demo): Now => nowAt(parts, demo.plant.at, demo.started);

const begin = (parts: DemoParts, { started, control, house, heard }: Demo, plant: SimulatedHome): Run => ({
  parts, now: nowAt(parts, plant.at, started), outside: nothingOutside(), posts: [], started, plant, control: opened(control), house: opened(house), heard,
});
const post = <Event extends HomeEvent>(run: Run, to: Process, event: Event): number => run.posts.push({ to, event });

/** The home at an instant, its devices known to the gateway. */
export function startDemo(parts: DemoParts, at: Instant): Stepped {
  const plant = simulatedHome(parts.spec, at);
  const run = begin(parts, { started: at, plant, control: initialHome(parts.control), house: initialHome(parts.house), heard: {} }, plant);
  for (const descriptor of descriptorsOf(parts.spec)) post(run, 'control', { kind: 'capabilities', descriptor } satisfies CapabilitiesEvent);
  return deliverAll(run);
}

/** One event for one of the two processes, and all that follows from it. */
export function hand<Event extends HomeEvent>(parts: DemoParts, demo: Demo, to: Process, event: Event): Stepped {
  const run = begin(parts, demo, demo.plant);
  post(run, to, event);
  deliverAll(run);
  tellHouse(run, demo);
  return deliverAll(run);
}

/** The home a second later: physics, then what the meter and the devices say, then both processes' machines. */
export function stepDemo(parts: DemoParts, before: Demo): Stepped {
  const run = begin(parts, before, stepHome(parts.spec, before.plant, SECOND));
  const reading = { kind: 'reading', reading: readingOf(parts.spec, run.plant) } satisfies ReadingEvent;
  for (const device of SIMULATED_DEVICES) if (parts.spec[device]) report(run, device);
  const isTick = run.plant.at % TICK_EVERY === 0;
  post(run, 'control', reading);
  if (isTick) post(run, 'control', TICK);
  deliverAll(run);
  tellHouse(run, before);
  post(run, 'house', reading);
  if (isTick) post(run, 'house', TICK);
  return deliverAll(run);
}

/**
 * The home up to `until` in strides of a minute, with nobody commanding: house's machines learn its habits and count its
 * energy, so that it does not look as if it had begun a second ago.
 * @param heard what each of them wanted done.
 */
export function warmUp(parts: DemoParts, before: Demo, until: Instant, heard: (effects: readonly Effect[]) => void = () => undefined): Demo {
  let demo = before;
  while (demo.plant.at < until) {
    const run = begin(parts, demo, stepHome(parts.spec, demo.plant, Math.min(MINUTE, until - demo.plant.at)));
    // A meter that is read once a minute says so: nothing was lost between.
    post(run, 'house', { kind: 'reading', reading: { ...readingOf(parts.spec, run.plant), period: MINUTE } } satisfies ReadingEvent);
    post(run, 'house', TICK);
    demo = deliverAll(run).demo;
    heard(run.outside.effects);
  }
  return demo;
}

/** What a device says is passed on when it is new, and every ten seconds. */
function report(run: Run, device: SimulatedDevice): void {
  const last = run.heard[device];
  const next = reportOf(run.parts.spec, run.plant, device, run.now.mono);
  const same = last && last.power === next.power && last.setpoint === next.setpoint && last.stored === next.stored;
  if (same && next.heardAt - last.heardAt < REPORT_EVERY) return;
  run.heard = { ...run.heard, [device]: next };
  post(run, 'control', { kind: 'report', report: next } satisfies ReportEvent);
}

/** What control has to say to house, when it has something new to say. */
function tellHouse(run: Run, before: Demo): void {
  const { devices, guard, calls } = run.control.facts;
  if (calls && calls !== before.control.facts.calls) post(run, 'house', { kind: 'calls', calls } satisfies CallsEvent);
  if (devices && devices !== before.control.facts.devices) post(run, 'house', { kind: 'devices', devices } satisfies DevicesEvent);
  if (guard && isNews(guard, before.control.facts.guard)) post(run, 'house', { kind: 'guard', guard } satisfies GuardEvent);
  if (guard && !isSameLimits(guard.limits, before.control.facts.guard?.limits)) post(run, 'house', { kind: 'limits', limits: guard.limits } satisfies LimitsEvent);
}

const isNews = (guard: GuardState, before: GuardState | undefined): boolean =>
  guard.binding !== before?.binding || guard.state !== before.state || guard.excess !== before.excess || !isSameLimits(guard.limits, before.limits) || guard.limits.some(({ binds }, n) => binds !== before.limits[n]?.binds);

/** A source numbers its words: the same number is the same word. */
function isSameLimits(limits: readonly Limit[], before: readonly Limit[] | undefined): boolean {
  return before?.length === limits.length && limits.every(({ source, sequence, direction, scope }, n) => {
    const one = before[n];
    return one?.source === source && one.sequence === sequence && one.direction === direction && one.scope === scope;
  });
}

function deliverAll(run: Run): Stepped {
  for (let n = 0; n < run.posts.length; n++) {
    if (n > MOST_POSTS) throw new Error(`the machines go round in a circle after ${run.posts[0]?.event.kind}`);
    const next = run.posts[n];
    if (next) deliver(run, next);
  }
  run.posts.length = 0;
  const { started, plant, control, house, heard } = run;
  return { demo: { started, plant, control, house, heard }, outside: run.outside };
}

function deliver(run: Run, { to, event }: Post): void {
  const { parts, now, outside } = run;
  if (to === 'control') {
    const passed = pass(parts.control, run.control, event, now);
    hear(outside, passed);
    for (const effect of passed.effects) ofControl(run, effect as ControlEffect);
    if (isAct(event) && !passed.effects.some(({ kind }) => kind === 'householder-answer')) answerAct(run, event.id, 'refused', 'unknown-act');
  } else {
    const passed = pass(parts.house, run.house, event, now);
    hear(outside, passed);
    for (const effect of passed.effects) ofHouse(run, effect as HouseEffect);
  }
}

function hear(outside: Outside, { effects, faults }: Outcome): void {
  for (const effect of effects) outside.effects.push(effect);
  for (const fault of faults) outside.faults.push(fault);
}

const isAct = (event: HomeEvent): event is HouseholderEvent => event.kind === 'householder';
const answerAct = (run: Run, id: string, outcome: 'done' | 'refused', reason: string | null): void => void post(run, 'house', { kind: 'act-answered', id, outcome, reason } satisfies ActAnsweredEvent);

const stored = (effect: Effect): StoredEvent => ({ kind: 'stored', id: effect.id });

/** Control's effects: the actuator is the device itself, and the state file never fails here. */
function ofControl(run: Run, effect: ControlEffect): void {
  switch (effect.kind) {
    case 'store':
      return void post(run, 'control', stored(effect));
    case 'householder-answer':
      return effect.outcome === 'later' ? undefined : answerAct(run, effect.act, effect.outcome, effect.reason);
    case 'alarm':
      // Whoever looks at the demo is looking.
      return;
    case 'admit-signal':
    case 'admit-heartbeat':
    case 'keys-revoked':
    case 'forward':
      // The demo has no issuer of signed signals.
      return;
    case 'signal-answer':
      return void run.outside.answers.push(effect);
    case 'write': {
      const device = SIMULATED_DEVICES.find((known) => known === effect.device && run.parts.spec[known]);
      if (device) run.plant = told(run.plant, device, effect.setpoint, effect.lease);
      return void post(run, 'control', { kind: 'written', id: effect.id, ok: device !== undefined, reason: device ? null : 'offline' } satisfies WrittenEvent);
    }
  }
}

/** House's effects: the journal keeps everything at once, the acts reach control in the same second. */
function ofHouse(run: Run, effect: HouseEffect): void {
  switch (effect.kind) {
    case 'store':
      return void post(run, 'house', stored(effect));
    case 'publish':
      return void run.outside.published.push(effect);
    case 'reply':
      run.outside.replies.push(effect);
      return void post(run, 'house', { kind: 'replied', credential: effect.credential, requestId: effect.requestId, outcome: effect.outcome, reason: effect.reason } satisfies RepliedEvent);
    case 'admit':
      return void post(run, 'house', (effect satisfies AdmitEffect).event);
    case 'acts':
      return void post(run, 'control', { kind: 'acts', revision: effect.revision, acts: effect.acts } satisfies ActsEvent);
    case 'pause':
      return void post(run, 'control', { kind: 'pause', on: effect.on, until: effect.until } satisfies PauseEvent);
    case 'ask-control':
      return void post(run, 'control', { kind: 'householder', id: effect.id, act: effect.act } satisfies HouseholderEvent);
    case 'plan-wanted':
      run.outside.planWanted = true;
      return;
    default:
      // Intervals and register breaks go to the telemetry store, which a demo does not keep.
      return;
  }
}
