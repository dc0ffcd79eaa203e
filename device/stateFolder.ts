import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#domain/units/refusal.ts';
import { fileFault } from './fileFault.ts';
import { makeFolder } from './folder.ts';

/** Makes the folder, for this user only, and proves that it can be written. @returns the folder. @throws Refusal `state-folder-unusable`. */
export function prepareStateFolder(folder: string): string {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return folder;
  } catch (error) {
    throw new Refusal({
      id: 'state-folder-unusable',
      message: `The state folder ${folder} cannot be used: ${fileFault(error)}.`,
      remedy: 'Give --state a folder that this user can read and write, or mend its owner and rights.',
      detail: String(error),
    });
  }
}
