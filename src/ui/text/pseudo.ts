import { retold } from './retold.ts';
import type { Retelling } from './language.ts';

/** Longer by two fifths, as German is to English, and in brackets: what is cut off, or is not in the list of words, is seen. */
export const long = (text: string): string => (/\p{L}/u.test(text) ? `[${accented(text)}${tail(Math.ceil(text.length * 0.4))}]` : text);

/** Words of six, which can be broken between. */
const tail = (length: number): string => '~~~~~~ '.repeat(Math.ceil(length / 7)).slice(0, length).replace(/ $/, '~');

/** Shown from right to left, letters and all, and isolated as a language of that direction is. */
export const mirrored = (text: string): string => (/\p{L}/u.test(text) ? `\u2067\u202e${text}\u202c\u2069` : text);

const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', s: 'š', y: 'ý', A: 'Å', E: 'É', I: 'Î', O: 'Ø', U: 'Û' };
const accented = (text: string): string => text.replace(/[a-z]/gi, (letter) => ACCENTS[letter] ?? letter);

/** A language that nobody speaks. What says which language it is stays, apart from its direction. */
export const pseudo = (tell: (text: string) => string, direction: 'ltr' | 'rtl'): Retelling => <W extends object>(words: W): W => {
  const told = retold(words, tell) as W;
  return 'language' in words ? { ...told, language: { ...(words.language as object), direction } } : told;
};
