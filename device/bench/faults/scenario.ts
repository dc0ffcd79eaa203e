import type { DeviceState } from '#domain/guard/event.ts';
import { chance } from '#domain/sim/chance.ts';
import type { Instant } from '#domain/time/instant.ts';
import { CATALOGUE, faultNamed } from './catalogue.ts';
import { PROMISES, type Violation } from './oracle.ts';
import { World, type Setting } from './world.ts';

export const PHASES = ['idle', 'limited', 'failsafe'] as const;
export type Phase = (typeof PHASES)[number];

/** One thing that happens at a second of a scenario. */
export type Incident = { readonly at: number; readonly fault: string; /** s, where it is cut short. */ readonly seconds?: number } | { readonly at: number; readonly limit: number | null };

/** A whole run: the same scenario gives the same trace. */
export interface Scenario {
  readonly setting: Setting;
  readonly phase: Phase;
  /** In order of time. */
  readonly incidents: readonly Incident[];
}

export interface Verdict {
  readonly violations: readonly Violation[];
  /** s from the last clearing until everything was well again; null = never. */
  readonly converged: number | null;
  readonly worstOverSeconds: number;
  readonly worstOverWh: number;
  /** Events that control has stepped through. */
  readonly events: number;
}

/** When a phase is reached: failsafe takes its 120 s of silence. */
const BEGIN_S = 200;
/** What the operator says in a phase before anything goes wrong, W. */
const LIMITED_W = 4_000;
/** What the operator says when all is cleared: a loosening, which is refused while the clock is not believed, so then a tightening. */
const PROBE_W = { loosening: 4_500, tightening: 2_000 };
const WATCHED_S = 120;
const MOST_STATE = 1_000_000;

/** One fault in one phase, at an instant that the seed chooses; a new limit comes while it runs. @param most s that it may last. */
export function named(fault: string, phase: Phase, setting: Setting, most = Number.POSITIVE_INFINITY): Scenario {
  const at = BEGIN_S + Math.floor(20 * chance(setting.seed, 2, 0));
  const limits: Readonly<Record<Phase, readonly Incident[]>> = { idle: [{ at: at + 5, limit: 4_200 }], limited: [{ at: at + 5, limit: 3_600 }], failsafe: [] };
  return { setting, phase, incidents: [{ at, fault, seconds: Math.min(most, faultNamed(fault).seconds) }, ...limits[phase]] };
}

/** Faults that last days are for the named runs. */
const LONGEST_AT_RANDOM = 2_000;

/** Some faults over each other at random instants, with random devices and limits. */
export function random(seed: number, start?: Instant): Scenario {
  const draw = (n: number): number => chance(seed, 3, n);
  const faults = CATALOGUE.filter(({ seconds }) => seconds <= LONGEST_AT_RANDOM);
  const setting: Setting = {
    seed,
    lag: { dead: Math.floor(draw(0) * 3_000), constant: 200 + Math.floor(draw(1) * 6_800) },
    period: draw(2) < 0.5 ? 1_000 : 10_000,
    phases: draw(3) < 0.5,
    kettles: draw(4) < 0.5,
    ...(start === undefined ? {} : { start }),
  };
  const incidents: Incident[] = [];
  for (let n = 0; n < 1 + Math.floor(draw(5) * 4); n++) incidents.push({ at: BEGIN_S + Math.floor(draw(10 + n) * 400), fault: faults[Math.floor(draw(20 + n) * faults.length)]?.id ?? 'F01' });
  for (let n = 0; n < Math.floor(draw(6) * 3); n++) incidents.push({ at: BEGIN_S + Math.floor(draw(30 + n) * 600), limit: draw(40 + n) < 0.2 ? null : Math.floor(draw(50 + n) * 8_000) });
  return { setting, phase: PHASES[Math.floor(draw(7) * 3)] ?? 'idle', incidents: incidents.sort((a, b) => a.at - b.at) };
}

