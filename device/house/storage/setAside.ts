import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Files set aside are kept for whoever wants to look, but not for ever. */
const KEPT = 2;
const ASIDE = /\.(?:damaged|newer)-[^/]*$/;

/** A database and the files that SQLite keeps beside it. */
export const companions = (file: string): readonly string[] => [file, `${file}-wal`, `${file}-shm`];

export function removeDatabase(file: string): void {
  for (const name of companions(file)) rmSync(name, { force: true });
}

/** Whether a name is that of a database set aside. */
export const isSetAside = (name: string): boolean => ASIDE.test(name);

/** Renames a database that cannot be used, with what lies beside it. @returns its new name. */
export function setAside(file: string, why: 'damaged' | 'newer'): string {
  const name = `${file}.${why}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const companion of companions(file)) if (existsSync(companion)) renameSync(companion, companion.replace(file, name));
  const others = readdirSync(dirname(file)).filter((entry) => entry.startsWith(`${basename(file)}.${why}-`) && !/-(?:wal|shm)$/.test(entry) && entry !== basename(name));
  // The one of this moment stays, whatever day the clock says.
  for (const entry of others.sort().slice(0, 1 - KEPT)) removeDatabase(join(dirname(file), entry));
  return basename(name);
}
