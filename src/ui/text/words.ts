import { en, type Words } from './en.ts';

/** The languages there are: a new one is its file and a line here. English comes with the first script. */
const LANGUAGES: Readonly<Record<string, () => Promise<Words>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

export const languageCodes = (): readonly string[] => Object.keys(LANGUAGES);

/** Says the same words another way: pseudo.ts, to see what long words and another direction do to a screen. */
export type Retelling = <W extends object>(words: W) => W;

let current: Words = en;
let retell: Retelling = (told) => told;

/** The words of the language chosen. */
export const words = (): Words => current;

/** From the next `speak` on. */
export function retellAs(retelling: Retelling): void {
  retell = retelling;
}

/** Takes the first language of the list that there is; English when there is none, or its file cannot be had. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const load = wanted.map((tag) => LANGUAGES[tag.split('-')[0] ?? '']).find((found) => found !== undefined);
  current = retell(await (load?.() ?? Promise.resolve(en)).catch(() => en));
}

/**
 * Words that come with their screen, in the language that is spoken now; English where it has none.
 * @param languages by code; a new language is its file and a line there.
 */
export async function laterWords<W extends object>(languages: Readonly<Record<string, () => Promise<W>>> & { readonly en: () => Promise<W> }): Promise<W> {
  const load = languages[current.language.tag.split('-')[0] ?? ''] ?? languages.en;
  return retell(await load().catch(languages.en));
}
