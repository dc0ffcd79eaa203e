import { parseArgs } from 'node:util';
import { flagSentence } from '../flagFault.ts';
import { wrongUse } from './fault.ts';

type Kinds = Readonly<Record<string, 'string' | 'boolean'>>;
type Flags<K extends Kinds> = { readonly [Name in keyof K]?: K[Name] extends 'string' ? string : boolean };

export interface Parsed<K extends Kinds> {
  readonly flags: Flags<K>;
  /** What stands there without a flag: FILE, NAME. `-` is one. */
  readonly names: readonly string[];
}

/** Reads a command's arguments. @throws Refusal `wrong-use` for an unknown flag, or a flag without its value. */
export function readFlags<const K extends Kinds>(args: readonly string[], kinds: K, usage: string): Parsed<K> {
  const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    // parseArgs has checked names and kinds against `kinds`.
    return { flags: values as Flags<K>, names: positionals };
  } catch (error) {
    throw wrongUse(flagSentence(error), `Use: ${usage}`);
  }
}

/** One of a few words. @throws Refusal `wrong-use`. */
export function oneOf<const Word extends string>(flag: string, value: string | undefined, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined;
  const word = words.find((known) => known === value);
  if (!word) throw wrongUse(`--${flag} is ${JSON.stringify(value)}.`, `Use --${flag} ${words.join(' or ')}.`);
  return word;
}
