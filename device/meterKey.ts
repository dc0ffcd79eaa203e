/** Where a meter's key or password comes from when no flag names a file. */
export const METER_KEY_VARIABLE = 'TIDEWATT_METER_KEY';

/** Digits of a key, however they are grouped, and no name of a file. */
const KEY_DIGITS = /^[0-9A-Fa-f][0-9A-Fa-f\s:]{15,}$/;

/** Whether a flag brings the key itself, which every process of the machine can then read, and not the name of its file. */
export const isKeyItself = (given: string): boolean => KEY_DIGITS.test(given);
