import type { Facts } from './facts.ts';

/** Plans are only shown: nothing is commanded by them. The body's own reader comes with the screen that shows it whole. */
export const isAdvised = ({ advising: { body } }: Pick<Facts, 'advising'>): boolean => typeof body === 'object' && body !== null && 'on' in body && body.on === true;
