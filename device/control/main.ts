import type { Refused } from '#domain/units/refusal.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { failureLines, ourFault } from './failure.ts';
import { Gateway } from './gateway.ts';
import { readHome } from './home.ts';
import { METER_KEY_VARIABLE } from '../meterKey.ts';
import { linkOnTerminal } from './linkOnTerminal.ts';
import { log, surviveClosedOutput } from './log.ts';
import { readOptions } from './options.ts';
import { PROJECT } from './places.ts';

const WRONG_USE = 2;
const OUR_FAULT = 70;
/** Whatever does not end in this time is left behind: it ends by itself when its parent is gone. */
const LAST_MS = 4_500;

let gateway: Gateway | null = null;
let leaving = false;

/** Neutral to the devices, children stopped, state kept, and out. */
async function leave(code: number): Promise<void> {
  if (leaving) return;
  leaving = true;
  setTimeout(() => process.exit(code), LAST_MS);
  try {
    await gateway?.stop();
  } catch (error) {
    log(`Leaving was not clean: ${error instanceof Error ? error.stack : String(error)}`);
  }
  process.exit(code);
}

function refuseToStart(fault: Refused): void {
  process.stderr.write(failureLines(fault));
  void leave(WRONG_USE);
}

async function main(): Promise<void> {
  const caller = { folder: process.env['INIT_CWD'] ?? process.cwd(), project: PROJECT, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, meterKey: takenFromEnvironment(METER_KEY_VARIABLE) };
  const options = readOptions(process.argv.slice(2), caller);
  gateway = new Gateway(options, readHome(options), {
    ready: (address) => process.stdout.write(`Tidewatt: ${address}\n${linkOnTerminal(address, process.stdout) ?? ''}`),
    failed: refuseToStart,
    ended: () => options.to !== null && void leave(0),
  });
  await gateway.start();
}

/** A secret is not handed on to the children. */
function takenFromEnvironment(name: string): string | null {
  const value = process.env[name] ?? null;
  delete process.env[name];
  return value;
}

/** A fault that nobody caught: devices go to neutral, and whoever supervises control starts it again. */
function fallOver(error: unknown): void {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.stderr.write(failureLines(ourFault(error)));
  void leave(OUR_FAULT);
}

surviveClosedOutput();
// A terminal that is closed, or a login that ends, is a wish to stop like any other.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
process.on('uncaughtException', fallOver);
process.on('unhandledRejection', fallOver);
main().catch((error: unknown) => (error instanceof Refusal ? refuseToStart(error) : fallOver(error)));
