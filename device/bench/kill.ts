import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chance as drawn } from '#domain/sim/chance.ts';
import { answersOf } from '../house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../house/storage/stores.ts';
import { single, spread, type Figure } from './figure.ts';

/** Kills unless told otherwise: `--random N`. */
const KILLS = 200;
/** Every so many kills a file is damaged before the next start. */
const DAMAGE_EVERY = 4;
/** Whole minutes of the home, so that no two runs tell of one. */
const RUN_APART = 10_020_000;
/** A writer runs so long at most after its first word. */
const LONGEST_MS = 300;
const PAGE = 4_096;
const MINUTE = 60_000;
const DAMAGED = /^(?:journal|telemetry)\.db(?:-wal)?$/;

interface Acknowledged {
  readonly records: Set<string>;
  readonly minutes: Set<number>;
  /** ms that each writer took to open the stores. */
  readonly openings: number[];
}

/** Lets a writer run until it has stored something, and for a while more; then it is killed. */
async function writeUntilKilled(root: string, folder: string, run: number, forMs: number, acknowledged: Acknowledged): Promise<void> {
  const writer = spawn(process.execPath, [join(root, 'dist/device/storer.mjs'), folder, `run${run}`, String(Date.UTC(2026, 0, 1) + run * RUN_APART)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  const ended = new Promise((resolve) => writer.once('close', resolve));
  await new Promise<void>((resolve) => {
    writer.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (/^r /m.test(text)) resolve();
    });
    writer.once('close', () => resolve());
  });
  await wait(forMs);
  writer.kill('SIGKILL');
  await ended;
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('r ')) acknowledged.records.add(line.slice(2));
    else if (line.startsWith('t ')) acknowledged.minutes.add(Number(line.slice(2)));
    else acknowledged.openings.push(Number(line.slice(2)));
  }
}

/** One file cut off, or a page of it zeroed. */
function damage(folder: string, chance: () => number): void {
  const files = readdirSync(folder).filter((name) => DAMAGED.test(name)).map((name) => join(folder, name)).filter((file) => statSync(file).size > 0);
  const file = files[Math.floor(chance() * files.length)];
  if (file === undefined) return;
  const { size } = statSync(file);
  const at = Math.floor(chance() * size);
  if (chance() < 0.5) return truncateSync(file, at);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(PAGE), 0, PAGE, Math.floor(at / PAGE) * PAGE);
  closeSync(handle);
}

/** Reading by reading, or where a copy took the store's place, as the minute made of them. */
const isKept = (stores: Stores, at: number): boolean =>
  stores.telemetry.raw.between(at, at + MINUTE).length >= 60 || answersOf(stores).rows({ kind: 'minutes', from: at, to: at + MINUTE })[0]?.['seen'] === MINUTE;

function lost(folder: string, { records, minutes }: Acknowledged): { readonly records: number; readonly minutes: number } {
  const stores = openStores({ folder, ballast: 1_024 });
  const kept = new Set<string>();
  for (let after = 0, some = stores.journal.recordsAfter(0, 1_000); some.length > 0; some = stores.journal.recordsAfter(after, 1_000)) {
    some.forEach(({ id }) => kept.add(id));
    after = some.at(-1)?.seq ?? after;
  }
  const lostMinutes = [...minutes].filter((at) => !isKept(stores, at)).length;
  closeStores(stores);
  return { records: [...records].filter((id) => !kept.has(id)).length, minutes: lostMinutes };
}

/**
 * A writer of records and readings is killed in the middle of writing, again and again; after every fourth kill one of
 * its files is cut off or a page of it zeroed. Then everything that it was told is stored is looked for (DESIGN, Figures).
 */
export async function benchKill({ root, random, seed }: { readonly root: string; readonly random: number; readonly seed: number | null }): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-kill-'));
  let draws = 0;
  const chance = (): number => drawn(seed ?? 1, 0, draws++);
  const acknowledged: Acknowledged = { records: new Set(), minutes: new Set(), openings: [] };
  const kills = random || KILLS;
  try {
    for (let run = 0; run < kills; run++) {
      await writeUntilKilled(root, folder, run, chance() * LONGEST_MS, acknowledged);
      if (run % DAMAGE_EVERY === DAMAGE_EVERY - 1) damage(folder, chance);
    }
    return figuresOf(kills, acknowledged, lost(folder, acknowledged));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(kills: number, acknowledged: Acknowledged, { records, minutes }: ReturnType<typeof lost>): Figure[] {
  return [
    single('kills', kills, { unit: '' }),
    single('records acknowledged', acknowledged.records.size, { unit: '' }),
    single('records lost', records, { unit: '', budget: 0 }),
    single('minutes acknowledged', acknowledged.minutes.size, { unit: '' }),
    // A minute that was acknowledged and is lost is more than the one that may be.
    single('minutes lost of those acknowledged', minutes, { unit: '', budget: 0 }),
    single('files damaged', Math.floor(kills / DAMAGE_EVERY), { unit: '' }),
    single('stores that a person had to mend', kills - acknowledged.openings.length, { unit: '', budget: 0 }),
    spread('stores open after a kill', acknowledged.openings, { unit: 'ms', budget: 60_000 }),
  ];
}
