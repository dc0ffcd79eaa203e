import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What the writers were told, over all of them. */
export interface Told {
  readonly stored: Set<string>;
  /** Refused by the store itself, so that they must never be there. */
  readonly refused: Set<string>;
  /** Starts of minutes that were flushed, ms UTC. */
  readonly minutes: Set<number>;
  /** ms that each writer took to open the stores. */
  readonly openings: number[];
}

export interface WriterRun {
  readonly root: string;
  readonly folder: string;
  /** Names its records. */
  readonly run: number;
  /** The time of its clock, ms UTC. */
  readonly from: number;
  /** It is killed so many ms after its first record; null = as soon as the store has refused it one, because another program holds it. */
  readonly forMs: number | null;
}

/** A store that opens by itself has opened and kept something by then, on a busy machine too; what has not is left as it is for somebody to look at. */
const OPEN_WITHIN = 120_000;
/** The writer refuses after two seconds of waiting; a busy machine takes longer to say so. */
const REFUSED_WITHIN = 20_000;

/** A writer lives until it has stored something, and for a while more; then it is killed. @throws Error when a held store refuses nothing, or a store does not open. */
export async function writeUntilKilled({ root, folder, run, from, forMs }: WriterRun, told: Told): Promise<void> {
  const writer = spawn(process.execPath, [join(root, 'dist/device/storer.mjs'), folder, `run${run}`, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => writer.once('close', () => resolve()));
  let text = '';
  let hear = (): void => undefined;
  writer.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    hear();
  });
  const said = (pattern: RegExp): Promise<void> => new Promise((resolve) => ((hear = () => pattern.test(text) && resolve()), hear()));
  const opened = await Promise.race([said(/^r /m), ended, wait(OPEN_WITHIN, 'shut' as const, { ref: false })]);
  if (opened === 'shut') {
    writer.kill('SIGKILL');
    throw new Error(`the store in ${folder} did not open within ${OPEN_WITHIN / 1_000} s`);
  }
  if (forMs === null) await whileHeld(root, join(folder, 'journal.db'), () => Promise.race([said(/^f /m), ended, late()]).then(() => writer.kill('SIGKILL')).then(() => ended));
  else await wait(forMs).then(() => writer.kill('SIGKILL'));
  await ended;
  take(text, told);
}

async function late(): Promise<never> {
  await wait(REFUSED_WITHIN, undefined, { ref: false });
  throw new Error('a store that another program holds refused nothing');
}

/** Says so as soon as it holds the store. A program of its own: a connection of ours stays open after its `close`, until its memory is gathered. */
const HOLD = `
const { default: Libsql } = await import('libsql');
const store = new Libsql(process.argv[1]);
store.exec('PRAGMA busy_timeout = 10000');
store.exec('BEGIN IMMEDIATE');
process.stdout.write('held');
setInterval(() => store, 1000);
`;

/** As somebody's backup program does it. @throws Error when it ends without having held it. */
async function whileHeld(root: string, file: string, work: () => Promise<unknown>): Promise<void> {
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLD, file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(holder, 'close');
  try {
    const [said] = (await Promise.race([once(holder.stdout, 'data'), ended])) as readonly unknown[];
    if (!Buffer.isBuffer(said)) throw new Error(`${file} could not be held`);
    await work();
  } finally {
    holder.kill('SIGKILL');
    await ended;
  }
}

/** Lines as `storer.ts` says them; the last is cut off. */
function take(text: string, told: Told): void {
  for (const line of text.split('\n').slice(0, -1)) {
    const [kind, what = '', reason = ''] = line.split(' ');
    if (kind === 'r') told.stored.add(what);
    else if (kind === 't') told.minutes.add(Number(what));
    else if (kind === 'o') told.openings.push(Number(what));
    else if (reason.startsWith('SQLITE_')) told.refused.add(what);
  }
}
