import type { StateBodies } from '../message/index.ts';

/** What a home says of calls, contracts, rest from calls, thresholds, safety and notices before there are any: nothing, as different from not known. */
export const NOTHING_SAID: Pick<StateBodies, 'events' | 'contracts' | 'eventRest' | 'ladder' | 'safety' | 'notices'> = { events: [], contracts: [], eventRest: { mostPerDay: null, mostPerWeek: null, quiet: [] }, ladder: [], safety: { alarms: [], sags: 0, swells: 0, meter: null }, notices: [] };
