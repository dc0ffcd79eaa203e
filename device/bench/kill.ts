import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance as drawn } from '#domain/sim/chance.ts';
import { answersOf } from '../house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../house/storage/stores.ts';
import { single, spread, type Figure } from './figure.ts';
import { writeUntilKilled, type Told, type WriterRun } from './killedWriter.ts';

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

/** Every so many kills the store has refused a record just before, as another program held it. */
const HELD_EVERY = 10;
/** Clocks of a gateway whose battery is empty, and of one that was set wrong. */
const BEGINNING = 0;
const FAR_AHEAD = Date.UTC(2099, 0, 1);
const BEGAN = Date.UTC(2026, 0, 1);

/** Every third writer's clock is a wrong one: the days that copies are made on go forward and back. */
function runOf(run: number, chance: () => number): Pick<WriterRun, 'run' | 'from' | 'forMs'> {
  const clock = chance();
  const began = clock < 1 / 6 ? BEGINNING : clock < 1 / 3 ? FAR_AHEAD : BEGAN;
  return { run, from: began + run * RUN_APART, forMs: run % HELD_EVERY === HELD_EVERY / 2 ? null : chance() * LONGEST_MS };
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

interface Found {
  readonly lost: number;
  readonly lostMinutes: number;
  /** Refused, and yet there. */
  readonly back: number;
}

function lookFor(folder: string, { stored, refused, minutes }: Told): Found {
  const stores = openStores({ folder, ballast: 1_024 });
  const kept = new Set<string>();
  for (let after = 0, some = stores.journal.recordsAfter(0, 1_000); some.length > 0; some = stores.journal.recordsAfter(after, 1_000)) {
    some.forEach(({ id }) => kept.add(id));
    after = some.at(-1)?.seq ?? after;
  }
  const lostMinutes = [...minutes].filter((at) => !isKept(stores, at)).length;
  closeStores(stores);
  return { lost: [...stored].filter((id) => !kept.has(id)).length, lostMinutes, back: [...refused].filter((id) => kept.has(id)).length };
}

/**
 * A writer of records and readings is killed in the middle of writing, again and again; after every fourth kill one of
 * its files is cut off or a page of it zeroed. Every third writer has a wrong clock, and every tenth is refused a record
 * before it is killed. Then everything that it was told is stored is looked for, and that nothing refused is there (DESIGN, Figures).
 */
export async function benchKill({ root, random, seed }: { readonly root: string; readonly random: number; readonly seed: number | null }): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-kill-'));
  let draws = 0;
  const chance = (): number => drawn(seed ?? 1, 0, draws++);
  const told: Told = { stored: new Set(), refused: new Set(), minutes: new Set(), openings: [] };
  const kills = random || KILLS;
  try {
    for (let run = 0; run < kills; run++) {
      await writeUntilKilled({ root, folder, ...runOf(run, chance) }, told);
      if (run % DAMAGE_EVERY === DAMAGE_EVERY - 1) damage(folder, chance);
    }
    return figuresOf(kills, told, lookFor(folder, told));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(kills: number, told: Told, { lost, lostMinutes, back }: Found): Figure[] {
  return [
    single('kills', kills, { unit: '' }),
    single('records acknowledged', told.stored.size, { unit: '' }),
    single('records lost', lost, { unit: '', budget: 0 }),
    single('records refused', told.refused.size, { unit: '' }),
    single('records refused and yet there', back, { unit: '', budget: 0 }),
    single('minutes acknowledged', told.minutes.size, { unit: '' }),
    // Kills alone lose none; a file that is cut off or zeroed may take a minute of readings with it, not more.
    single('minutes lost of those acknowledged', lostMinutes, { unit: '', budget: Math.floor(kills / DAMAGE_EVERY) }),
    single('files damaged', Math.floor(kills / DAMAGE_EVERY), { unit: '' }),
    single('stores that a person had to mend', kills - told.openings.length, { unit: '', budget: 0 }),
    spread('stores open after a kill', told.openings, { unit: 'ms', budget: 60_000 }),
  ];
}
