import type { TermsWords } from './en/terms.ts';
import { laterWords } from './words.ts';

export const loadTermsWords = (): Promise<TermsWords> =>
  laterWords({ en: async () => (await import('./en/terms.ts')).terms, de: async () => (await import('./de/terms.ts')).terms });
