const RADIANS = Math.PI / 180;
const DAY = 86_400_000;

export interface Place {
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A plane that the sun shines on. */
export interface Plane {
  /** Degrees from level. */
  readonly tilt: number;
  /** Degrees from south, west positive. */
  readonly azimuth: number;
}

/** Where the sun stands: parts of a unit vector towards it. */
export interface Sun {
  readonly up: number;
  readonly south: number;
  readonly west: number;
}

const dayOfYear = (at: number): number => ((at / DAY) % 365.2425) + 1;

/** Radians, by Cooper. */
const declinationAt = (at: number): number => 23.45 * RADIANS * Math.sin((2 * Math.PI * (284 + dayOfYear(at))) / 365);

/** Minutes that a sundial is ahead of the mean sun, by Spencer. */
function equationOfTime(at: number): number {
  const b = (2 * Math.PI * (dayOfYear(at) - 1)) / 365;
  return 229.18 * (0.000075 + 0.001868 * Math.cos(b) - 0.032077 * Math.sin(b) - 0.014615 * Math.cos(2 * b) - 0.04089 * Math.sin(2 * b));
}

/** @param at ms UTC. */
export function sunAt({ latitude, longitude }: Place, at: number): Sun {
  const declination = declinationAt(at);
  const solarMinutes = (at % DAY) / 60_000 + 4 * longitude + equationOfTime(at);
  const hourAngle = (solarMinutes / 4 - 180) * RADIANS;
  const [sin, cos] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)];
  return {
    up: sin * Math.sin(declination) + cos * Math.cos(declination) * Math.cos(hourAngle),
    south: sin * Math.cos(declination) * Math.cos(hourAngle) - cos * Math.sin(declination),
    west: Math.cos(declination) * Math.sin(hourAngle),
  };
}

/**
 * Irradiance in W/m² on a plane under a clear sky: beam by Meinel (1353 · 0.7^(AM^0.678)), a tenth of it again as
 * diffuse light on the sky that the plane sees. Good to some 10 %.
 */
export function irradiance({ up, south, west }: Sun, { tilt, azimuth }: Plane): number {
  if (up <= 0.01) return 0;
  const [sin, cos] = [Math.sin(tilt * RADIANS), Math.cos(tilt * RADIANS)];
  const facing = up * cos + sin * (south * Math.cos(azimuth * RADIANS) + west * Math.sin(azimuth * RADIANS));
  const beam = 1353 * 0.7 ** ((1 / up) ** 0.678);
  return beam * Math.max(0, facing) + 0.1 * beam * ((1 + cos) / 2);
}

/** An array begins to be lit when the sun stands so high: sine of 2 degrees. */
const LIT = Math.sin(2 * RADIANS);

/** Hours for which the sun lights an array on the day of `at`. @param latitude degrees. */
export function litHours(latitude: number, at: number): number {
  const declination = declinationAt(at);
  const cosine = (LIT - Math.sin(latitude * RADIANS) * Math.sin(declination)) / (Math.cos(latitude * RADIANS) * Math.cos(declination));
  return (2 * Math.acos(Math.min(1, Math.max(-1, cosine)))) / RADIANS / 15;
}

/** Degrees east at which the sun stands highest at an instant. */
export function longitudeOfNoon(at: number): number {
  const degrees = 180 - ((at % DAY) / 60_000 + equationOfTime(at)) / 4;
  return degrees > 180 ? degrees - 360 : degrees;
}

/** How much the length of the day tells of the latitude: 0 at the equinoxes, 1 at the solstices. */
export const seasonality = (at: number): number => Math.abs(declinationAt(at)) / (23.45 * RADIANS);
