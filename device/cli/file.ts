import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Refusal } from '#domain/units/refusal.ts';

/** npm runs in the project's folder; `INIT_CWD` is the caller's own. */
export const callersPath = (file: string, env: NodeJS.ProcessEnv = process.env): string => resolve(env['INIT_CWD'] ?? process.cwd(), file);

/** The bytes of a FILE of the command line: `-` is standard input. @throws Refusal `file-unreadable`. */
export async function readCallersFile(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(callersPath(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

const WHY: Readonly<Record<string, string>> = { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'its permissions forbid it', ENOTDIR: 'its folder is a file' };

function unreadable(file: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new Refusal({
    id: 'file-unreadable',
    message: `The file ${file === '-' ? 'on standard input' : callersPath(file)} cannot be read: ${WHY[code] ?? code}.`,
    remedy: 'Name a readable file, or - for standard input.',
    detail: code,
  });
}
