import type { Watts } from '../units/power.ts';
import { between, chance } from './chance.ts';
import type { Place, Plane } from '../forecast/sun.ts';
import { clearSky } from './sun.ts';

export interface PvSpec {
  /** W at 1000 W/m². */
  readonly peak: Watts;
  /** The inverter's AC rating in W: production is cut there. */
  readonly inverter: Watts;
  readonly place: Place;
  readonly plane: Plane;
  /** Seed of its clouds. */
  readonly seed: number;
}

export interface PvState {
  /** W before clouds, and until when (ms UTC) that figure is good: the sun moves a tenth of a degree in that time. */
  readonly clear: number;
  readonly goodUntil: number;
  readonly power: Watts;
}

export const DARK: PvState = { clear: 0, goodUntil: Number.NEGATIVE_INFINITY, power: 0 as Watts };

const DAY = 86_400_000;
const SUN_STEP = 30_000;
const CLOUD_STEP = 120_000;
/** Losses of wiring, heat and inverter. */
const PERFORMANCE = 0.86;
const STREAM = { day: 1, cloud: 2 };

/** 0.12 (overcast) .. 1 (clear) at one knot of the sky; days differ, and on mixed days so do minutes. */
function transmitted(seed: number, knot: number): number {
  const day = chance(seed, STREAM.day, Math.floor((knot * CLOUD_STEP) / DAY));
  const drawn = chance(seed, STREAM.cloud, knot);
  if (day > 0.7) return between(0.96, 1, drawn);
  if (day < 0.25) return between(0.12, 0.35, drawn);
  return drawn < day ? between(0.85, 1, drawn) : between(0.25, 0.6, drawn);
}

/** Passing clouds: linear between the knots. */
export function skyAt(seed: number, at: number): number {
  const knot = Math.floor(at / CLOUD_STEP);
  const share = at / CLOUD_STEP - knot;
  return transmitted(seed, knot) * (1 - share) + transmitted(seed, knot + 1) * share;
}

/** The roof at the instant `at` (ms UTC): whole W, negative = production. */
export function stepPv(spec: PvSpec, state: PvState, at: number, ms: number): { readonly state: PvState; readonly power: Watts } {
  const fresh = at + ms <= state.goodUntil && at > state.goodUntil - 2 * SUN_STEP;
  const clear = fresh ? state.clear : (clearSky(spec.place, spec.plane, at) / 1000) * spec.peak * PERFORMANCE;
  const goodUntil = fresh ? state.goodUntil : at + Math.max(ms, SUN_STEP);
  const produced = clear > 0 ? Math.min(spec.inverter, Math.round(clear * skyAt(spec.seed, at))) : 0;
  const power = (produced > 0 ? -produced : 0) as Watts;
  return { state: { clear, goodUntil, power }, power };
}
