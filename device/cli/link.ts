import { join } from 'node:path';
import { ask, stateFolder } from './ask.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { readFlags } from './flags.ts';

const USAGE = '[--state DIR]';

/** `tidewatt link`: a one-time link for another phone, good for ten minutes. */
export const link: Command = {
  name: 'link',
  usage: USAGE,
  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { flags, names } = readFlags(args, { state: 'string' } as const, USAGE);
    if (names.length > 0) throw wrongUse(`${names[0]} belongs to no flag.`, `Use: ${USAGE}`);
    terminal.print(await ask(join(stateFolder(flags.state), 'house.sock'), { type: 'link' }));
    return EXIT.answered;
  },
};
