import type { MeterReading } from '#domain/meter/reading.ts';
import type { Stamp } from '../house/storage/stamp.ts';
import { Storage } from '../house/storage/storage.ts';
import { readingAt } from './storedReading.ts';

/** Readings between two flushes: a minute of one a second. */
const MINUTE = 60;
const SYNCED: Stamp = { boot: 'bench', shift: 0, trust: 'synced' };

/** Stores records and flushes readings as fast as they are taken, and says each when it is: `r ID`, or `f ID REASON` where it is not; `t LAST`; first `o MS`, how long the stores took to open. `storer.mjs FOLDER RUN FROM` */
const [folder = '', run = '', from = '0'] = process.argv.slice(2);
const began = performance.now();
let n = 0;
let at = Number(from);
const storage = new Storage({
  folder, ballast: 1_024, module: new URL('./storage.mjs', import.meta.url), at: () => at, clock: () => SYNCED, states: () => ({}),
  opened: () => {
    process.stdout.write(`o ${performance.now() - began}\n`);
    storeNext();
    void flushNext();
  },
  stored: (id) => (process.stdout.write(`r ${id}\n`), storeNext()),
  failed: (id, reason) => (process.stdout.write(`f ${id} ${reason}\n`), storeNext()),
  changed: () => undefined,
});

function storeNext(): void {
  n++;
  storage.store(`${run}/bench/${n}`, { run, n, filling: 'x'.repeat(n % 500) }, { bench: { run, n } });
}

async function flushNext(): Promise<void> {
  for (;;) {
    const minute: MeterReading[] = Array.from({ length: MINUTE }, (_, second) => readingAt(at + second * 1_000));
    minute.forEach((reading) => storage.addReading(reading));
    storage.flush();
    // Answered in order: when this one is, the flush before it was.
    await storage.ask('records', { after: 0, most: 0 });
    process.stdout.write(`t ${at}\n`);
    at += MINUTE * 1_000;
  }
}

storage.start();
