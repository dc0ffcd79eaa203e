import { MINUTE, type Instant } from '#domain/time/instant.ts';
import { TIMELESS } from '#domain/home/house.ts';
import type { HouseOptions } from './options.ts';
import type { KeptStates } from './storage/stateText.ts';

/** Stands among the machine states; no machine can have a name like it. */
const KEY = '@timeline';

interface Timeline {
  readonly home: string;
  readonly wall: number;
}

const homeOf = ({ source, name, zone }: HouseOptions): string => `${source} ${name} ${zone}`;

/** The states to keep, with the home and the moment that they belong to. */
export const keptAt = (states: KeptStates, options: HouseOptions, wall: Instant): KeptStates => ({ ...states, [KEY]: { home: homeOf(options), wall } satisfies Timeline });

const isTimeline = (kept: unknown): kept is Timeline => typeof kept === 'object' && kept !== null && 'home' in kept && 'wall' in kept && typeof kept.wall === 'number';

/**
 * The kept states that mean something now. A replay in the folder of a real home, or begun again from its start, is
 * another time: only what people asked for goes on.
 */
export function statesOfNow(kept: KeptStates, options: HouseOptions, wall: Instant): KeptStates {
  const timeline = kept[KEY];
  const same = isTimeline(timeline) && timeline.home === homeOf(options) && timeline.wall <= wall + MINUTE;
  return Object.fromEntries(Object.entries(kept).filter(([machine]) => machine !== KEY && (same || TIMELESS.includes(machine))));
}
