import { retold } from './retold.ts';

const isolate = (figure: unknown): unknown => (typeof figure === 'string' && figure !== '' ? `\u2068${figure}\u2069` : figure);

/** Sentences from right to left take their figures and names isolated: each keeps its own direction and turns nothing round it (UAX #9, 3.1.2). */
export const isolated = <W extends object>(words: W): W => retold(words, (text) => text, isolate) as W;
