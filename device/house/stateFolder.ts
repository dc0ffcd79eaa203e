import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../folder.ts';
import { codeOf, refuse } from './failure.ts';

/** Makes the folder, for this user only, and proves that it can be written. @throws Refusal */
export function prepareStateFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw refuse('state-folder-unusable', `The state folder ${folder} cannot be used (${codeOf(error)}).`, 'Give a folder that this user can write with --state, or mend its owner and rights.', error);
  }
}
