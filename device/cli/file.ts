import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '#domain/units/refusal.ts';

/** npm runs in the project's folder; `INIT_CWD` is the caller's own. */
export const callersPath = (file: string, env: NodeJS.ProcessEnv = process.env): string => resolve(env['INIT_CWD'] ?? process.cwd(), file);

/**
 * The bytes of a FILE of the command line: `-` is standard input. @param most bytes; no more than these are read.
 * @throws Refusal `file-unreadable`, `file-too-large`.
 */
export async function readCallersFile(file: string, most = Infinity): Promise<Uint8Array> {
  const stream: Readable = file === '-' ? process.stdin : createReadStream(callersPath(file));
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of stream) {
      const bytes = Buffer.from(piece as Uint8Array);
      length += bytes.length;
      if (length > most) break;
      pieces.push(bytes);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (length > most) throw tooLarge(file, most);
  return Buffer.concat(pieces);
}

const called = (file: string): string => (file === '-' ? 'on standard input' : callersPath(file));

const WHY: Readonly<Record<string, string>> = { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'its permissions forbid it', ENOTDIR: 'its folder is a file' };

function unreadable(file: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new Refusal({
    id: 'file-unreadable',
    message: `The file ${called(file)} cannot be read: ${WHY[code] ?? code}.`,
    remedy: 'Name a readable file, or - for standard input.',
    detail: code,
  });
}

const tooLarge = (file: string, most: number): Refusal =>
  new Refusal({
    id: 'file-too-large',
    message: `The file ${called(file)} is larger than ${most / 2 ** 20} MiB.`,
    remedy: 'Cut a part out of it, with head -c or tail -c: what is cut in two at the ends is left out by itself.',
  });
