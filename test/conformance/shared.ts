import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The folder of data from outside the project, or why there is none (FORMATS, Finding the shared files). */
export type Shared = { readonly folder: string } | { readonly folder: null; readonly reason: string };

/** @throws when `TIDEWATT_SHARED` is set and cannot be read: who sets it wants these tests run. */
export function sharedFiles(part: string): Shared {
  const named = process.env['TIDEWATT_SHARED'];
  const folder = join(named ?? new URL('../../../shared', import.meta.url).pathname, part);
  try {
    accessSync(folder, constants.R_OK);
    return { folder };
  } catch (error) {
    if (named !== undefined) throw new Error(`TIDEWATT_SHARED is set, and ${folder} cannot be read`, { cause: error });
    return { folder: null, reason: `skipped: ${folder} is not there; set TIDEWATT_SHARED to the folder that holds data/ and standards/` };
  }
}
