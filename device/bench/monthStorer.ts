import { readFileSync } from 'node:fs';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Stamp } from '../house/storage/stamp.ts';
import { Storage } from '../house/storage/storage.ts';
import { readingAt } from './storedReading.ts';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const DAY = 86_400_000;
const SYNCED: Stamp = { boot: 'bench', shift: 0, trust: 'synced' };

/** What a day of the month has cost. */
export interface MonthDay {
  readonly day: number;
  /** Bytes of resident memory at its end, after the garbage of the day. */
  readonly resident: number;
  /** Bytes sent to the storage layer since the begin. */
  readonly written: number;
}

/** Stores the readings of a meter that speaks each second, as fast as they are taken, and says each day's figures. `month.mjs FOLDER FROM DAYS` */
const [folder = '', from = '0', days = '1'] = process.argv.slice(2);
const begin = Number(from);
let at = begin;

const storage = new Storage({
  folder, ballast: 1_024, module: new URL('./storage.mjs', import.meta.url), at: () => at, clock: () => SYNCED, states: () => ({}),
  opened: () => void store(),
  stored: () => undefined, failed: () => undefined, changed: (state) => state === 'failed' && process.exit(1),
});

const numberIn = (file: string, pattern: RegExp): number => Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN);
const slotAt = (start: number): PricedSlot =>
  ({ start, end: start + HALF_HOUR, import: 394_000, export: null, quality: 'measured', revision: 1, rate: 'day', cost: 98_500, currency: 'EUR' }) as PricedSlot;

async function storeDay(): Promise<void> {
  for (const end = at + DAY; at < end; ) {
    for (let second = 0; second < 60; second++) storage.addReading(readingAt(at + second * 1_000));
    at += MINUTE;
    if (at % HALF_HOUR === 0) storage.addSlot(slotAt(at - HALF_HOUR));
    storage.flush();
    await storage.ask('records', { after: 0, most: 0 });
  }
}

async function store(): Promise<void> {
  for (let day = 0; day < Number(days); day++) {
    await storeDay();
    const said: MonthDay = { day, resident: numberIn('/proc/self/status', /^VmRSS:\s+(\d+)/m) * 1_024, written: numberIn('/proc/self/io', /^write_bytes: (\d+)/m) };
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
  await storage.close({}, 10_000);
}

storage.start();
