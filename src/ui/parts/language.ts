import type { TemplateResult } from 'lit';
import type { PreferenceStore } from '../../state/preferences.ts';
import { languageCodes, words } from '../text/words.ts';
import { pick } from './choices.ts';

/** A language in its own name: who cannot read this one finds theirs. */
const nameOf = (code: string): string => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;

/** Which language the app speaks. */
export function languageChoice(preferences: PreferenceStore): TemplateResult {
  const { more } = words();
  const options = [{ value: '', name: more.automatic }, ...languageCodes().map((code) => ({ value: code, name: nameOf(code), lang: code }))];
  return pick(more.language, options, preferences.value.language ?? '', (code) => preferences.choose({ language: code || null }));
}
