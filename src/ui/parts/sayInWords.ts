import { inWords } from '../format/speech.ts';
import { wordsOf } from '../text/words.ts';
import { placeOf, type HomeOnScreen } from './screen.ts';
import { sayAloud, type Voice } from './voice.ts';

/** Says a sentence about this home, its units and money in words. */
export async function sayInWords(home: HomeOnScreen, text: string, voice: Voice): Promise<void> {
  const { words, currency } = placeOf(home);
  const { tag } = words.language;
  sayAloud(inWords(text, { tag, currency, text: await wordsOf('display') }), tag, voice);
}
