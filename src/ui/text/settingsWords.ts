import type { SettingsWords } from './en/settings.ts';
import { laterWords } from './words.ts';

export const loadSettingsWords = (): Promise<SettingsWords> =>
  laterWords({ en: async () => (await import('./en/settings.ts')).settings, de: async () => (await import('./de/settings.ts')).settings });
