import { en, type Words } from './en.ts';
import type { LaterWords } from './en/later.ts';
import type { Language, Retelling } from './language.ts';

const ENGLISH: Language = { words: en, later: async () => (await import('./en/later.ts')).later };

/** The languages there are, each in its own folder: a new one is that and a line here. English comes with the first script. */
const LANGUAGES = {
  en: async () => ENGLISH,
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  nl: async () => (await import('./nl.ts')).nl,
} as const satisfies Readonly<Record<string, () => Promise<Language>>>;

export type LanguageCode = keyof typeof LANGUAGES;
export const languageCodes = (): readonly LanguageCode[] => Object.keys(LANGUAGES) as LanguageCode[];

let spoken: Language = ENGLISH;
let current: Words = en;
let pretend: Retelling = (told) => told;

/** The words of the language chosen. */
export const words = (): Words => current;

/** From the next `speak` on. */
export function retellAs(retelling: Retelling): void {
  pretend = retelling;
}

const tell = <W extends object>(told: W): W => pretend(spoken.retell?.(told) ?? told);

/** Takes the first language of the list that there is; English when there is none, or its file cannot be had. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const code = wanted.map((tag) => tag.split('-')[0]).find((one): one is LanguageCode => one !== undefined && Object.hasOwn(LANGUAGES, one));
  spoken = await LANGUAGES[code ?? 'en']().catch(() => ENGLISH);
  current = tell(spoken.words);
}

/** Words that come with their screen, in the language that is spoken now; English when their file cannot be had. */
export async function wordsOf<S extends keyof LaterWords>(section: S): Promise<LaterWords[S]> {
  const of = async ({ later }: Language): Promise<LaterWords[S]> => (await later())[section]();
  return tell(await of(spoken).catch(() => of(ENGLISH)));
}
