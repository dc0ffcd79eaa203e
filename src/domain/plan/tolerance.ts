import { HOUR } from '../time/instant.ts';

export const DAY = 24 * HOUR;

/** A wish missed by less than a thousandth (of capacity; of a day: 86 s) is kept. */
export const negligible = (share: number): boolean => share < 1e-3;

/** Energy above a limit below one watt-hour is the forecast's noise. */
export const LIMIT_TOLERANCE = 1_000;

/** A new plan wins by a cent, or by a hundredth (DESIGN, Wish -> plan -> act) that is worth a tenth of a cent. */
export const CENT = 10_000;
export const HUNDREDTH = 0.01;
export const LEAST_SAVING = 1_000;
