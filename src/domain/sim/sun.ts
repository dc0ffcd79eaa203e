import { irradiance, type Place, type Plane, sunAt } from '../forecast/sun.ts';

/** Clear-sky irradiance in W/m² on a plane at an instant (ms UTC): that which forecasts reckon with. */
export const clearSky = (place: Place, plane: Plane, at: number): number => irradiance(sunAt(place, at), plane);
