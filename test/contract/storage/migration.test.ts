import { existsSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Wanted } from '../../../device/house/storage/openDatabase.ts';
import type { Schema } from '../../../device/house/storage/schema.ts';
import { Telemetry } from '../../../device/house/storage/telemetry.ts';
import { bundle, type Bundle } from '../../fakes/bundle.ts';
import { testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let bundles: Bundle;
beforeAll(async () => {
  bundles = await bundle({ migrating: 'test/fakes/migratingStore.ts' });
});
afterAll(() => bundles.remove());
beforeEach(() => {
  home = testFolder();
});
afterEach(() => home.remove());

/** The store of the version before, as its own statements made it. */
const BEFORE = `
CREATE TABLE raw (minute INTEGER NOT NULL, part INTEGER NOT NULL, count INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (minute, part)) WITHOUT ROWID;
CREATE TABLE slot (start INTEGER NOT NULL, revision INTEGER NOT NULL, end INTEGER NOT NULL, import INTEGER, export INTEGER, quality TEXT NOT NULL, rate TEXT, PRIMARY KEY (start, revision)) WITHOUT ROWID;
CREATE TABLE excursion (seq INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX excursion_day ON excursion (day);
INSERT INTO slot VALUES (1768435200000, 1, 1768437000000, 250000, NULL, 'measured', 'day');
INSERT INTO slot VALUES (1768435200000, 2, 1768437000000, 260000, 0, 'measured', 'night');
INSERT INTO excursion (day, record) VALUES (20468, '{"kind":"sag","phase":"L2","start":1768435200000,"end":1768435201000,"extreme":201.5,"threshold":207,"by":"gateway","count":1,"cut":false}');
`;

/** Families 1 and 2 of a small store: the second one is what a build of the first cannot read. */
const FIRST: Schema = [{ version: 1_001, sql: 'CREATE TABLE IF NOT EXISTS item (name TEXT)' }];
const ADDED: Schema = [...FIRST, { version: 1_002, sql: 'CREATE TABLE more (name TEXT)' }];
const SECOND: Schema = [...ADDED, { version: 2_000, sql: 'ALTER TABLE item RENAME COLUMN name TO label' }];
const wanted = (schema: Schema): Wanted => ({ file: join(home.folder, 'some.db'), synchronous: 'NORMAL', schema, backups: [] });
const itemsOf = (schema: Schema, column = 'name'): unknown[] => {
  const { database } = openDatabase(wanted(schema));
  const found = database.prepare(`SELECT ${column} AS name FROM item`).all().map((row) => (row as { name: string }).name);
  database.close();
  return found;
};
function add(schema: Schema, name: string): void {
  const { database } = openDatabase(wanted(schema));
  database.prepare('INSERT INTO item VALUES (?)').run(name);
  database.close();
}

describe('a store of another version', () => {
  it('that came before is brought to this one with all that it holds', () => {
    const old = new Libsql(join(home.folder, 'telemetry.db'));
    old.exec(BEFORE);
    old.close();
    const telemetry = Telemetry.open(home.folder);
    expect(telemetry.notes).toEqual(['telemetry.db brought from form 0 to 1003']);
    expect(telemetry.slots.between(0, 1e15, 10)).toEqual([{ start: 1768435200000, end: 1768437000000, import: 260000, export: 0, quality: 'measured', revision: 2, rate: 'night', cost: null, currency: null }]);
    expect(telemetry.excursions()).toMatchObject([{ kind: 'sag', phase: 'L2', extreme: 201.5 }]);
    telemetry.close();
    const again = Telemetry.open(home.folder);
    expect(again.notes).toEqual([]);
    again.close();
  });

  it('that came after and only has more is used as it is, and loses nothing on the way back and forth', () => {
    add(ADDED, 'by the new one');
    add(FIRST, 'by the old one');
    expect(itemsOf(ADDED)).toEqual(['by the new one', 'by the old one']);
  });

  it('that came after and cannot be read is set aside whole, and what was before it is taken up again', () => {
    add(ADDED, 'before');
    expect(itemsOf(SECOND, 'label')).toEqual(['before']);
    add(SECOND, 'after');
    const { database, notes, replaced } = openDatabase(wanted(ADDED));
    expect(notes.join('; ')).toMatch(/written by a newer version \(form 2000\): set aside as some\.db\.newer-\S+; restored from some\.db\.before-2$/);
    expect([replaced, database.prepare('SELECT name FROM item').all()]).toMatchObject(['backup', [{ name: 'before' }]]);
    database.close();
    const aside = readdirSync(home.folder).find((name) => /^some\.db\.newer-[^-]+-\d\d-\S+Z$/.test(name));
    const kept = new Libsql(join(home.folder, aside ?? ''));
    expect(kept.prepare('SELECT label FROM item').all()).toMatchObject([{ label: 'before' }, { label: 'after' }]);
    kept.close();
  });

  it('that fails on the way stays as it was', () => {
    add(ADDED, 'mine');
    const broken: Schema = [...ADDED, { version: 1_003, sql: 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)' }];
    expect(() => itemsOf(broken)).toThrow('nowhere');
    expect(itemsOf(ADDED)).toEqual(['mine']);
    expect(readdirSync(home.folder).filter((name) => name.includes('.damaged-'))).toEqual([]);
  });

  it('is whole in the one form or the other when the gateway is killed in the middle', async () => {
    const store = new Libsql(join(home.folder, 'some.db'));
    store.exec("CREATE TABLE item (name TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO item SELECT 'item ' || i FROM n; PRAGMA user_version = 1001");
    store.close();
    let found = 0;
    for (let run = 0; run < 6; run++) {
      const child = spawn(process.execPath, [bundles.file('migrating'), join(home.folder, 'some.db')], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => child.once('close', resolve));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await wait(run * 15);
      child.kill('SIGKILL');
      await ended;
      const looked = new Libsql(join(home.folder, 'some.db'));
      expect(looked.prepare('PRAGMA quick_check').all()).toMatchObject([{ quick_check: 'ok' }]);
      const [row] = looked.prepare("SELECT (SELECT COUNT(*) FROM item) AS items, (SELECT COUNT(*) FROM sqlite_master WHERE name = 'label') AS labels, user_version AS version FROM pragma_user_version").all() as { items: number; labels: number; version: number }[];
      expect(row).toEqual(row?.version === 1_001 ? { items: 60_000, labels: 0, version: 1_001 } : { items: 60_000, labels: 1, version: 2_000 });
      looked.close();
      found += 1;
    }
    expect(found).toBe(6);
    expect(existsSync(join(home.folder, 'some.db'))).toBe(true);
  });
});
