import type { SetupWords } from './en/setup.ts';
import { laterWords } from './words.ts';

export const loadSetupWords = (): Promise<SetupWords> => laterWords({ en: async () => (await import('./en/setup.ts')).setup, de: async () => (await import('./de/setup.ts')).setup });
