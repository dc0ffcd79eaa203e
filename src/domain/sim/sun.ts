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

/**
 * Clear-sky irradiance in W/m² on a plane at an instant (ms UTC).
 * Geometry: Cooper's declination, Spencer's equation of time; beam by Meinel (1353 · 0.7^(AM^0.678)),
 * a tenth of it again as diffuse light on the sky that the plane sees. Good to some 10 %: this is a simulated roof.
 */
export function clearSky(place: Place, plane: Plane, at: number): number {
  const dayOfYear = ((at / DAY) % 365.2425) + 1;
  const b = (2 * Math.PI * (dayOfYear - 1)) / 365;
  const declination = 23.45 * RADIANS * Math.sin((2 * Math.PI * (284 + dayOfYear)) / 365);
  const equation = 229.18 * (0.000075 + 0.001868 * Math.cos(b) - 0.032077 * Math.sin(b) - 0.014615 * Math.cos(2 * b) - 0.04089 * Math.sin(2 * b));
  const solarMinutes = (at % DAY) / 60_000 + 4 * place.longitude + equation;
  const hourAngle = (solarMinutes / 4 - 180) * RADIANS;
  const latitude = place.latitude * RADIANS;
  const up = Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  if (up <= 0.01) return 0;
  const south = Math.sin(latitude) * Math.cos(declination) * Math.cos(hourAngle) - Math.cos(latitude) * Math.sin(declination);
  const west = Math.cos(declination) * Math.sin(hourAngle);
  const tilt = plane.tilt * RADIANS;
  const facing = up * Math.cos(tilt) + Math.sin(tilt) * (south * Math.cos(plane.azimuth * RADIANS) + west * Math.sin(plane.azimuth * RADIANS));
  const beam = 1353 * 0.7 ** ((1 / up) ** 0.678);
  return beam * Math.max(0, facing) + 0.1 * beam * ((1 + Math.cos(tilt)) / 2);
}
