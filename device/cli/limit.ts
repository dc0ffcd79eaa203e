import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ask, stateFolder } from './ask.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { oneOf, readFlags } from './flags.ts';

const USAGE = '--w W|none [--for 90s|15m|1h] [--direction import|export] [--scope site|controllable] [--sequence N] [--state DIR]';
const FLAGS = { w: 'string', for: 'string', direction: 'string', scope: 'string', sequence: 'string', state: 'string' } as const;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `tidewatt limit`: a limit from the keyboard, straight to the control process; house and broker need not be there. */
export const limit: Command = {
  name: 'limit',
  usage: USAGE,
  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { flags, names } = readFlags(args, FLAGS, USAGE);
    if (names.length > 0) throw wrongUse(`${names[0]} belongs to no flag.`, `Use: ${USAGE}`);
    const signal = {
      kind: 'limit',
      source: 'local',
      ...(flags.sequence === undefined ? {} : { sequence: numberOf('sequence', flags.sequence) }),
      direction: oneOf('direction', flags.direction, ['import', 'export']) ?? 'import',
      scope: oneOf('scope', flags.scope, ['site', 'controllable']) ?? 'site',
      value: valueOf(flags.w),
      for: lengthOf(flags.for),
    };
    terminal.print(await ask(join(stateFolder(flags.state), 'control.sock'), { id: randomUUID(), signal }));
    return EXIT.answered;
  },
};

function valueOf(text: string | undefined): { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: number } {
  if (text === undefined) throw wrongUse('No limit was given.', 'Give --w a number of watts, or --w none to lift the limit.');
  if (text === 'none') return { kind: 'none' };
  const w = numberOf('w', text);
  if (w < 0) throw wrongUse(`--w ${text}: a limit is 0 W or more.`, 'Give the watts without a sign; --direction says which way they flow.');
  return { kind: 'limit', w };
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw wrongUse(`--${flag} ${text} is no number.`, `Use: ${USAGE}`);
  return value;
}

/** ms, null = until replaced. */
function lengthOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, amount, unit] = /^(\d{1,7})([smh])$/.exec(text) ?? [];
  const scale = UNITS[unit ?? ''];
  if (amount === undefined || scale === undefined || Number(amount) === 0) throw wrongUse(`--for ${text} is no length of time.`, 'Give a number with s, m or h, such as 15m.');
  return Number(amount) * scale;
}
