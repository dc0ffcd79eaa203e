import type { AskedPower } from '#domain/device/asked.ts';
import type { Sensed } from '#domain/device/sense.ts';
import type { GuardConfig } from '#domain/guard/event.ts';
import { called } from '#domain/guard/called.ts';
import { afterBoot, heldBack, released, scheduled, unreleased } from '#domain/guard/release.ts';
import type { PhaseLimit, StandingLimit } from '#domain/limit/standing.ts';
import type { StandingCall } from '#domain/signal/call.ts';
import { chance } from '#domain/sim/chance.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts, ZERO_POWER } from '#domain/units/power.ts';
import { single, type Figure } from './figure.ts';
import { BASE_W, CAR, CAR_W, guardedCar, type Standing } from './guardedCar.ts';

const HOMES = 10_000;
/** So many of them are gone through with the whole guard: that takes a hundred times as long. */
const STEPPED = 1_000;
const SEED = 7;
const LIMIT_W = 4_200;
const LONGEST_WAIT = ms(600_000);
const RAMP = 100;
/** A device is seen to run after this, and leaves its minimum. */
const SEEN_S = 5;
const SECONDS = 1_500;
const WINDOW_S = 10;
const WALL = Date.UTC(2027, 0, 12, 22) as Instant;
/** G-01 to G-03: % of the controllable load in ten seconds. */
const MOST_STEP = 2.5;
/** When the operator lifts the failsafe limit of an area that is back. */
const LIFTED_S = 130;

const configOf = (home: number): GuardConfig => ({ shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: RAMP, releaseDelay: LONGEST_WAIT, startDelay: LONGEST_WAIT, seed: Math.floor(chance(SEED, 4, home) * 2 ** 31) });
const at = (second: number, trust: Now['trust'] = 'synced'): Now => ({ wall: (WALL + second * 1_000) as Instant, mono: ms(second * 1_000), boot: 'b', trust });
const sensed: Sensed = { boot: 'b', grid: null, devices: { car: { descriptor: CAR, heardWall: null, lastTold: null, report: { id: 'car', heardAt: ms(0), online: true, power: ZERO_POWER, setpoint: ZERO_POWER, stored: null } } } };
const asked = (power: number): readonly AskedPower[] => [{ device: 'car', power: watts(power), decidedBy: 'plan' }];
const limit: StandingLimit = { source: 'operator', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, value: { kind: 'limit', w: watts(LIMIT_W) }, start: WALL, end: null };

const call: StandingCall = { id: 'all-on', issuer: 'operator', demand: 'more-demand', target: { kind: 'all' }, firmness: 'firm', start: WALL, end: (WALL + SECONDS * 1_000) as Instant, power: null, reward: null, text: null, status: 'running', devices: ['car'], receivedAt: WALL, basis: 'contract' };

const PHASE_LIMIT: PhaseLimit = { source: 'operator', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, amps: 7, start: WALL, end: null };

/** W of one home's car in each second from the moment on that everybody hears of. */
type Course = (home: number) => (second: number) => number;

/** Prices fall for all at once: each car begins at its minimum after its own wait, and rises when it is seen to run. */
const priceEdge: Course = (home) => {
  const begins = heldBack(scheduled(scheduled(unreleased, asked(0), sensed, configOf(home), at(0)), asked(CAR_W), sensed, configOf(home), at(0)), 'car') / 1_000;
  return (second) => begun(second - begins, CAR_W);
};

/** A limit of 4.2 kW is lifted: each home waits, then rises by the guard's ramp. */
const release: Course = (home) => {
  const from = heldUntil(home, 0);
  return (second) => Math.min(CAR_W, LIMIT_W - BASE_W + RAMP * Math.max(0, second - from));
};

/** A signed call to draw all there is, now: each home waits, then rises by the ramp, and starts when that allows the minimum. */
const calledOn: Course = (home) => {
  const begins = heldBack(called(unreleased, [call], configOf(home), at(0)), 'car') / 1_000;
  return (second) => ramped(second - begins);
};

/** The supply is back: each home waits, then charges within the failsafe limit until the operator lifts it. */
const restored: Course = (home) => {
  const begins = heldBack(afterBoot(unreleased, { mono: 0, wall: (WALL - 3_600_000) as Instant }, configOf(home), at(0)), 'car') / 1_000;
  const from = heldUntil(home, LIFTED_S);
  return (second) => begun(second - begins, Math.min(CAR_W, LIMIT_W - BASE_W + RAMP * Math.max(0, second - Math.max(from, begins))));
};

const begun = (since: number, power: number): number => (since < 0 ? 0 : since < SEEN_S ? CAR.minimum : power);

function ramped(since: number): number {
  const power = Math.min(CAR_W, RAMP * Math.max(0, since));
  return power < CAR.minimum ? 0 : power;
}

/** s until which the guard of a home holds what was cut, when its limit goes at a second. */
function heldUntil(home: number, second: number): number {
  const config = configOf(home);
  return released(released(unreleased, [limit], [], config, at(0)), [], [], config, at(second)).heldUntil / 1_000;
}

interface Rise {
  /** Largest rise within ten seconds, % of the controllable load. */
  readonly step: number;
  /** Largest load in the first two minutes, W a home. */
  readonly early: number;
}

function fleet(course: Course, homes = HOMES): Rise {
  const load = new Float64Array(SECONDS);
  for (let home = 0; home < homes; home++) {
    const power = course(home);
    for (let second = 0; second < SECONDS; second++) load[second] = (load[second] ?? 0) + power(second);
  }
  let step = 0;
  for (let second = WINDOW_S; second < SECONDS; second++) step = Math.max(step, (load[second] ?? 0) - (load[second - WINDOW_S] ?? 0));
  return { step: (100 * step) / (homes * CAR_W), early: Math.max(...load.subarray(0, 120)) / homes + BASE_W };
}

const step = (name: string, { step: value }: Rise): Figure => single(`${name}: largest rise in 10 s`, value, { unit: '% of controllable load', budget: MOST_STEP });

/** By the whole guard machine of each of `STEPPED` homes; as a share of their load it stands for all. */
const stepped = (standing: Standing, restartsAt: number | null): Rise => fleet((home) => guardedCar(configOf(home), standing, restartsAt), STEPPED);

/**
 * Ten thousand homes that hear the same word in the same second. Each has its own seed; its waits are the guard's own
 * functions, its ramp and its start at the minimum are reckoned; one car of 7.36 kW stands for what a home controls.
 * Where a phase limit ends, and where all gateways are restarted in their wait, the whole guard machine is stepped, of a part of them.
 */
export function benchFleet(): Promise<readonly Figure[]> {
  const area = fleet(restored);
  return Promise.resolve([
    step('G-01 everybody may take what he likes, at once', fleet(release)),
    step(`G-01 limit in A a phase ends, at once (guard stepped, ${STEPPED} homes)`, stepped({ phaseLimits: [PHASE_LIMIT] }, null)),
    step(`G-01 limit ends, all gateways restarted a minute later (guard stepped, ${STEPPED} homes)`, stepped({ limits: [limit] }, 60)),
    step('G-01 signed call for more, all on now', fleet(calledOn)),
    step('G-02 price edge', fleet(priceEdge)),
    step('G-03 area restored', area),
    single('G-03 area restored: mean load of a home in the first 120 s', area.early, { unit: 'W', budget: LIMIT_W }),
  ]);
}
