import { parseArgs } from 'node:util';
import { refuse } from './failure.ts';

const FLAGS = {
  port: { type: 'string' },
  state: { type: 'string' },
  meter: { type: 'string' },
  format: { type: 'string' },
  replay: { type: 'string' },
  columns: { type: 'string' },
  label: { type: 'string' },
  zone: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  speed: { type: 'string' },
  lan: { type: 'boolean' },
  cert: { type: 'string' },
  key: { type: 'string' },
  tariff: { type: 'string' },
  devices: { type: 'string' },
  seed: { type: 'string' },
  'mqtt-port': { type: 'string' },
} as const;
type FlagName = keyof typeof FLAGS;

/** The flags as written, each at most once and none unknown. */
export type StartFlags = { readonly [Name in FlagName]?: (typeof FLAGS)[Name]['type'] extends 'boolean' ? boolean : string };

const LIST = `The flags are ${Object.keys(FLAGS).map((name) => `--${name}`).join(' ')}.`;

/** @throws Refusal for an unknown flag, a flag without its value, a word that belongs to no flag. */
export function readFlags(argv: readonly string[]): StartFlags {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw refuse('wrong-flag', `${message}.`, LIST);
  }
}

/** @throws Refusal when the text is not a whole number in [low, high]. */
export function wholeNumber(flag: FlagName, text: string | undefined, low: number, high: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw refuse('wrong-value', `--${flag} ${text}: a ${flag.replace('mqtt-', '')} is a whole number from ${low} to ${high}.`, `Give --${flag} a number in that range.`);
}
