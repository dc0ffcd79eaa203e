import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ask, stateFolder } from './ask.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { readFlags } from './flags.ts';
import { brokerAddress } from './signal/address.ts';
import { makeKey, readKey } from './signal/keyFile.ts';
import { send } from './signal/send.ts';
import { claimsOf, messageOf } from './signal/message.ts';
import { signJws } from '../signal/sign.ts';

const USAGE = 'FILE --key KEY --broker URL [--issuer NAME --user NAME --secret-file FILE --audience NAME --seq N --expires 90s|15m|1h --at T] | --new-key FILE --issuer NAME | --confirm [--state DIR]';
const FLAGS = { key: 'string', broker: 'string', issuer: 'string', user: 'string', secret: 'string', 'secret-file': 'string', audience: 'string', seq: 'string', expires: 'string', at: 'string', 'new-key': 'string', confirm: 'boolean', state: 'string' } as const;

/** `tidewatt signal`: signs one message of an operator, sends it to a home and prints what the home answers. */
export const signal: Command = {
  name: 'signal',
  usage: USAGE,
  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { flags, names } = readFlags(args, FLAGS, USAGE);
    if (flags['new-key'] !== undefined) {
      if (names.length > 0) throw wrongUse(`${names[0]} belongs to no flag.`, `Use: ${USAGE}`);
      terminal.print(makeKey(flags['new-key'], flags.issuer));
      return EXIT.answered;
    }
    if (flags.confirm === true) return confirm(names, flags.state, terminal);
    const [file, ...others] = names;
    if (file === undefined || others.length > 0 || flags.key === undefined || flags.broker === undefined) throw wrongUse('A message, a key and a broker are needed.', `Use: ${USAGE}`);
    const key = readKey(flags.key, await terminal.read(flags.key));
    const claims = claimsOf(messageOf(file, await terminal.read(file)), { ...flags, issuer: flags.issuer ?? key.issuer });
    const address = await brokerAddress({ ...flags, broker: flags.broker }, key, terminal);
    terminal.print({ jti: claims.jti, seq: claims.seq, ...(await send(address, claims.jti, signJws(claims, key.jwk))) });
    return EXIT.answered;
  },
};

/** A person at the gateway says that its operators are right, after its state was lost: they may allow more again. */
async function confirm(names: readonly string[], state: string | undefined, terminal: Terminal): Promise<number> {
  if (names.length > 0) throw wrongUse(`${names[0]} belongs to no flag.`, `Use: ${USAGE}`);
  terminal.print(await ask(join(stateFolder(state), 'control.sock'), { id: randomUUID(), confirm: 'operators' }));
  return EXIT.answered;
}
