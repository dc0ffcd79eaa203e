import { openDatabase } from '../../device/house/storage/openDatabase.ts';

/** Brings a store to a form that takes a while, after saying that it begins. `migratingStore.mjs FILE` */
const [file = ''] = process.argv.slice(2);
process.stdout.write('begins\n');
openDatabase({
  file,
  synchronous: 'FULL',
  schema: [
    { version: 1_001, sql: 'CREATE TABLE IF NOT EXISTS item (name TEXT)' },
    { version: 2_000, sql: 'CREATE TABLE label (name TEXT PRIMARY KEY, length INTEGER); INSERT INTO label SELECT name, LENGTH(name) FROM item; UPDATE item SET name = UPPER(name)' },
  ],
  backups: [],
});
