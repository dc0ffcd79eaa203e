import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { rows } from '../house/storage/database.ts';
import { atLeast, single, type Figure } from './figure.ts';

const STORES = ['journal.db', 'telemetry.db'];
const EVERY_MS = 1_000;
/** A writer is waited for so long, ms. */
const PATIENCE_MS = 500;

/** The write-ahead logs of house's stores are emptied once a second while limits arrive: each time a checkpoint of all that was written. */
export function forceCheckpoints(stateDir: string): { end(): readonly Figure[] } {
  const files = STORES.map((store) => join(stateDir, store)).filter((file) => existsSync(file));
  const stores = files.map((file) => ({ file, database: new Libsql(file, { timeout: PATIENCE_MS }) }));
  let [done, bytes, worst] = [0, 0, 0];
  const beat = setInterval(() => {
    for (const { file, database } of stores) {
      const waiting = existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0;
      const began = performance.now();
      const [outcome] = rows(database, 'PRAGMA wal_checkpoint(TRUNCATE)');
      worst = Math.max(worst, performance.now() - began);
      if (outcome?.['busy'] !== 0 || waiting === 0) continue;
      done += 1;
      bytes += waiting;
    }
  }, EVERY_MS);
  return {
    end() {
      clearInterval(beat);
      stores.forEach(({ database }) => database.close());
      return [atLeast('checkpoints that emptied a log meanwhile', done, { unit: 'checkpoints', budget: 1 }), single('written back by them', bytes / 1_024, { unit: 'KiB' }), single('longest of them', worst, { unit: 'ms' })];
    },
  };
}
