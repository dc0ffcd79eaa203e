import { long, mirrored, pseudo } from '../text/pseudo.ts';
import { languageCodes, retellAs, speak, words, type LanguageCode } from '../text/words.ts';

const RETELLINGS = { long: pseudo(long, 'ltr'), 'right-to-left': pseudo(mirrored, 'rtl') };

/** The real languages, one whose words are longer by two fifths, and one that is written from right to left. */
export type Tongue = LanguageCode | keyof typeof RETELLINGS;
export const TONGUES: readonly Tongue[] = [...languageCodes(), 'long', 'right-to-left'];

/** The whole page speaks it from now on; parts already drawn are to be drawn anew. */
export async function speakAs(tongue: Tongue): Promise<void> {
  const isReal = tongue !== 'long' && tongue !== 'right-to-left';
  retellAs(isReal ? (told) => told : RETELLINGS[tongue]);
  await speak([isReal ? tongue : 'en']);
  document.documentElement.lang = words().language.tag;
  document.documentElement.dir = words().language.direction;
}
