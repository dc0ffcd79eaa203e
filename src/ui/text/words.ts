import { en, type Words } from './en.ts';

/** The languages there are: a new one is its file and a line here. English comes with the first script. */
const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

export const languageCodes = (): readonly string[] => Object.keys(LANGUAGES);

let current: Words = en;

/** The words of the language chosen. */
export const words = (): Words => current;

/** Takes the first language of the list that there is; English when there is none, or its file cannot be had. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const load = wanted.map((tag) => LANGUAGES[tag.split('-')[0] ?? '']).find((found) => found !== undefined);
  current = await (load?.() ?? Promise.resolve(en)).catch(() => en);
}
