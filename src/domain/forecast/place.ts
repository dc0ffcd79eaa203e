import { MS_PER_DAY } from '../time/civil.ts';
import { litHours, longitudeOfNoon, seasonality, type Place } from './sun.ts';

/** Where a home lies, as its own array tells by when it is lit. */
export interface LearnedPlace extends Place {
  /** How much was learned of each: they stop growing. */
  readonly north: number;
  readonly east: number;
}

/** From where nothing is known: the latitude that half of the people of the temperate zone live within 10° of, and the middle of the zone's hour. */
export const firstPlace = (offset: number): LearnedPlace => ({ latitude: 45, longitude: (offset / MS_PER_DAY) * 360, north: 0.2, east: 0.2 });

/** Days whose word counts. */
const MEMORY = 10;
const POLAR = 66;

function latitudeOf(hours: number, noon: number): number {
  let [best, least] = [0, Infinity];
  for (let latitude = -POLAR; latitude <= POLAR; latitude++) {
    const off = Math.abs(litHours(latitude, noon) - hours);
    if (off < least) [best, least] = [latitude, off];
  }
  return best;
}

/**
 * After the longest of some days on which the array was lit from `first` to `last` (ms UTC): its middle tells the
 * longitude, its length the latitude, the better the further from an equinox. Hills make a day look shorter.
 */
export function learnPlace(place: LearnedPlace, first: number, last: number): LearnedPlace {
  const noon = (first + last) / 2;
  const told = seasonality(noon) ** 2;
  const north = Math.min(MEMORY, place.north + told);
  const east = Math.min(MEMORY, place.east + 1);
  const latitude = place.latitude + (told / Math.max(north, told)) * (latitudeOf((last - first) / 3_600_000, noon) - place.latitude);
  return { latitude, longitude: place.longitude + (longitudeOfNoon(noon) - place.longitude) / east, north, east };
}
