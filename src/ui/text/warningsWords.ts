import type { WarningsWords } from './en/warnings.ts';
import { laterWords } from './words.ts';

export const loadWarningsWords = (): Promise<WarningsWords> =>
  laterWords({ en: async () => (await import('./en/warnings.ts')).warnings, de: async () => (await import('./de/warnings.ts')).warnings });
