import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../device/house/storage/journal.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';

/** The long run: TIDEWATT_KILLS=200. */
const KILLS = Number(process.env['TIDEWATT_KILLS'] ?? 20);

let bundles: Bundle;
let folder: string;

beforeAll(async () => {
  bundles = await bundle({ storage: 'device/house/storage/thread.ts', writer: 'test/fakes/journalWriter.ts' });
});
afterAll(() => bundles.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function idsInJournal(): Set<string> {
  const database = new Libsql(join(folder, 'journal.db'));
  const ids = database.prepare('SELECT id FROM record').all() as { id: string }[];
  database.close();
  return new Set(ids.map(({ id }) => id));
}

/** Lets a writer run for a while and kills it; the ids that it was told are stored. */
async function writeUntilKilled(run: number): Promise<string[]> {
  const writer = spawn(process.execPath, [bundles.file('writer'), folder, `run${run}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  writer.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = new Promise((resolve) => writer.once('close', resolve));
  while (text === '') await wait(5);
  await wait(((run * 37) % 60) + 1);
  writer.kill('SIGKILL');
  await ended;
  return text.split('\n').slice(0, -1);
}

describe('the journal', () => {
  it(`loses nothing it acknowledged in ${KILLS} SIGKILLs during writes, and opens again each time`, async () => {
    const acknowledged: string[] = [];
    for (let run = 0; run < KILLS; run++) acknowledged.push(...(await writeUntilKilled(run)));
    const kept = idsInJournal();
    const lost = acknowledged.filter((id) => !kept.has(id));
    console.log(`journal: ${KILLS} kills, ${acknowledged.length} acknowledged, ${lost.length} lost`);
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(lost).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  }, 15_000 + KILLS * 1_500);

  it('keeps a state together with its record: both or neither', () => {
    const journal = Journal.open(folder);
    journal.store('a/1', 0, { first: true }, { wishes: { n: 1 } });
    journal.store('a/1', 0, { again: true }, { wishes: { n: 99 } });
    expect(() => journal.store('a/2', 0, 1, { wishes: { toJSON: () => { throw new Error('not to be written'); } } })).toThrow('not to be written');
    expect(journal.states()).toEqual({ wishes: { n: 1 } });
    expect(journal.lastIds()).toEqual(['a/1']);
    journal.close();
  });

  it('keeps exact sums', () => {
    const journal = Journal.open(folder);
    journal.keep(0, { ledger: { sum: 123_456_789_012_345_678_901n, list: [1n, null, 0] } });
    expect(journal.states()).toEqual({ ledger: { sum: 123_456_789_012_345_678_901n, list: [1n, null, 0] } });
    journal.close();
  });

  it('forgets what was withdrawn, and keeps its name over restarts', () => {
    const first = Journal.open(folder);
    first.store('a/1', 0, {}, { wishes: 1 });
    first.withdraw(0, ['a/1'], { wishes: 0 });
    first.close();
    const second = Journal.open(folder);
    expect(second.lastIds()).toEqual([]);
    expect(second.states()).toEqual({ wishes: 0 });
    expect(second.storeId).toBe(first.storeId);
    second.close();
  });

  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ['random bytes at its start', (file) => writeFileSync(file, Buffer.from('this is not a database at all, but it is a file'))],
    ['a page of zeros in the middle', (file) => overwrite(file, 4_096, Buffer.alloc(8_192))],
    ['half of it gone', (file) => truncateSync(file, 6_000)],
  ];

  it.each(damages)('damaged by %s is set aside, and the last backup takes its place under a new name', (_name, damage) => {
    const first = Journal.open(folder);
    for (let n = 0; n < 200; n++) first.store(`a/${n}`, 0, { n, filling: 'x'.repeat(200) }, {});
    first.tidy(Date.UTC(2026, 0, 1));
    first.close();
    damage(join(folder, 'journal.db'));
    const second = Journal.open(folder);
    expect(second.notes.join()).toMatch(/damaged.*restored from journal-000001-2026-01-01\.db/);
    expect(second.lastIds()).toHaveLength(200);
    expect(second.storeId).not.toBe(first.storeId);
    second.close();
    expect(readdirSync(folder).some((name) => name.startsWith('journal.db.damaged-'))).toBe(true);
  });

  it('starts empty when there is no backup, and when it is not there at all', () => {
    writeFileSync(join(folder, 'journal.db'), 'nonsense that is long enough to be read as a header of something');
    const damaged = Journal.open(folder);
    expect(damaged.notes.join()).toContain('started empty');
    damaged.close();
    rmSync(join(folder, 'journal.db'));
    const missing = Journal.open(folder);
    expect(missing.storeId).not.toBe(damaged.storeId);
    missing.close();
  });

  it('keeps seven backups, one a day, none of them half', () => {
    const journal = Journal.open(folder);
    for (let day = 1; day <= 9; day++) {
      journal.tidy(Date.UTC(2026, 0, day));
      journal.tidy(Date.UTC(2026, 0, day, 12));
    }
    journal.close();
    const backups = readdirSync(join(folder, 'backup')).sort();
    expect(backups).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => `journal-00000${day}-2026-01-0${day}.db`));
    expect(existsSync(join(folder, 'journal.db'))).toBe(true);
  });
});

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}
