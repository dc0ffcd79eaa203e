import type { HistoryWords } from './en/history.ts';
import { laterWords } from './words.ts';

/** The history's own words: they come with their screen, the first paint waits for none of them. */
export const loadHistoryWords = (): Promise<HistoryWords> =>
  laterWords({
    en: () => import('./en/history.ts').then(({ history }) => history),
    de: () => import('./de/history.ts').then(({ history }) => history),
  });
