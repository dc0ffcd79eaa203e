import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '#domain/units/refusal.ts';

/** A capture or usage file larger than this is read by no part of the gateway whole. */
const LARGEST = 512 * 1024 * 1024;

/** The bytes of a file. @throws Refusal `file-unreadable` with the reason in words. */
export function fileBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > LARGEST) throw unreadable(path, `it is larger than ${LARGEST / 1024 / 1024} MB`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreadable(path, WORDS[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error));
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
};

const unreadable = (path: string, why: string): Refusal =>
  new Refusal({ id: 'file-unreadable', message: `${path} cannot be read: ${why}.`, remedy: 'Check the path, and that this user may read the file.' });

/** The text of a file's bytes: UTF-8, and no zero bytes, which only a binary file has. @throws Refusal `file-not-text`. */
export function textOf(bytes: Uint8Array, what: string): string {
  if (bytes.includes(0)) throw notText(what);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText(what);
  }
}

const notText = (what: string): Refusal =>
  new Refusal({ id: 'file-not-text', message: `The ${what} file is not UTF-8 text.`, remedy: 'Save it as UTF-8 and try again.' });
