import type { HistoryWords } from './en/history.ts';
import { words } from './words.ts';

/** The languages of the history's own words; a new one is its file and a line here. */
const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly history: HistoryWords }>>> = {
  en: () => import('./en/history.ts'),
  de: () => import('./de/history.ts'),
};

/** Of the language that is spoken now; English where it has none. They come with their screen: the first paint waits for no word of it. */
export async function loadHistoryWords(): Promise<HistoryWords> {
  const load = LANGUAGES[words().language.tag.split('-')[0] ?? ''] ?? (() => import('./en/history.ts'));
  const { history } = await load();
  return history;
}
