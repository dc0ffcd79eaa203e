import type { Instant } from '../time/instant.ts';
import { watts, type Watts } from '../units/power.ts';
import { initialLimitState, type LimitState } from './state.ts';

/** W of import that a controlled home is left at least (BNetzA BK6-22-300: 4.2 kW a device). */
export const FAILSAFE_IMPORT: Watts = watts(4_200);

/**
 * The state where it is not known any more what limits stood: the failsafe value holds as a word of `source`, without
 * an end, until that source says anything for import at the site. Its number is below every other, so any is newer.
 */
export const failsafeState = (source: string, start: Instant): LimitState => ({
  ...initialLimitState,
  held: [
    {
      limit: { direction: 'import', scope: 'site', source, sequence: Number.MIN_SAFE_INTEGER, value: { kind: 'limit', w: FAILSAFE_IMPORT }, start, end: null },
      batch: 0,
      startsIn: 0,
      remaining: null,
    },
  ],
});
