import type { Watts } from '../units/power.ts';
import { between, chance } from './chance.ts';
import { dayOfUse, type Use } from './habits.ts';

export interface LoadSpec {
  /** W that never stops: router, standby, ventilation. */
  readonly base: Watts;
  readonly fridge: Watts;
  /** People at home: scales how often things are used. */
  readonly people: number;
  readonly phases: 1 | 3;
  readonly seed: number;
}

export interface LoadState {
  /** Local day number (days since 1970 on the home's own clock) whose uses are listed. */
  readonly day: number;
  readonly uses: readonly Use[];
  readonly power: Watts;
  /** W on L1, L2, L3; all on L1 in a home with one phase. */
  readonly phases: readonly [number, number, number];
}

export const QUIET: LoadState = { day: Number.NEGATIVE_INFINITY, uses: [], power: 0 as Watts, phases: [0, 0, 0] };

const DAY = 86_400_000;
const FRIDGE = { period: 2_700_000, on: 960_000 };
const STREAM = { fridge: 20, flicker: 21 };

/** Base load wanders by 15 % from minute to minute. */
const flicker = (spec: LoadSpec, local: number): number => Math.round(spec.base * between(0.93, 1.08, chance(spec.seed, STREAM.flicker, Math.floor(local / 60_000))));

function fridge(spec: LoadSpec, local: number): number {
  const offset = chance(spec.seed, STREAM.fridge, 0) * FRIDGE.period;
  return (local + offset) % FRIDGE.period < FRIDGE.on ? spec.fridge : 0;
}

/** What the people of the home draw at a local time (ms since 1970 on the home's own clock): whole W by phase. */
export function stepLoad(spec: LoadSpec, state: LoadState, local: number): { readonly state: LoadState; readonly power: Watts } {
  const day = Math.floor(local / DAY);
  const uses = day === state.day ? state.uses : dayOfUse(spec.seed, day, spec.people);
  const time = local - day * DAY;
  const on: [number, number, number] = [flicker(spec, local), 0, 0];
  on[spec.phases === 3 ? 1 : 0] += fridge(spec, local);
  for (const use of uses) {
    if (use.start > time) break;
    if (time < use.end) on[spec.phases === 3 ? use.phase : 0] += use.power;
  }
  const power = (on[0] + on[1] + on[2]) as Watts;
  return { state: { day, uses, power, phases: on }, power };
}
