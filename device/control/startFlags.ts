import { parseArgs } from 'node:util';
import { isLiveAddress } from '../transport/live.ts';
import { flagSentence } from '../flagFault.ts';
import { refuse } from './failure.ts';

const FLAGS = {
  port: { type: 'string' },
  state: { type: 'string' },
  meter: { type: 'string' },
  format: { type: 'string' },
  'meter-key': { type: 'string' },
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
  home: { type: 'string' },
  seed: { type: 'string' },
  'mqtt-port': { type: 'string' },
} as const;
type FlagName = keyof typeof FLAGS;

/** The flags as written, each at most once and none unknown. */
export type StartFlags = { readonly [Name in FlagName]?: (typeof FLAGS)[Name]['type'] extends 'boolean' ? boolean : string };

export const START_FLAGS: readonly string[] = Object.keys(FLAGS);

const LIST = `The flags are ${START_FLAGS.map((name) => `--${name}`).join(' ')}.`;

/** @throws Refusal for an unknown flag, a flag without its value, a word that belongs to no flag. */
export function readFlags(argv: readonly string[]): StartFlags {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw refuse('wrong-flag', flagSentence(error), LIST);
  }
}

/** What a flag needs beside it to mean anything: without it the flag would be taken and do nothing. */
const NEEDS: readonly { readonly flags: readonly FlagName[]; readonly by: (flags: StartFlags) => boolean; readonly why: string; readonly remedy: string }[] = [
  { flags: ['columns', 'label'], by: ({ replay }) => replay !== undefined, why: 'is about the usage file of a replay, and there is none', remedy: 'Give the file with --replay, or leave the flag out.' },
  { flags: ['meter-key'], by: ({ meter }) => meter !== undefined, why: 'is the key of --meter, and there is none', remedy: 'Give the meter with --meter, or leave --meter-key out.' },
  { flags: ['format'], by: ({ meter }) => meter !== undefined, why: 'is about --meter, and there is none', remedy: 'Give the meter with --meter, or leave --format out.' },
  { flags: ['from', 'to'], by: isRecorded, why: 'is about a recording, and this home is live', remedy: 'Give a usage file with --replay or a capture with --meter, or leave the flag out.' },
  { flags: ['seed'], by: ({ meter, replay }) => meter === undefined && replay === undefined, why: 'is about the simulated home, and a meter was given', remedy: 'Leave --seed out, or the meter.' },
];

function isRecorded({ meter, replay }: StartFlags): boolean {
  return replay !== undefined || (meter !== undefined && !isLiveAddress(meter));
}

/** @throws Refusal `idle-flag` for a flag that this home would ignore. */
export function refuseIdle(flags: StartFlags): void {
  for (const { flags: names, by, why, remedy } of NEEDS) {
    const idle = by(flags) ? undefined : names.find((name) => flags[name] !== undefined);
    if (idle !== undefined) throw refuse('idle-flag', `--${idle} ${why}.`, remedy);
  }
}

/** @throws Refusal when the text is not a whole number in [low, high]. */
export function wholeNumber(flag: FlagName, text: string | undefined, low: number, high: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw refuse('wrong-value', `--${flag} ${text}: a ${flag.replace('mqtt-', '')} is a whole number from ${low} to ${high}.`, `Give --${flag} a number in that range.`);
}
