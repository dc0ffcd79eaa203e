import { backtest } from './backtest.ts';
import { bench } from './bench.ts';
import { bill } from './bill.ts';
import type { Command, Terminal } from './command.ts';
import { decode } from './decode.ts';
import { EXIT, faultOf, wrongUse } from './fault.ts';
import { readCallersFile } from './file.ts';
import { limit } from './limit.ts';
import { limits } from './limits.ts';
import { link } from './link.ts';
import { plan } from './plan.ts';
import { signal } from './signal.ts';
import { tariff } from './tariff.ts';

/** The list of commands: a new one is its file and a line here. */
const COMMANDS: readonly Command[] = [decode, bill, tariff, limit, limits, signal, link, plan, backtest, bench];

async function main([name, ...rest]: readonly string[]): Promise<number> {
  const usages = COMMANDS.map((command) => `tidewatt ${command.name} ${command.usage}`);
  if (name === undefined || name === 'help' || name === '--help') return help(usages);
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) throw wrongUse(`There is no command ${JSON.stringify(name)}.`, `The commands are ${COMMANDS.map((known) => known.name).join(', ')}.`);
  const args = rest.filter((argument) => argument !== '--json');
  if (args.includes('--help')) return help([`tidewatt ${command.name} ${command.usage}`]);
  return command.run(args, terminal(args.length < rest.length));
}

function help(usages: readonly string[]): number {
  process.stdout.write(`${usages.join('\n')}\n`);
  return EXIT.answered;
}

const terminal = (json: boolean): Terminal => ({
  json,
  read: readCallersFile,
  print: (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`),
  write: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(`${text}\n`),
});

function fail(error: unknown): void {
  const { code, error: said } = faultOf(error);
  if (code === EXIT.ourFault && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.stderr.write(`${JSON.stringify({ error: said })}\n`);
  process.exitCode = code;
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? process.exit(EXIT.answered) : fail(error)));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
