import type { DemoWords } from './en/demo.ts';
import { laterWords } from './words.ts';

export const loadDemoWords = (): Promise<DemoWords> => laterWords({ en: async () => (await import('./en/demo.ts')).demo, de: async () => (await import('./de/demo.ts')).demo });
