import type { StateBodies } from '../message/index.ts';

/** What a home says of calls, contracts, thresholds, safety and notices before there are any: nothing, as different from not known. */
export const NOTHING_SAID: Pick<StateBodies, 'events' | 'contracts' | 'ladder' | 'safety' | 'notices'> = { events: [], contracts: [], ladder: [], safety: { alarms: [], sags: 0, swells: 0, meter: null }, notices: [] };
