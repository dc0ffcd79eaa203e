/** Languages whose scripts run from right to left. */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur)\b/;

/** A figure with a Latin unit stays one, read from the left, where the text round it runs from the right (UAX #9). */
export const leftToRight = (language: string, figure: string): string => (RIGHT_TO_LEFT.test(language) ? `\u2066${figure}\u2069` : figure);
