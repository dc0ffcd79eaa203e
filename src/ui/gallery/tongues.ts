import { long, mirrored, pseudo } from '../text/pseudo.ts';
import { retellAs, speak, words } from '../text/words.ts';

/** The real languages, one whose words are longer by two fifths, and one that is written from right to left. */
export const TONGUES = ['en', 'de', 'long', 'right-to-left'] as const;
export type Tongue = (typeof TONGUES)[number];

const RETELLINGS = { long: pseudo(long, 'ltr'), 'right-to-left': pseudo(mirrored, 'rtl') };

/** The whole page speaks it from now on; parts already drawn are to be drawn anew. */
export async function speakAs(tongue: Tongue): Promise<void> {
  const isReal = tongue === 'en' || tongue === 'de';
  retellAs(isReal ? (told) => told : RETELLINGS[tongue]);
  await speak([isReal ? tongue : 'en']);
  document.documentElement.lang = words().language.tag;
  document.documentElement.dir = words().language.direction;
}
