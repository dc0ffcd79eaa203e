import type { Instant } from '../time/instant.ts';
import { watts, ZERO_POWER, type Watts } from '../units/power.ts';
import { initialLimitState, type LimitState } from './state.ts';

/** W of import that a controlled home is left at least (BNetzA BK6-22-300: 4.2 kW a device). */
export const FAILSAFE_IMPORT: Watts = watts(4_200);

/**
 * The state where it is not known any more what limits stood: the failsafe value of import, and no export, hold as words
 * of `source`, without an end, until that source says anything for that direction at the site. Their number is below
 * every other, so any is newer.
 */
export const failsafeState = (source: string, start: Instant): LimitState => ({
  ...initialLimitState,
  held: ([['import', FAILSAFE_IMPORT], ['export', ZERO_POWER]] as const).map(([direction, w]) => ({
    limit: { direction, scope: 'site', source, sequence: Number.MIN_SAFE_INTEGER, value: { kind: 'limit', w }, start, end: null },
    batch: 0,
    startsIn: 0,
    remaining: null,
  })),
});
