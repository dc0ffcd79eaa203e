import type { StateBodies } from '../message/index.ts';

/** What a home says of calls, contracts, rest from calls, what people decide, thresholds, safety and notices before there are any: nothing, as different from not known. */
export const NOTHING_SAID: Pick<StateBodies, 'events' | 'contracts' | 'eventRest' | 'household' | 'ladder' | 'safety' | 'notices'> = { events: [], contracts: [], eventRest: { mostPerDay: null, mostPerWeek: null, quiet: [] }, household: { operators: 'heard', charging: null }, ladder: [], safety: { alarms: [], sags: 0, swells: 0, meter: null }, notices: [] };
