import type { Words } from './en.ts';
import type { Later } from './en/later.ts';

/** Says the same words another way: isolated.ts, for a language from right to left; pseudo.ts, to see what words do to a screen. */
export type Retelling = <W extends object>(words: W) => W;

/** What a language brings. */
export interface Language {
  readonly words: Words;
  /** Words that come with their screen. */
  readonly later: () => Promise<Later>;
  readonly retell?: Retelling;
}
