import type { SlotsWords } from './en/slots.ts';
import { laterWords } from './words.ts';

export const loadSlotsWords = (): Promise<SlotsWords> =>
  laterWords({ en: async () => (await import('./en/slots.ts')).slots, de: async () => (await import('./de/slots.ts')).slots });
