import type { Terminal } from '../command.ts';
import { wrongUse } from '../fault.ts';
import type { SignalKey } from './keyFile.ts';
import type { BrokerAddress } from './send.ts';

/** Where the secret for the broker comes from when no flag says it. */
export const SIGNAL_SECRET_VARIABLE = 'TIDEWATT_SIGNAL_SECRET';

/** What the command line says of the broker and of who comes to it. */
export interface BrokerFlags {
  readonly broker: string;
  readonly user?: string;
  readonly secret?: string;
  readonly 'secret-file'?: string;
}

/** Who comes to the broker: as the flags say, else the environment, else the URL, else the key's file. @throws Refusal `wrong-use`, `file-unreadable`. */
export async function brokerAddress(flags: BrokerFlags, key: SignalKey, terminal: Terminal, env: NodeJS.ProcessEnv = process.env): Promise<BrokerAddress> {
  const { broker, user } = flags;
  const url = URL.canParse(broker) ? new URL(broker) : undefined;
  if (!url || !['mqtt:', 'mqtts:', 'ws:', 'wss:'].includes(url.protocol)) throw wrongUse('--broker is no address of a broker.', 'Give --broker mqtt://127.0.0.1:1883.');
  const inUrl = decodeURIComponent(url.password);
  if (flags.secret !== undefined || inUrl !== '') terminal.note(`A secret on the command line can be read in the list of processes: give --secret-file a file that holds it, or set ${SIGNAL_SECRET_VARIABLE}.`);
  const secret = (await secretOf(flags, terminal)) ?? env[SIGNAL_SECRET_VARIABLE] ?? (inUrl || key.secret);
  const name = user ?? (decodeURIComponent(url.username) || key.issuer);
  url.username = '';
  url.password = '';
  return { url: url.href, user: name, secret };
}

async function secretOf({ secret, 'secret-file': file }: BrokerFlags, terminal: Terminal): Promise<string | undefined> {
  if (file === undefined) return secret;
  if (secret !== undefined) throw wrongUse('Both --secret and --secret-file were given.', 'Give --secret-file alone.');
  return Buffer.from(await terminal.read(file)).toString('utf8').trim();
}
