import type { ChargingWords } from './en/charging.ts';
import { laterWords } from './words.ts';

export const loadChargingWords = (): Promise<ChargingWords> =>
  laterWords({ en: async () => (await import('./en/charging.ts')).charging, de: async () => (await import('./de/charging.ts')).charging });
