import type { DeviceState } from '#domain/guard/event.ts';
import { chance } from '#domain/sim/chance.ts';
import type { Instant } from '#domain/time/instant.ts';
import { CATALOGUE, faultNamed } from './catalogue.ts';
import type { Violation } from './oracle.ts';
import { PROMISES } from './promises.ts';
import { SOURCES, sourceNamed } from './sources/catalogue.ts';
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
const WATCHED_S = 120;
const MOST_STATE = 1_000_000;

/** One fault in one phase, at an instant that the seed chooses; a new limit comes while it runs. @param most s that it may last. */
export function named(fault: string, phase: Phase, setting: Setting, most = Number.POSITIVE_INFINITY): Scenario {
  const { first, second } = sourceOf(setting).words;
  const { seconds, over } = faultNamed(fault);
  const at = beginning(setting) + Math.floor(20 * chance(setting.seed, 2, 0));
  const limits: Readonly<Record<Phase, readonly Incident[]>> = { idle: [{ at: at + 5, limit: first }], limited: [{ at: at + 5, limit: second }], failsafe: [] };
  const local = over ? { start: (over.change - (at + seconds / 2) * 1_000) as Instant, localDay: over.day } : {};
  return { setting: { ...setting, ...local }, phase, incidents: [{ at, fault, seconds: Math.min(most, seconds) }, ...limits[phase]] };
}

const sourceOf = ({ source = 'lpc' }: Setting) => sourceNamed(source);
/** s before anything goes wrong. */
const beginning = (setting: Setting): number => BEGIN_S + (sourceOf(setting).lead ?? 0);

/** Faults that last days are for the named runs. */
const LONGEST_AT_RANDOM = 2_000;

export interface Drawn {
  readonly start?: Instant;
  /** Id of the source of limits; left out = drawn, too. */
  readonly source?: string;
}

/** Some faults over each other at random instants, with random devices, limits and the home of a random source. */
export function random(seed: number, { start, source = drawnSource(seed) }: Drawn = {}): Scenario {
  const draw = (n: number): number => chance(seed, 3, n);
  const faults = CATALOGUE.filter(({ seconds, over }) => seconds <= LONGEST_AT_RANDOM && !over);
  const setting: Setting = {
    seed, source,
    lag: { dead: Math.floor(draw(0) * 3_000), constant: 200 + Math.floor(draw(1) * 6_800) },
    period: draw(2) < 0.5 ? 1_000 : 10_000,
    phases: draw(3) < 0.5,
    kettles: draw(4) < 0.5,
    ...(start === undefined ? {} : { start }),
  };
  const begin = beginning(setting);
  const { most } = sourceOf(setting).words;
  const incidents: Incident[] = [];
  for (let n = 0; n < 1 + Math.floor(draw(5) * 4); n++) incidents.push({ at: begin + Math.floor(draw(10 + n) * 400), fault: faults[Math.floor(draw(20 + n) * faults.length)]?.id ?? 'F01' });
  for (let n = 0; n < Math.floor(draw(6) * 3); n++) incidents.push({ at: begin + Math.floor(draw(30 + n) * 600), limit: draw(40 + n) < 0.2 ? null : Math.floor(draw(50 + n) * most) });
  return { setting, phase: PHASES[Math.floor(draw(7) * 3)] ?? 'idle', incidents: incidents.sort((a, b) => a.at - b.at) };
}

const drawnSource = (seed: number): string => SOURCES[Math.floor(chance(seed, 3, 8) * SOURCES.length)]?.id ?? 'lpc';

export function run({ setting, phase, incidents }: Scenario): Verdict {
  const world = new World(setting);
  prepare(world, phase);
  for (const incident of incidents) world.time.in(incident.at * 1_000, () => happen(world, incident));
  world.run(clearedAt(incidents, setting));
  const converged = converge(world);
  const { dead, constant } = setting.lag;
  if (converged === null || converged > PROMISES.converged + (dead + 4 * constant) / 1_000) world.oracle.notConverged(unwell(world).join(', ') || `after ${converged} s`);
  const bytes = JSON.stringify(world.control.states).length;
  if (bytes > MOST_STATE) world.oracle.threw(`the state has ${bytes} bytes`);
  const { violations, worstOverSeconds, worstOverWh } = world.oracle;
  return { violations, converged, worstOverSeconds, worstOverWh, events: world.control.steps };
}

function prepare(world: World, phase: Phase): void {
  world.time.in(1_000, () => world.operator.say(phase === 'idle' ? null : world.source.words.limited));
  if (phase === 'failsafe') world.time.in(10_000, () => void (world.operator.silent = true));
}

function happen(world: World, incident: Incident): void {
  if ('limit' in incident) return world.operator.say(incident.limit);
  const fault = faultNamed(incident.fault);
  fault.begin(world);
  world.time.in((incident.seconds ?? fault.seconds) * 1_000, () => fault.end?.(world));
}

/** The second in which everything is cleared. */
export const clearedAt = (incidents: readonly Incident[], setting: Setting): number => incidents.reduce((last, incident) => Math.max(last, incident.at + ('fault' in incident ? (incident.seconds ?? faultNamed(incident.fault).seconds) : 0)), beginning(setting)) + 1;

/** The operator speaks again; s until the limit is acknowledged and kept, and every device does what it is asked. */
function converge(world: World): number | null {
  const { tightening, loosening } = world.source.words;
  world.operator.silent = false;
  world.confirm();
  world.operator.settled();
  world.operator.say(world.control.now().trust === 'none' ? tightening : loosening);
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
