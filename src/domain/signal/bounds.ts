import { HOUR, ms } from '../time/instant.ts';

/** No home's connection carries more, W; a larger number is a mistake or an attack. */
export const LARGEST_POWER = 10_000_000;
/** Characters of the sender's own words. */
export const LONGEST_TEXT = 500;
/** Bytes that these may take in a message (UTF-8 of JSON), so that many of them fit one. */
export const LARGEST_TEXT = 1_200;
/** A call may be announced this long before it begins. */
export const FURTHEST_AHEAD = ms(35 * 24 * HOUR);
/** Calls kept at once, those that are over among them. */
export const MOST_CALLS = 64;
/** Calls of one issuer that are not over: no issuer takes the room of another. */
export const MOST_CALLS_OF_ONE = 32;
/** A call that is over is shown for this long. */
export const SHOWN_AFTER = ms(24 * HOUR);
/** Message ids remembered of each issuer, and for how long. */
export const MOST_IDS = 64;
export const IDS_KEPT = ms(24 * HOUR);
/** Activations remembered of each issuer: those of a year where a year is agreed on. */
export const MOST_ACTIVATIONS = 512;
export const ACTIVATIONS_KEPT = ms(400 * 24 * HOUR);
/** Keys of one issuer whose numbers are remembered: a contract has fewer, and some are replaced. */
export const MOST_KEYS = 32;
/** Withdrawn keys remembered of each issuer: a contract has fewer. */
export const MOST_REVOKED = 16;
/** Messages of one issuer waiting to be stored. */
export const MOST_WAITING = 16;
