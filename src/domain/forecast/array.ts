import { irradiance, sunAt, type Place, type Plane } from './sun.ts';

/** An array as its own production tells: the plane that explains it best, and the W it makes of each W/m² on it. */
export interface ArrayModel extends Plane {
  readonly scale: number;
}

/** The most that was made around an instant (ms UTC), W. */
export interface Peak {
  readonly at: number;
  readonly power: number;
}

const TILTS = [0, 10, 20, 30, 45, 60, 90];
const AZIMUTHS = [-90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75, 90];
const PLANES: readonly Plane[] = TILTS.flatMap((tilt) => (tilt === 0 ? [0] : AZIMUTHS).map((azimuth) => ({ tilt, azimuth })));
/** Another plane is taken only where it explains so much more: roofs do not turn. */
const BETTER = 0.8;
/** Fewer half-hours than this are no day. */
const LEAST_PEAKS = 6;

interface Fit extends ArrayModel {
  readonly error: number;
}

/** W of an array under a clear sky. */
export const clearPower = (model: ArrayModel, place: Place, at: number): number => model.scale * irradiance(sunAt(place, at), model);

/** The least squares of one plane: its scale is in closed form. Undefined where the sun never reaches it. */
function fitOf(plane: Plane, place: Place, peaks: readonly Peak[]): Fit | undefined {
  let [both, modelled, made] = [0, 0, 0];
  for (const { at, power } of peaks) {
    const light = irradiance(sunAt(place, at), plane);
    both += light * power;
    modelled += light ** 2;
    made += power ** 2;
  }
  return modelled > 0 && both > 0 ? { tilt: plane.tilt, azimuth: plane.azimuth, scale: both / modelled, error: made - both ** 2 / modelled } : undefined;
}

/** The plane and scale that explain the peaks best; the one known stays unless another is clearly better. Undefined where there are too few. */
export function fitArray(peaks: readonly Peak[], place: Place, known: Plane | null): ArrayModel | undefined {
  if (peaks.length < LEAST_PEAKS) return undefined;
  let best = known ? fitOf(known, place, peaks) : undefined;
  if (best) best = { ...best, error: BETTER * best.error };
  for (const plane of PLANES) {
    const fit = fitOf(plane, place, peaks);
    if (fit && (!best || fit.error < best.error)) best = fit;
  }
  return best && { tilt: best.tilt, azimuth: best.azimuth, scale: best.scale };
}
