import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf } from '../house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../house/storage/stores.ts';
import { single, type Figure } from './figure.ts';
import { benchSums } from './monthSums.ts';
import type { MonthDay } from './monthStorer.ts';

const DAY_S = 86_400;
const DAY = DAY_S * 1_000;
const BEGIN = Date.UTC(2026, 0, 1);
const MIB = 2 ** 20;
/** MB a day by storage alone; house's states, control and broker have the rest of 150. */
const STORAGE_BUDGET = 100;
/** What a phone takes of two years: months of slots, and minutes of thirty days. */
const PHONE_MONTHS = 24;
const PHONE_DAYS = 30;

/** @throws Error when the storer ends with a fault. */
function run(root: string, folder: string, days: number): Promise<readonly MonthDay[]> {
  const storer = spawn(process.execPath, ['--max-semi-space-size=2', join(root, 'dist/device/month.mjs'), folder, String(BEGIN), String(days)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  storer.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((resolve, reject) => {
    storer.once('close', (code) => {
      if (code === 0) resolve(text.trim().split('\n').map((line) => JSON.parse(line) as MonthDay));
      else reject(new Error(`the storer ended with ${code}`));
    });
  });
}

/** Growth by day, least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, _, n) => sum + (n - middle) ** 2, 0);
  return spread === 0 ? 0 : values.reduce((sum, value, n) => sum + (n - middle) * (value - mean), 0) / spread;
}

const minutesOf = (stores: Stores, days: number): number =>
  Array.from({ length: days }, (_, day) => answersOf(stores).rows({ kind: 'minutes', from: BEGIN + day * DAY, to: BEGIN + (day + 1) * DAY }).length).reduce((sum, count) => sum + count, 0);

/** Mean bytes of a chunk of a kind, as it travels. */
function chunkBytes(stores: Stores, kind: string): number {
  const of = stores.segments.entries.filter((entry) => entry.kind === kind);
  return of.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, of.length);
}

/** The newest copy of each store, and what a day's chunks and their copies take. */
function dailyBytes(folder: string, stores: Stores, days: number): number {
  const backups = readdirSync(join(folder, 'backup')).sort().reverse();
  const newest = ['journal-', 'telemetry-'].flatMap((store) => backups.find((name) => name.startsWith(store)) ?? []);
  const copies = newest.reduce((sum, name) => sum + statSync(join(folder, 'backup', name)).size, 0);
  return copies + (2 * stores.segments.entries.reduce((sum, { bytes }) => sum + bytes, 0)) / days;
}

const bytesUnder = (folder: string): number => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/**
 * Thirty days of a meter that speaks each second, telegram by telegram through the parser and the storage thread as fast
 * as they are taken: memory, bytes written a day with the day's copies and sealing, gaps, and what a phone would fetch of
 * two years; and how long ten years hold up a link.
 */
export async function benchMonth({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<Figure[]> {
  const days = Math.max(1, Math.round(seconds / DAY_S));
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-month-'));
  try {
    const told = await run(root, folder, days);
    // The first two days fill caches and the week of raw readings begins.
    const settled = told.slice(Math.min(2, told.length - 1));
    const stores = openStores({ folder, ballast: 1_024 });
    const minutes = minutesOf(stores, days);
    const figures = [
      single('days', days, { unit: '' }),
      single('written a day', (told.at(-1)?.written ?? Number.NaN) / days / 1e6, { unit: 'MB', budget: STORAGE_BUDGET }),
      single('of it a day’s copies and sealed chunks', dailyBytes(folder, stores, days) / 1e6, { unit: 'MB' }),
      single('resident memory at the end', (told.at(-1)?.resident ?? Number.NaN) / MIB, { unit: 'MiB' }),
      single('resident memory grows a day', slope(settled.map(({ resident }) => resident)) / MIB, { unit: 'MiB', budget: 1 }),
      // The last minute ends with the first reading after it.
      single('minutes missing', days * 1_440 - minutes - 1, { unit: '', budget: 0 }),
      single('state folder', bytesUnder(folder) / MIB, { unit: 'MiB' }),
      single('two years to a phone', (chunkBytes(stores, 'slots') * (days > 31 ? PHONE_MONTHS : PHONE_MONTHS * 30) + chunkBytes(stores, 'minutes') * PHONE_DAYS) / MIB, { unit: 'MiB', budget: 60, extrapolated: true }),
    ];
    closeStores(stores);
    return [...figures, ...benchSums()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
