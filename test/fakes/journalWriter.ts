import { Storage } from '../../device/house/storage/storage.ts';

/** Stores records as fast as they are acknowledged, and prints each id when it is. `journalWriter.mjs FOLDER RUN` */
const [folder = '', run = ''] = process.argv.slice(2);
let n = 0;
const storage = new Storage({
  folder,
  module: new URL('./storage.mjs', import.meta.url),
  at: () => 0,
  clock: () => ({ boot: 'b', shift: 0, trust: 'synced' }),
  states: () => ({ writer: { n } }),
  opened: () => next(),
  stored: (id) => {
    process.stdout.write(`${id}\n`);
    next();
  },
  failed: () => next(),
  changed: () => undefined,
});

function next(): void {
  n++;
  storage.store(`${run}/${n}`, { run, n, filling: 'x'.repeat(n % 500) }, { writer: { run, n } });
}

storage.start();
