import type { DevicesWords } from './en/devices.ts';
import { laterWords } from './words.ts';

export const loadDevicesWords = (): Promise<DevicesWords> =>
  laterWords({ en: async () => (await import('./en/devices.ts')).devices, de: async () => (await import('./de/devices.ts')).devices });
