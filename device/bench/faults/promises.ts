/** What is promised, in Wh and s (reliability 5.1). */
export const PROMISES = { keptWithin: 10, overshootWh: 15, converged: 60 } as const;
/** W that a device still draws on its way down. */
export const WORTH_SHEDDING = 50;
/** Devices are expected to have answered after this, s. */
export const ANSWERED_S = 5;
/** A device that does not obey is found out after this; from then on the others make room, s. */
export const NOTICED_S = 10;
/** C-04, W. */
export const tolerance = (limit: number): number => Math.max(100, 0.02 * limit);
