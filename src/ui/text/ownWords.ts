import type { OwnWords } from './en/own.ts';
import { laterWords } from './words.ts';

export const loadOwnWords = (): Promise<OwnWords> => laterWords({ en: async () => (await import('./en/own.ts')).own, de: async () => (await import('./de/own.ts')).own });