export function run({ setting, phase, incidents }: Scenario): Verdict {
  const world = new World(setting);
  prepare(world, phase);
  for (const incident of incidents) world.time.in(incident.at * 1_000, () => happen(world, incident));
  world.run(clearedAt(incidents));
  const converged = converge(world);
  const { dead, constant } = setting.lag;
  if (converged === null || converged > PROMISES.converged + (dead + 4 * constant) / 1_000) world.oracle.notConverged(unwell(world).join(', ') || `after ${converged} s`);
  const bytes = JSON.stringify(world.control.states).length;
  if (bytes > MOST_STATE) world.oracle.threw(`the state has ${bytes} bytes`);
  const { violations, worstOverSeconds, worstOverWh } = world.oracle;
  return { violations, converged, worstOverSeconds, worstOverWh, events: world.control.steps };
}

function prepare(world: World, phase: Phase): void {
  world.time.in(1_000, () => world.operator.say(phase === 'idle' ? null : LIMITED_W));
  if (phase === 'failsafe') world.time.in(10_000, () => void (world.operator.silent = true));
}

function happen(world: World, incident: Incident): void {
  if ('limit' in incident) return world.operator.say(incident.limit);
  const fault = faultNamed(incident.fault);
  fault.begin(world);
  world.time.in((incident.seconds ?? fault.seconds) * 1_000, () => fault.end?.(world));
}

/** The second in which everything is cleared. */
export const clearedAt = (incidents: readonly Incident[]): number => incidents.reduce((last, incident) => Math.max(last, incident.at + ('fault' in incident ? (incident.seconds ?? faultNamed(incident.fault).seconds) : 0)), BEGIN_S) + 1;

/** The operator speaks again; s until the limit is acknowledged and kept, and every device does what it is asked. */
function converge(world: World): number | null {
  world.operator.silent = false;
  world.operator.say(world.control.now().trust === 'none' ? PROBE_W.tightening : PROBE_W.loosening);
  let converged: number | null = null;
  for (let second = 1; second <= WATCHED_S; second++) {
    world.run(1);
    if (converged === null && unwell(world).length === 0) converged = second;
  }
  return converged;
}

/** The slow return after a release is meant: a device that climbs behind its ramp is not late. */
const isRising = ({ report, asked, decidedBy }: DeviceState): boolean => decidedBy === 'ramp' && report?.power != null && asked !== null && report.power <= asked;

/** What is not well yet. */
function unwell(world: World): readonly string[] {
  const { guard, devices = [] } = world.control.facts;
  const late = devices.filter((one) => one.state !== 'obeyed' && !isRising(one)).map(({ descriptor, state }) => `${descriptor.id} ${state}`);
  return [
    ...(world.control.state === 'up' ? [] : ['control down']),
    ...(guard?.state === 'kept' ? [] : [`limit ${guard?.state ?? 'unknown'}`]),
    ...(world.operator.acknowledged ? [] : ['operator unanswered']),
    ...(world.oracle.excess(world.truth) <= 0 ? [] : ['above the limit']),
    ...late,
  ];
}

/** The smallest part of a failing scenario that still fails: incidents are left out one by one, then the plant is made plain. */
export function shrunk(scenario: Scenario, fails: (candidate: Scenario) => boolean = breaks): Scenario {
  for (let index = 0; index < scenario.incidents.length; index++) {
    const less = { ...scenario, incidents: scenario.incidents.filter((_, at) => at !== index) };
    if (fails(less)) return shrunk(less, fails);
  }
  const plainer: readonly Partial<Setting>[] = [{ kettles: false }, { phases: false }, { period: 1_000 }, { lag: { dead: 0, constant: 1_000 } }];
  return plainer.reduce<Scenario>((so, plain) => {
    const less = { ...so, setting: { ...so.setting, ...plain } };
    return fails(less) ? less : so;
  }, scenario);
}

const breaks = (scenario: Scenario): boolean => run(scenario).violations.length > 0;
