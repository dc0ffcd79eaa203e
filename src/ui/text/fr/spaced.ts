import { retold } from '../retold.ts';

const spaced = (text: string): string => text.replace(/« | (?=[:;?!»])/g, (found) => found.replace(' ', '\u00a0'));

/** French keeps a space before its marks, which never begin a line. */
export const frenchSpaces = <W extends object>(words: W): W => retold(words, spaced) as W;
