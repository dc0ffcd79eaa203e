import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';

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

/** The writer refuses after two seconds of waiting; a busy machine takes longer to say so. */
const REFUSED_WITHIN = 20_000;

/** A writer lives until it has stored something, and for a while more; then it is killed. @throws Error when a held store refuses nothing. */
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
  await Promise.race([said(/^r /m), ended]);
  if (forMs === null) await whileHeld(join(folder, 'journal.db'), () => Promise.race([said(/^f /m), ended, late()]).then(() => writer.kill('SIGKILL')).then(() => ended));
  else await wait(forMs).then(() => writer.kill('SIGKILL'));
  await ended;
  take(text, told);
}

async function late(): Promise<never> {
  await wait(REFUSED_WITHIN, undefined, { ref: false });
  throw new Error('a store that another program holds refused nothing');
}

/** As somebody's backup program does it. */
async function whileHeld(file: string, work: () => Promise<unknown>): Promise<void> {
  const other = new Libsql(file);
  try {
    other.pragma('busy_timeout = 10000');
    other.exec('BEGIN IMMEDIATE');
    await work();
    other.exec('ROLLBACK');
  } finally {
    other.close();
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
